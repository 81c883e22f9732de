from datetime import timedelta

import pytest

from regions.admin.corrected import corrections_of
from regions.models import Correction, Figure
from regions.publication import database_now
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_nation,
    make_pair,
    make_region,
    make_release,
    make_user,
    publish,
)
from tests.regions.desk import act, draft_figure, said, staff, url
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

TYPED = {
    "value": "41,5 %",
    "reason": "Une ligne du tableau était décalée.",
    "publish_at_0": "01/02/2030",
    "publish_at_1": "08:00",
}


def address(figure):
    return url("correction", "correct", figure.pk)


def read(response):
    return plain(said(response))


def test_page_of_a_public_figure_leads_to_its_correction(desk):
    figure = make_figure()
    assert address(figure) in desk.get(url("figure", "change", figure.pk)).content.decode()
    draft = draft_figure()
    assert address(draft) not in desk.get(url("figure", "change", draft.pk)).content.decode()


def test_verifying_tells_what_changes_and_saves_nothing(desk):
    figure = make_pair(43, 37)
    page = read(desk.post(address(figure), TYPED | {"verify": "1"}))
    assert "Changent : 1 valeur et 1 écart à la France." in page
    assert f"{figure.region} 43 % → 41,5 % +6 points, non testé → +4,5 points, non testé" in page
    assert Correction.objects.count() == 0


def test_correction_of_the_nation_tells_the_gap_of_every_region(desk):
    make_pair(43, 37, region=make_region(name="Aube"))
    nation = Figure.objects.get(region=make_nation())
    page = read(desk.post(address(nation), TYPED | {"value": "40", "verify": "1"}))
    assert "Aube 43 % +6 points, non testé → +3 points, non testé" in page
    assert "France 37 % → 40 %" in page


def test_correction_that_was_shown_is_saved_as_a_draft_of_its_author(desk):
    figure = make_pair(43, 37)
    page = desk.post(address(figure), TYPED | {"verify": "1"}).content.decode()
    assert 'name="seen" value="41.5"' in page
    answer = desk.post(address(figure), TYPED | {"seen": "41.5", "save": "1"}, follow=True)
    correction = Correction.objects.get()
    assert (str(correction.value), correction.reason, correction.author, correction.approved_at) == (
        "41.500",
        TYPED["reason"],
        desk.user,
        None,
    )
    assert correction.publish_at.isoformat() == "2030-02-01T07:00:00+00:00"
    assert "une autre personne l'approuve" in read(answer)
    assert (
        "41,5 % brouillon Instant : vendredi 1er février 2030 à 8 h 00, heure de Paris. "
        f"Écrit par {desk.user}." in read(answer)
    )


def test_correction_of_another_value_than_the_one_shown_is_shown_first(desk):
    figure = make_pair(43, 37)
    page = read(desk.post(address(figure), TYPED | {"seen": "40", "save": "1"}))
    assert "La valeur n'est pas celle dont vous avez vu ce qu'elle change" in page
    assert "43 % → 41,5 %" in page
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "quarante"}, "« quarante » n'est pas un nombre"),
        ({"value": "141"}, "141 est hors limites : attendu de 0 à 100."),
        ({"value": "4/10"}, "Un nombre en « /10 »"),
        ({"value": "43"}, "C'est la valeur publique : il n'y a rien à rectifier."),
        ({"value": ""}, "Ce champ est obligatoire."),
        ({"reason": ""}, "Ce champ est obligatoire."),
        ({"publish_at_0": "01/02/1030"}, "vérifiez l'année"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_at_its_field(desk, typed, words):
    figure = make_figure()
    page = read(desk.post(address(figure), TYPED | typed | {"seen": "41.5", "save": "1"}))
    assert words in page
    assert TYPED["reason"] in page or not typed.get("reason", "x")
    assert Correction.objects.count() == 0


def test_total_that_no_longer_holds_is_told(desk):
    figure = make_figure(value=60)
    question = figure.question
    other = question.indicator.answers.create(slug="non", label="Non")
    make_figure(question=question, answer=other, region=figure.region, base=figure.base, value=40)
    page = read(desk.post(address(figure), TYPED | {"value": "70", "verify": "1"}))
    assert "une seule réponse était possible, mais le total fait 110 %." in page


def test_rank_that_changes_is_told(desk):
    figures = [make_pair(value, 50, n=2000, n_nation=26000) for value in (30,)]
    same = {"question": figures[0].question, "answer": figures[0].answer, "base": figures[0].base}
    for value in (50, 70):
        make_figure(**same, region=make_region(), value=value, respondents=2000)
    page = read(desk.post(address(figures[0]), TYPED | {"value": "60", "verify": "1"}))
    assert "Rang possible parmi les régions : 3e → 2e." in page


def test_link_with_a_value_fills_the_form_and_tells_its_meaning(desk):
    figure = make_pair(43, 37)
    page = desk.get(address(figure), {"value": "41,5"})
    assert 'name="value" value="41,5"' in page.content.decode()
    assert "43 % → 41,5 %" in read(page)
    assert desk.get(address(figure), {"value": "n'importe quoi"}).status_code == 200


def test_draft_is_sent_back_to_its_own_form(desk):
    figure = draft_figure()
    answer = desk.post(address(figure), TYPED | {"seen": "41.5", "save": "1"}, follow=True)
    assert "Ce chiffre n'est pas public : modifiez-le lui-même." in read(answer)
    assert Correction.objects.count() == 0


def test_corrected_figure_of_a_withdrawn_report_is_told_beside_what_it_was(desk):
    figure = make_figure()
    make_correction(figure=figure, value=44, publish_at=ago(minutes=1))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    assert "44 % → 41,5 %" in read(desk.post(address(figure), TYPED | {"verify": "1"}))


def test_who_may_not_write_corrections_is_neither_led_nor_let_in(client):
    figure = make_figure()
    staff(client, "view_figure", "view_correction")
    assert address(figure) not in client.get(url("figure", "change", figure.pk)).content.decode()
    for method in (client.get, client.post):
        assert method(address(figure), TYPED).status_code == 403
    assert client.get(url("correction", "correct", 999999)).status_code == 404


def test_releases_that_cite_the_figure_are_told_with_their_editors(desk):
    figure = make_figure()
    release = make_release(figures=[figure], author=make_user(username="dominique"))
    release.contributors.add(make_user(username="camille"))
    publish(release)
    for page in (desk.get(address(figure)), desk.get(url("figure", "change", figure.pk))):
        assert f"Un communiqué cite ce chiffre {release} public Écrit par dominique, camille." in read(page)


def test_who_may_not_read_releases_learns_whom_to_tell_and_no_headline(client):
    release = make_release(
        publish_at=database_now() + timedelta(days=1), author=make_user(username="camille")
    )
    figure = release.citations.get().figure
    staff(client, "view_figure", "add_correction")
    page = read(client.get(address(figure)))
    assert f"Communiqué n° {release.pk} brouillon Écrit par camille." in page
    assert release.headline not in page


def test_approver_reads_the_same_meaning(desk):
    figure = make_pair(43, 37)
    make_release(figures=[figure], report=None)
    page = read(act(desk, "correction", "approve_selected", make_correction(figure=figure, value=41)))
    assert f"{figure.region} : 43 % → 41 % ; écart à la France : +6 points, non testé → +4 points" in page
    assert "Un communiqué cite ce chiffre" in page


@pytest.mark.parametrize("count", [1, 3])
def test_corrections_of_a_figure_take_one_query(count, django_assert_num_queries):
    figure = make_figure()
    for value in range(count):
        make_correction(figure=figure, value=value, author=make_user())
    figure, at = Figure.objects.with_labels().get(), database_now()
    with django_assert_num_queries(1):
        found = corrections_of(figure, at)
    assert [plain(one.value) for one in found] == ["2 %", "1 %", "0 %"][-count:]
