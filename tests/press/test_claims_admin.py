"""The page of a release's numbers: what it shows, and what one click does."""

import pytest
from django.contrib.admin.models import LogEntry

from press.models import Edition, Release, Ruling
from regions.models import Region
from tests.factories import make_user, publish
from tests.press.claim_texts import BODY, STANDFIRST, companies, make_draft, read, sent, the
from tests.press.desk import WRITER, form_of, staff, url
from tests.press.editions import read as digest
from tests.regions import desk
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db


def said(response):
    return plain(desk.said(response).replace("&nbsp;", " "))


@pytest.fixture
def writer(client):
    return staff(client, *WRITER)


@pytest.fixture
def draft(programme):
    return make_draft()


def page(client, release, **query):
    return client.get(url("claims", release.pk), query)


def act(client, release, text, name, **more):
    release.refresh_from_db()
    response = client.post(url("claims", release.pk), sent(release, text, name, **more), follow=True)
    release.refresh_from_db()
    return response


def test_page_shows_each_number_with_its_figure_and_the_gap(writer, draft):
    shown = said(page(writer, draft))
    assert "7 nombres : 2 conformes, 5 à régler." in shown
    assert "✗ faux Le chiffre enregistré est 43 %" in shown
    assert (
        "Base : Entreprises d'au moins 10 salariés France : 37 % Écart : 6 points de plus que les 37 %"
        in shown
    )
    assert "Remplacer par « 43 % »" in shown


def test_page_marks_each_number_in_the_whole_text(writer, draft):
    passages = page(writer, draft).context["passages"]
    texts = ["".join(piece.text for piece in passage.pieces) for passage in passages]
    assert texts == [place.text for place in read(draft).places]
    assert [one.heading for one in passages] == ["Titre", "Chapô", "Texte", "", "", ""]


def test_page_asks_as_much_for_one_number_as_for_many(writer, draft, django_assert_num_queries):
    few = make_draft(body="<p>Ici.</p>", headline="Ici", standfirst="La soirée a réuni 120 élus.")
    for release in (few, draft):
        page(writer, release)
        with django_assert_num_queries(13):
            page(writer, release)


# What one click does


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("external", "external", "vient d'une autre source : La ville"),
        ("not-statistic", "not-statistic", "n'est pas une statistique : La ville"),
        ("overrule", "overruled", "est maintenu : La ville"),
    ],
)
def test_decision_with_its_reason_is_stored_told_and_logged(writer, draft, name, kind, words):
    response = act(writer, draft, "120 élus", name, reason="La ville")
    assert (Ruling.objects.get().kind, Ruling.objects.get().decided_by) == (kind, writer.user)
    assert f"« 120 élus » {words}" in said(response)
    assert LogEntry.objects.get().change_message == f"« 120 élus » {words}"
    assert response.redirect_chain[-1][0] == f"{url('claims', draft.pk)}#nombre-5"
    assert (draft.version, draft.author) == (1, writer.user)


def test_decision_without_a_reason_is_refused_where_it_was_asked(writer, draft):
    response = act(writer, draft, "120 élus", "external", reason=" ")
    assert "Écrivez d'où vient ce nombre." in said(response)
    assert (draft.version, Ruling.objects.count()) == (0, 0)


def test_number_is_bound_to_one_of_its_candidates(writer, programme):
    draft = make_draft(standfirst="", body="<p>Pour 80 %, les alliances sont source d'innovation.</p>")
    one = the(read(draft), "80 %")
    assert (one.verdict, len(one.candidates)) == ("ambigu", 1)
    act(writer, draft, "80 %", "bind", figure=one.candidates[0])
    after = the(read(draft), "80 %")
    assert (after.ruling, after.figure_id, after.is_settled) == ("bound", one.candidates[0], True)


def test_figure_is_searched_for_a_number_the_same_value_first(writer, draft):
    key = sent(draft, "120 élus", "bind")["claim"]
    response = page(writer, draft, nombre=key, q="pratique des partenariats entreprises")
    shown = [one.pk for one in response.context["results"]]
    assert shown[0] == companies().pk
    assert "Lier à ce chiffre" in said(response)
    assert page(writer, draft, nombre=key, q="xyz").context["results"] == []


def test_gap_is_bound_to_a_figure_and_the_nation(writer, draft):
    act(writer, draft, "8 points", "bind", figure=companies().pk)
    ruling = Ruling.objects.get()
    assert (ruling.figure, ruling.against) == (companies(), companies("FR"))


def test_gap_of_the_nation_itself_is_refused(writer, draft):
    response = act(writer, draft, "8 points", "bind", figure=companies("FR").pk)
    assert "pas de valeur nationale" in said(response)
    assert not Ruling.objects.exists()


def test_wrong_numbers_are_replaced_in_the_headline_the_lead_and_the_body(writer, draft):
    Release.objects.filter(pk=draft.pk).update(
        headline="Dans les Pays de la Loire, 66 % des citoyens jugent les alliances sources d'innovation",
        body=BODY.replace("<strong>77</strong>", "<strong>78</strong>"),
    )
    for text in ("66 %", "44 %", "78 %", "8 points"):
        act(writer, draft, text, "replace")
    assert draft.headline.startswith("Dans les Pays de la Loire, 65 % des citoyens")
    assert draft.standfirst == STANDFIRST.replace("44 %", "43 %").replace("8 points", "6 points")
    assert draft.body == BODY


def test_base_is_written_and_the_number_conforms(writer, draft):
    shown = said(page(writer, draft))
    assert "Après : Chez nous, 43 % des entreprises ligériennes d'au moins 10 salariés ont noué" in shown
    act(writer, draft, "43 %", "base")
    assert "<em>entreprises</em> ligériennes d'au moins 10 salariés ont noué" in draft.body
    assert the(read(draft), "43 %").is_settled


def test_decision_is_taken_back(writer, draft):
    act(writer, draft, "120 élus", "external", reason="La ville")
    assert "Revenir sur la décision" in said(page(writer, draft))
    assert "la décision est retirée" in said(act(writer, draft, "120 élus", "reopen"))
    assert not Ruling.objects.exists()


# What is refused


def test_click_on_an_older_version_is_refused_and_keeps_what_was_typed(writer, draft):
    data = sent(draft, "120 élus", "external", reason="La ville")
    Release.objects.get(pk=draft.pk).record_edit(by=make_user())
    response = writer.post(url("claims", draft.pk), data)
    assert "Quelqu'un a enregistré ce communiqué" in said(response)
    assert 'value="La ville"' in response.content.decode()
    assert not Ruling.objects.exists()


def test_number_that_is_gone_is_told(writer, draft):
    data = sent(draft, "120 élus", "external", reason="La ville")
    Release.objects.filter(pk=draft.pk).update(body="<p>Rien.</p>")
    assert "Ce nombre n'est plus dans le texte" in said(writer.post(url("claims", draft.pk), data))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("replace", "ne se remplace pas seul"),
        ("base", "ne s'écrit pas seule"),
        ("bind", "Choisissez un chiffre"),
        ("reopen", "n'est plus dans le texte"),
        ("other", "n'est pas complète"),
    ],
)
def test_act_that_does_not_apply_is_refused(writer, draft, name, words):
    assert words in said(act(writer, draft, "120 élus", name))
    assert draft.version == 0


def test_reader_of_the_desk_sees_no_button_and_may_not_click(client, draft):
    reader = staff(client, "view_release", "view_figure")
    response = page(reader, draft)
    assert "Le chiffre enregistré est" in said(response)
    assert "<button" not in response.content.decode().split('id="content"')[1]
    assert reader.post(url("claims", draft.pk), sent(draft, "44 %", "replace")).status_code == 403


def test_who_may_not_read_figures_reads_no_value(client, draft):
    reader = staff(client, "view_release", "change_release")
    assert page(reader, draft).status_code == 403
    assert reader.post(url("claims", draft.pk), sent(draft, "44 %", "replace")).status_code == 403


def test_who_settled_a_number_does_not_approve_it(client, draft):
    settled = make_draft(body="<p>La soirée a réuni 120 élus.</p>", standfirst="Une phrase.")
    writer = staff(client, *WRITER, "approve_release")
    act(writer, settled, "120 élus", "external", reason="La ville")
    data = {"reading": digest(settled)}
    assert "une autre personne" in said(client.post(url("approve", settled.pk), data, follow=True))
    assert not Edition.objects.exists()
    client.force_login(staff(client, *WRITER, "approve_release").user)
    client.post(url("approve", settled.pk), {"reading": digest(settled)})
    assert [one["reason"] for one in Edition.objects.get().claims] == ["La ville"]


# The form


def test_save_tells_how_many_numbers_are_open_and_cites_what_the_text_gives(writer, draft):
    response = writer.post(url("change", draft.pk), form_of(draft), follow=True)
    assert "5 nombres à régler dans le texte : voir les chiffres" in said(response)
    assert draft.citations.count() == 2


def test_save_of_a_text_that_conforms_says_nothing(writer, draft):
    form = form_of(draft, standfirst="Ici.", body="<p>Là.</p>")
    assert "à régler" not in said(writer.post(url("change", draft.pk), form, follow=True))


def test_panel_counts_the_numbers_and_names_what_the_text_does_not_give(writer, draft):
    draft.citations.create(figure=companies("FR"))
    shown = said(writer.get(url("change", draft.pk)))
    assert "Chiffres du texte : 7 nombres : 2 conformes, 5 à régler." in shown
    assert f"Cités, mais que le texte ne donne pas :{companies('FR')}" in shown


def test_text_that_is_typed_is_checked_and_not_saved(writer, draft):
    form = form_of(draft, standfirst=STANDFIRST.replace("44 %", "43 %"))
    response = writer.post(url("typed_claims", draft.pk), form)
    assert "7 nombres : 3 conformes, 4 à régler. Rien n'est enregistré" in said(response)
    assert "<button" not in response.content.decode().split('id="content"')[1]
    draft.refresh_from_db()
    assert draft.standfirst == STANDFIRST


def test_text_that_was_never_saved_is_checked(writer, draft):
    form = form_of(standfirst=STANDFIRST, regions=[one.pk for one in draft.regions.all()])
    assert "2 nombres : 2 à régler." in said(writer.post(url("typed_claims"), form))


def test_preview_tells_the_numbers_that_are_open(writer, draft):
    shown = said(writer.get(url("preview", draft.pk)))
    assert "7 nombres : 2 conformes, 5 à régler. À régler avant de publier :" in shown
    assert "« 120 élus » : sans chiffre." in shown


def test_public_edition_is_left_alone_by_what_is_decided_since(writer, draft):
    settled = make_draft(body="<p>Rien.</p>", standfirst="Une phrase.")
    edition = publish(settled)
    Release.objects.filter(pk=settled.pk).update(body="<p>La soirée a réuni 120 élus.</p>")
    act(writer, settled, "120 élus", "external", reason="La ville")
    edition.refresh_from_db()
    assert (edition.claims, edition.body) == ([], "<p>Rien.</p>")


def test_gaps_that_no_number_gives_are_shown(writer, draft):
    shown = said(page(writer, draft)).rpartition("Ce que le texte ne dit pas")[2]
    assert "1 point de moins que les 81 %" in shown
    assert "que les 37 %" not in shown


def test_text_that_leaves_no_gap_unsaid_is_told_so(writer, programme):
    draft = make_draft(standfirst="", body="<p>Rien.</p>", headline="Titre")
    draft.regions.set(Region.objects.filter(level="nation"))
    assert "Rien : les écarts connus" in said(page(writer, draft))


def test_number_bound_to_a_figure_of_another_territory_than_it_says_stays_open(writer, draft):
    act(writer, draft, "44 %", "bind", figure=companies("FR").pk)
    one = the(read(draft), "44 %")
    assert not one.is_settled
    Release.objects.filter(pk=draft.pk).update(
        standfirst="Dans les Pays de la Loire, 37 % des entreprises d'au moins 10 salariés ont noué des "
        "partenariats."
    )
    act(writer, draft, "37 %", "bind", figure=companies("FR").pk)
    one = the(read(draft), "37 %")
    assert (one.ruling, one.verdict, one.is_settled) == ("bound", "ambigu", False)
    assert "La phrase parle d'autre chose (dans les Pays de la Loire)" in one.message


def test_words_of_judgement_are_no_statistic_that_can_be_set_aside(writer, programme):
    draft = make_draft(headline="Les Pays de la Loire en avance sur les partenariats", standfirst="", body="")
    response = page(writer, draft)
    assert "Pas une statistique" not in said(response)
    words = next(one for one in read(draft).found if one.value is None)
    response = act(writer, draft, words.text, "not-statistic", reason="Un titre")
    assert "Ces mots portent un jugement" in said(response)
    assert not Ruling.objects.exists()


def test_gaps_that_no_number_gives_are_hidden_from_who_may_not_read_figures(client, draft):
    staff(client, "press.view_release", "press.change_release")
    assert "Ce que le texte ne dit pas" not in said(page(client, draft))
