"""Whatever is written, the claims are parts of it, in order and apart."""

import json
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from press import claims
from press.claims.report import as_dict
from regions.publication import database_now
from tests.claims.corpus import FOLDER, labelled

# The figures are read once for all the texts of a test.
any_text = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u3000", "\t", "\n", "\r\n", "\r", "\u2028", "\u200b", "  ", ""]
NUMBERS = [
    *(
        "43",
        "43,5",
        "0",
        "100",
        "101",
        "1 200 000",
        "1\u202f200",
        "007",
        "٤٣",
        "４３",
        "²",
        "½",
        "⅔",
        "1/3",
        "1/0",
    ),
    *(
        "un tiers",
        "la moitié",
        "deux sur trois",
        "zéro",
        "−6",
        "+9",
        "7,1 sur 10",
        "6,6/10",
        "12 sur 0",
        "9" * 40,
    ),
    *(
        "0,000",
        "1,2 million",
        "deux",
        "1.5",
        ",5",
        "43,",
        "2015",
        "01 99 00 12 34",
        "44000",
        "1er",
        "4e",
        "65",
    ),
]
UNITS = [
    "%",
    "pour cent",
    "points",
    "point",
    "％",
    "millions",
    "élus",
    "entreprises",
    "sur 10",
    "/10",
    "partenariats",
]
PLACES = [
    *(
        "Pays de la Loire",
        "PACA",
        "Provence-Alpes-Côte d'Azur",
        "Ligériens",
        "la région",
        "en France",
        "Bretagne",
    ),
    *(
        "moyenne nationale",
        "au niveau national",
        "Rhône-Alpes",
        "Néo-Aquitains",
        "BRETAGNE",
        "Corse",
        "Centre",
    ),
]
PEOPLE = [
    *(
        "citoyens",
        "des responsables associatifs",
        "des entreprises d'au moins 10 salariés",
        "chez les maires",
    ),
    *("associations employeuses", "d'entre eux", "les premiers", "elles", "d'élus", "dirigeants"),
]
TOPICS = [
    *(
        "voient dans les alliances une source d'innovation",
        "ont mis en place des relations partenariales",
        "emploi",
    ),
    *(
        "fragilité prioritaire",
        "pratiquent le mécénat",
        "premier terrain de co-construction",
        "cet avis",
        "locaux",
    ),
]
LINKS = [
    *(
        "respectivement",
        "contre",
        "de plus que",
        "de moins que",
        "au-dessus de",
        "soit",
        "près de",
        "plus de",
        "et",
    ),
    *("dont", "dans le même ordre", "ces parts sont de", "en 2009", "une progression de", "pour", "à", "de"),
    *(".", ",", " ; ", "(", ")", "«", "»", "…", "- ", "• ", "1. ", ":", "?", "!", "'", "’", "\u2011", "\n\n"),
    *("e\u0301cole", "œuvre", "ﬃ", "👩\u200d👧", "🏴", "\u0301", "\ufeff", "\u00ad", "\u0000", "ß", "İ", "ŉ"),
]
SPACE = st.sampled_from(SPACES)
NUMBER = st.tuples(st.sampled_from(NUMBERS), SPACE, st.sampled_from(UNITS)).map("".join)
WORDS = [st.sampled_from(words) for words in (PLACES, PEOPLE, TOPICS, LINKS)]
FRAGMENTS = st.lists(st.tuples(st.one_of(NUMBER, NUMBER, *WORDS), SPACE).map("".join), min_size=12).map(
    "".join
)
# Signs that are folded to none, to one and to several, put between the letters of a text.
SIGNS = [
    *("\u0301", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d"),
    *("œ", "ﬃ", "…", "½", "👩\u200d👧", "\r\n", "İ"),
]
# Those that are nothing to a reader, and change nothing in what a text says.
UNSEEN = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d"]
RELEASES = {one.name: one for one in labelled(FOLDER / "open")}


def signs_of(signs):
    return st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(signs)), max_size=9)


@pytest.fixture
def check(programme):
    known = claims.load(database_now())
    regions = {region.code: region for region in known.regions}
    return lambda text, *codes: claims.check(text, [regions[code] for code in codes], known)


def with_signs(text, put):
    for place, sign in put:
        at = place % (len(text) + 1)
        text = text[:at] + sign + text[at:]
    return text


def assert_claims_are_parts(text, found):
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    json.dumps([as_dict(one) for one in found], allow_nan=False)


@any_text
@given(text=st.text(st.characters(exclude_categories=[])), code=st.sampled_from(["FR", "52", "53"]))
@example(text="", code="FR")
@example(text="\n\n", code="FR")
@example(text="\ud800 43 %", code="52")
def test_any_characters_give_claims_that_are_parts_of_them(check, text, code):
    assert_claims_are_parts(text, check(text, code))


@any_text
@given(text=FRAGMENTS, codes=st.lists(st.sampled_from(["FR", "52", "75", "53"]), max_size=3, unique=True))
@example(text="9" * 40 + " entreprises", codes=["FR"])
def test_fragments_of_releases_give_claims_that_are_parts_of_them(check, text, codes):
    assert_claims_are_parts(text, check(text, *codes))


@any_text
@given(name=st.sampled_from(sorted(RELEASES)), put=signs_of(SIGNS))
def test_signs_put_into_releases_leave_claims_parts_of_them(check, name, put):
    release = RELEASES[name]
    text = with_signs(release.text, put)
    assert_claims_are_parts(text, check(text, release.region))


@any_text
@given(name=st.sampled_from(sorted(RELEASES)), put=signs_of(UNSEEN))
def test_signs_that_nobody_sees_change_no_claim(check, name, put):
    release = RELEASES[name]
    found = check(with_signs(release.text, put), release.region)
    bare = ["".join(sign for sign in one.text if sign not in UNSEEN) for one in found]
    first = check(release.text, release.region)
    assert bare == [one.text for one in first]
    assert [(one.value, one.verdict) for one in found] == [(one.value, one.verdict) for one in first]


@pytest.mark.parametrize("name", RELEASES)
def test_line_ends_and_accents_written_otherwise_change_no_verdict(check, name):
    release = RELEASES[name]
    first = [(one.value, one.verdict) for one in check(release.text, release.region)]
    for text in (release.text.replace("\n", "\r\n"), normalize("NFD", release.text)):
        found = check(text, release.region)
        assert_claims_are_parts(text, found)
        assert [(one.value, one.verdict) for one in found] == first
