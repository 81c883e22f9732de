import re
import tomllib

import pytest

from press import prose
from press.checks import HEADLINE_LENGTH
from press.loader import FOLDER
from press.models import Edition, PressContact, Release
from regions.models import Region, Report
from regions.publication import database_now
from regions.rows.gaps import is_cautious
from tests.press.content import ANY, MARK, NOT_FIGURES, POINTS, SHARE, SLUGS, cited, found, gaps, texts
from tests.regions.spaces import plain
from tests.regions.test_honesty import JUDGEMENT

pytestmark = pytest.mark.django_db

MORE_JUDGEMENT = re.compile(
    r"\b(majorit\w+|plébiscit\w*|largement|massivement|nettement|à peine|seulement|en tête|plus nombreu\w+|"
    r"record|champion\w*|surpass\w+|exceptionnel\w*|la plupart des|près de|plus d'un|un sur|sur deux|"
    r"le plus (?:haut|bas|fort|faible)|remarquable\w*|progress\w+|recul\w*|hausse|baisse)\b",
    re.IGNORECASE,
)
AUDIENCES = {
    "citizens": ("citoyens",),
    "mayors": ("maires", "élus"),
    "associations": ("associations", "associatifs"),
    "companies": ("entreprise",),
}
FICTION = re.compile(
    r"(?:01 99 00|02 61 91|03 53 01|04 65 71|05 36 49) \d\d \d\d|06 39 98 \d\d \d\d", re.ASCII
)


def names_audience(text, figure):
    return any(word in text for word in AUDIENCES[figure.question.survey.audience])


@pytest.fixture(params=SLUGS)
def release(request, demonstration):
    return Release.objects.get(slug=request.param)


def test_every_published_report_of_the_programme_has_its_release(demonstration):
    reports = Report.objects.published(database_now()).filter(slug__startswith="phare-")
    without = {"phare-diagnostics-sectoriels"}  # of which no figure is known
    assert set(SLUGS) == set(reports.values_list("slug", flat=True)) - without
    assert set(Release.objects.values_list("report__slug", flat=True)) == set(SLUGS)


def test_all_releases_are_out_and_marked_as_a_demonstration(demonstration):
    editions = Edition.objects.current(database_now())
    assert sorted(one.release.slug for one in editions) == SLUGS
    assert {(one.demonstration, one.approved_alone_because) for one in editions} == {
        (True, "texte de démonstration")
    }
    assert all(one.publish_at == one.report.publish_at for one in editions)


def test_no_release_has_a_hole(demonstration):
    for one in Release.objects.all():
        holes = [hole for hole in one.holes() if hole.field != "note_to_readers"]
        assert holes == []


def test_no_number_of_a_release_is_open(release):
    found = release.current_edition(database_now()).content().claims
    assert found
    assert [(one.text, one.verdict) for one in found if not one.is_settled] == []


def test_headline_and_body_have_the_length_of_a_release(release):
    words = len(" ".join(block.text for block in prose.paragraphs(prose.parse(release.body))).split())
    assert len(release.headline) <= HEADLINE_LENGTH
    assert 250 <= words <= 450
    assert 2 <= len(re.findall(r"[.!?](?:\s|$)", release.standfirst)) <= 3


def test_every_share_is_that_of_a_cited_figure(release):
    public = {one.public_value for one in cited(release) if one.unit == "%"}
    assert {share for text in texts(release) for share in found(SHARE, text)} <= public


def test_every_mark_is_that_of_a_cited_figure(release):
    public = {one.public_value for one in cited(release) if one.unit == "/10"}
    assert {mark for text in texts(release) for mark in found(MARK, text)} <= public


def test_every_gap_is_computed_and_stands_beside_its_two_values(release):
    sayable = list(gaps(release))
    for text in texts(release):
        shares = set(found(SHARE, text))
        for points in found(POINTS, text):
            assert [pair for pair in sayable if pair[0] == points and set(pair[1:]) <= shares], text


def test_every_gap_is_said_to_be_untested(release):
    said = " ".join(texts(release))
    if POINTS.search(said):
        assert re.search(r"non testés?|pas testée?s?|ne se testent pas", said)


def test_every_other_number_is_a_cited_count_or_names_a_date_or_a_base(release):
    public = {one.public_value for one in cited(release) if one.unit in ("count", "mean")}
    for text in texts(release):
        rest = NOT_FIGURES.sub("", POINTS.sub("", SHARE.sub("", MARK.sub("", text))))
        assert set(found(ANY, rest)) <= public, text


def test_every_cited_figure_of_its_own_territory_is_in_the_text(release):
    numbers = {number for text in texts(release) for number in found(ANY, text)}
    assert [str(one) for one in cited(release) if one.public_value not in numbers] == []


def test_every_share_is_that_of_a_public_named_beside_it(release):
    shares = [one for one in cited(release) if one.unit == "%"]
    for text in texts(release):
        named = [one for one in shares if names_audience(text, one)]
        assert set(found(SHARE, text)) <= {one.public_value for one in named}, text


def test_every_share_of_companies_says_their_size(release):
    for one in cited(release):
        size = re.search(r"[\d ]+ salariés", plain(one.base.restriction))
        same = {other.base for other in cited(release) if other.public_value == one.public_value}
        for text in texts(release) if size and len(same) == 1 else []:
            assert one.public_value not in found(SHARE, text) or size[0].strip() in text, text


def test_every_region_named_is_one_of_the_release(release):
    said = " ".join(texts(release))
    named = {region for region in Region.objects.regions() if region.name in said}
    assert named <= set(release.regions.all())


def test_figures_come_from_its_regions_or_the_nation(release):
    own = set(release.regions.all())
    assert {one.region for one in cited(release)} - own <= {Region.objects.get(level="nation")}


def test_no_word_judges(release):
    said = " ".join(texts(release))
    assert (JUDGEMENT.findall(said), MORE_JUDGEMENT.findall(said)) == ([], [])


def test_a_word_that_judges_is_found_out():
    text = "Une région en avance, une nette progression : près de la moitié, largement au-dessus."
    assert len(JUDGEMENT.findall(text)) + len(MORE_JUDGEMENT.findall(text)) == 5


def test_small_bases_are_read_with_caution(release):
    if any(is_cautious(one) for one in cited(release)):
        assert "prudence" in " ".join(texts(release))


def test_uncertain_figures_are_said_to_be_so(release):
    if any(one.certainty == "uncertain" for one in cited(release)):
        assert "incertaine" in " ".join(texts(release))


def test_implied_bases_are_said_to_be_so(release):
    if any(one.base_status == "implied" for one in cited(release)):
        assert "implicite" in " ".join(texts(release))


def test_every_link_answers(client, release):
    addresses = {href for _, href in prose.links(prose.parse(release.body))}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
    assert release.report.get_absolute_url() in addresses


def test_every_page_of_a_release_answers(client, release):
    page = client.get(release.get_absolute_url())
    assert page.status_code == 200
    assert plain(release.headline) in plain(page.content.decode()).replace("&#x27;", "'")


def test_a_place_is_that_of_the_event(release):
    place = release.event.place if release.event else ""
    assert (release.place in place) if release.place else (place == "")


def test_contacts_are_functions_with_fictional_numbers(demonstration):
    contacts = list(PressContact.objects.all())
    assert [one.name for one in contacts if not one.name.endswith("(démonstration)")] == []
    assert [one.phone for one in contacts if not FICTION.fullmatch(one.phone)] == []
    assert [one.email for one in contacts if not one.email.endswith("@example.org")] == []


def test_no_number_to_call_nor_address_to_write_to_is_in_the_texts(demonstration):
    files = [FOLDER / "boilerplates.toml", *sorted((FOLDER / "releases").iterdir())]
    said = "".join(str(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)
    assert re.findall(r"(?:\d\d[ .]){4}\d\d|\d{10}|\+33|\S+@\S+", said) == []


def test_no_invisible_space_is_in_the_files():
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert [
        path.name for path in files if re.search("[\u00a0\u202f]", path.read_text(encoding="utf-8"))
    ] == []
