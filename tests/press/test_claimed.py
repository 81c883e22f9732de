import pytest

from press import claims
from press.claimed import checked, cited_figures, context, passages
from press.models import Ruling, RulingKind
from regions.models import Figure, Region
from regions.publication import database_now

TITLE = "En Nouvelle-Aquitaine, 45 % des entreprises d'au moins 10 salariés ont noué des partenariats"
LEAD = "L'association organisatrice a reçu 120 réponses à son invitation."
BODY = (
    "<h2>Les citoyens</h2><p>En Nouvelle-Aquitaine, <strong>67 %</strong> des citoyens voient dans les "
    "alliances une source d'innovation.</p><ul><li><p>La salle compte 300 places.</p></li></ul>"
)


@pytest.fixture
def known(programme):
    return claims.load(database_now())


def check(known, body=BODY, lead=LEAD, rulings=()):
    regions = [Region.objects.get(code="75")]
    return checked(passages(TITLE, lead, body), regions, rulings, database_now(), known)


def ruling(text, words, kind=RulingKind.EXTERNAL, **kwargs):
    """One that was made of `words` in `text`; it is not saved."""
    start = text.index(words)
    before, after = context(text, start, start + len(words))
    kwargs.setdefault("reason", "compté par l'hôte")
    return Ruling(pk=1, field="standfirst", words=words, before=before, after=after, kind=kind, **kwargs)


def line(lead=LEAD):
    """The lead between what stands around it, as rulings see it."""
    return "\n".join((TITLE, lead, "Les citoyens"))


def test_claims_stand_at_their_place_in_each_passage(known):
    found = check(known)
    texts = {(place.field, place.block): place.text for place in passages(TITLE, LEAD, BODY)}
    assert all(texts[one.field, one.block][one.start : one.end] == one.text for one in found)
    assert [(one.field, one.block, one.text) for one in found][:1] == [("headline", 0, "45 %")]
    assert ("body", 1, "67 %") in [(one.field, one.block, one.text) for one in found]


def test_passages_know_headings_and_items():
    assert [place.kind for place in passages(TITLE, LEAD, BODY)] == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "item",
    ]


def test_number_of_another_source_is_settled_by_who_names_it(known):
    before = {one.text: one.is_settled for one in check(known)}
    assert before["120 réponses"] is False
    after = {one.text: one for one in check(known, rulings=[ruling(line(), "120 réponses")])}
    assert after["120 réponses"].is_settled
    assert after["120 réponses"].reason == "compté par l'hôte"


def test_ruling_survives_edits_around_its_number(known):
    made = ruling(line(), "120 réponses")
    lead = "À Bordeaux, l'association organisatrice a déjà reçu plus de 120 réponses à cette invitation."
    held = {one.text: one.ruling for one in check(known, lead=lead, rulings=[made])}
    assert held["120 réponses"] == "external"


@pytest.mark.parametrize(
    "lead",
    [
        "L'association organisatrice a reçu 130 réponses à son invitation.",
        "Les élus du Limousin ont donné 120 réponses contraires.",
    ],
)
def test_ruling_holds_for_no_other_number_and_no_other_sentence(known, lead):
    made = ruling(line(), "120 réponses")
    assert not any(one.ruling for one in check(known, lead=lead, rulings=[made]))


def test_ruling_holds_for_one_of_two_equal_numbers(known):
    lead = LEAD + " Le village voisin a envoyé 120 réponses de son côté."
    made = ruling(line(), "120 réponses")
    assert [one.ruling for one in check(known, lead=lead, rulings=[made]) if one.text == "120 réponses"] == [
        "external",
        "",
    ]


def test_number_bound_to_a_figure_is_judged_by_it(known):
    figure = Figure.objects.get(
        region__code="75", question__indicator__slug="alliances-source-innovation", base__slug="citoyens"
    )
    lead = "Dans cette assemblée on parle souvent de 67 % sans dire de quoi."
    bound = ruling(line(lead), "67 %", RulingKind.BOUND, figure=figure, reason="")
    one = next(one for one in check(known, lead=lead, rulings=[bound]) if one.field == "standfirst")
    assert (one.verdict, one.figure_id, one.is_settled) == ("conforme", figure.pk, True)


def test_bound_number_that_becomes_another_is_wrong(known):
    figure = Figure.objects.get(
        region__code="75", question__indicator__slug="alliances-source-innovation", base__slug="dirigeants"
    )
    lead = "Dans cette assemblée on parle souvent de 67 % sans dire de quoi."
    bound = ruling(line(lead), "67 %", RulingKind.BOUND, figure=figure, reason="")
    one = next(one for one in check(known, lead=lead, rulings=[bound]) if one.field == "standfirst")
    assert (one.verdict, one.expected, one.is_settled) == ("faux", "65", False)


def test_cited_figures_are_those_of_settled_claims_once(known):
    found = check(known)
    assert cited_figures(found) == list(
        dict.fromkeys(one.figure_id for one in found if one.figure_id and one.is_settled)
    )
    assert len(cited_figures(found)) == 2


def test_check_of_a_release_asks_three_queries(programme, django_assert_num_queries):
    places, regions, at = passages(TITLE, LEAD, BODY), [Region.objects.get(code="75")], database_now()
    with django_assert_num_queries(3):
        checked(places, regions, [], at)
