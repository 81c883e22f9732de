"""Resources at the desk."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from press.models import Resource
from regions.models import Theme
from regions.publication import database_now
from tests.factories import (
    ago,
    make_event,
    make_organisation,
    make_region,
    make_report,
    make_resource,
    make_user,
    png,
)
from tests.press.archives import office
from tests.press.desk import resource_form, staff, url
from tests.regions.desk import said
from tests.regions.html import parse
from tests.regions.pdfs import PDF

pytestmark = pytest.mark.django_db

RIGHTS = ("view_resource", "add_resource", "change_resource", "view_region", "view_organisation")


@pytest.fixture
def keeper(client):
    return staff(client, *RIGHTS, "withdraw_resource")


def at(page, *args):
    return url(page, *args, model="resource")


def save(keeper, resource, **changes):
    return keeper.post(at("change", resource.pk), resource_form(resource, **changes), follow=True)


def upload(data=PDF, name="Rapport final.pdf"):
    return SimpleUploadedFile(name, data)


def with_file(**kwargs):
    return make_resource(file=ContentFile(PDF, name="ancien.pdf"), **kwargs)


def public(resource):
    return list(Resource.objects.published(database_now()).filter(pk=resource.pk)) == [resource]


# The form


def test_document_is_sent_published_and_read(keeper, client):
    region = make_region(name="Corse")
    partner = make_organisation()
    sent = resource_form(region=region.pk, organisations=[partner.pk], file=upload(), _publish="1")
    page = keeper.post(at("add"), sent, follow=True)
    assert "est public." in said(page)
    resource = Resource.objects.get()
    assert list(resource.organisations.all()) == [partner]
    response = client.get("/ressources/une-note/fichiers/rapport-final.pdf")
    assert b"".join(response.streaming_content) == PDF


def test_form_offers_no_address_of_a_file(keeper):
    resource = with_file()
    page = keeper.get(at("change", resource.pk))
    assert resource.file.name not in page.content.decode()
    assert "ancien.pdf (PDF, 1 ko)" in said(page).replace("\u00a0", " ")


def test_form_tells_that_office_files_carry_names(keeper):
    assert "Un document de bureau garde le nom de ses auteurs" in said(keeper.get(at("add")))


def test_first_form_does_not_speak_of_a_present_file(keeper):
    page = said(keeper.get(at("add")))
    assert "Ôter le fichier présent" not in page
    assert "fichier présent" not in page.lower()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html></html>", "pas lisible"),
        (office("docx", ("word/vbaProject.bin", b"x")), "Ce document contient une macro"),
    ],
)
def test_file_that_is_refused_is_told_and_nothing_is_saved(keeper, data, words):
    page = keeper.post(at("add"), resource_form(region=make_region().pk, file=upload(data)))
    assert words in page.context["adminform"].form.errors["file"][0]
    assert not Resource.objects.exists()


def test_other_file_takes_the_place_of_the_present_one(keeper):
    resource = with_file(publish_at=ago(hours=1))
    save(keeper, resource, file=upload(png(), "carte.png"))
    resource.refresh_from_db()
    assert (resource.file_name, resource.file_size) == ("carte.png", resource.file.size)
    assert public(resource)


def test_form_without_file_keeps_the_present_one(keeper):
    resource = with_file()
    save(keeper, resource, title="Autre titre")
    resource.refresh_from_db()
    assert (resource.title, resource.file_name, resource.file_size) == ("Autre titre", "ancien.pdf", len(PDF))


def test_present_file_gives_way_to_an_address(keeper):
    resource = with_file()
    page = save(keeper, resource, url="https://example.org/")
    assert page.context["adminform"].form.errors["url"] == ["Un fichier ou une adresse : pas les deux."]
    save(keeper, resource, url="https://example.org/", drop_file="on")
    resource.refresh_from_db()
    assert (resource.file.name, resource.file_name, resource.url) == ("", "", "https://example.org/")


def test_new_file_wins_over_taking_out_the_present_one(keeper):
    resource = with_file()
    save(keeper, resource, file=upload(name="neuf.pdf"), drop_file="on")
    resource.refresh_from_db()
    assert resource.file_name == "neuf.pdf"


def test_date_of_a_month_is_kept_as_its_first_day(keeper):
    resource = make_resource()
    save(keeper, resource, released_on="15/11/2016", released_precision="month")
    resource.refresh_from_db()
    assert str(resource.released) == "novembre 2016"


def test_link_without_address_is_not_published(keeper):
    resource = make_resource(kind="link")
    page = save(keeper, resource, _publish="1")
    assert page.context["adminform"].form.errors["url"] == [
        "Un lien a une adresse. À régler avant l'instant de publication."
    ]
    assert not public(resource)


def test_typed_survey_number_is_not_published(keeper):
    resource = make_resource()
    page = save(keeper, resource, summary="7,1 sur 10", _publish="1")
    assert list(page.context["adminform"].form.errors) == ["summary"]
    assert not public(resource)


def test_empty_address_is_made_of_the_title(keeper):
    make_resource(slug="une-note")
    keeper.post(at("add"), resource_form(slug="", region=make_region().pk))
    assert Resource.objects.order_by("pk").last().slug == "une-note-2"


@pytest.mark.parametrize("wrong", [{"title": ""}, {"url": "https://example.org/"}])
def test_refused_form_tells_that_its_file_is_to_be_chosen_again(keeper, wrong):
    sent = resource_form(region=make_region().pk, file=upload(name="guide.pdf")) | wrong
    form = keeper.post(at("add"), sent).context["adminform"].form
    assert form.errors["file"] == [
        "Choisissez de nouveau « guide.pdf » : un formulaire refusé ne garde pas les fichiers."
    ]
    assert set(form.errors) == {"file", *wrong}


def test_region_and_theme_are_chosen_in_plain_lists(keeper):
    region, theme = make_region(name="Bretagne"), Theme.objects.create(slug="emploi", name="Emploi")
    page = parse(keeper.get(at("add")).content.decode())
    found = {
        name: [one["value"] for one in page.only("select", name=name).all("option")]
        for name in ("region", "theme")
    }
    assert found == {"region": ["", str(region.pk)], "theme": ["", str(theme.pk)]}


def test_wrong_date_is_told_how_it_is_written(keeper):
    page = save(keeper, make_resource(), released_on="31/02/2016", released_precision="day")
    assert page.context["adminform"].form.errors["released_on"] == ["Écrivez la date comme 10/12/2026."]


# Its report


def test_resource_that_waits_for_its_report_says_so_and_is_read_with_it(keeper, client):
    report = make_report(title="PHARE Corse", publish_at=ago(days=-1))
    resource = make_resource(report=report, publish_at=ago(hours=1))
    page = said(keeper.get(at("change", resource.pk)))
    assert "En attente : public en même temps que le rapport « PHARE Corse », et pas avant." in page
    assert "Voir la page publique" not in page
    assert client.get(resource.get_absolute_url()).status_code == 404


def test_publishing_before_its_report_does_not_say_that_it_is_public(keeper):
    resource = make_resource(report=make_report(publish_at=ago(days=-1)))
    page = said(save(keeper, resource, _publish="1"))
    assert "est public." not in page
    assert keeper.get(at("changelist")).context["cl"].result_list[0].stage == "planned"


def test_resource_whose_report_was_withdrawn_says_so(keeper):
    report = make_report(title="PHARE Corse", publish_at=ago(hours=2))
    resource = make_resource(report=report, publish_at=ago(hours=1))
    report.withdraw(by=keeper.user, notice="Erreur.")
    page = said(keeper.get(at("change", resource.pk)))
    assert "Hors ligne : le rapport « PHARE Corse », dont il parle, a été retiré." in page


# Preview, list, steps


def test_preview_shows_what_is_typed_with_its_file_and_stores_nothing(keeper, media):
    resource = make_resource(title="Avant")
    sent = resource_form(
        resource, title="Après", file=upload(), organisations=[make_organisation(name="RTES").pk]
    )
    page = said(keeper.post(at("preview", resource.pk), sent)).replace("\u00a0", " ")
    assert "Après" in page
    assert "RTES" in page
    assert "PDF, 1 ko" in page
    assert "rien n'est enregistré" in page
    resource.refresh_from_db()
    assert (resource.title, resource.file.name, list(media.iterdir())) == ("Avant", "", [])


def test_preview_of_a_new_resource_needs_no_address(keeper):
    page = keeper.post(at("preview"), resource_form(region=make_region().pk, file=upload(), event=""))
    assert "Une note" in said(page)
    assert not Resource.objects.exists()


@pytest.mark.parametrize("publish_at", [None, ago])
def test_preview_names_an_event_only_where_it_is_public(client, publish_at):
    staff(client, *RIGHTS, "view_event")
    event = make_event(title="Rencontre", publish_at=publish_at and publish_at(hours=1))
    resource = make_resource(event=event)
    page = said(client.post(at("preview", resource.pk), resource_form(resource, event=event.pk)))
    assert ("Rendez-vous" in page) == (publish_at is not None)


def test_list_shows_where_each_one_stands(keeper):
    make_resource(title="Brouillon")
    make_resource(title="Public", publish_at=ago(hours=1))
    make_resource(title="Attend", publish_at=ago(hours=1), report=make_report())
    found = {one.title: one.stage for one in keeper.get(at("changelist")).context["cl"].result_list}
    assert found == {"Brouillon": "draft", "Public": "public", "Attend": "planned"}


def test_list_asks_the_same_queries_for_1_and_3(keeper, django_assert_num_queries):
    make_resource(region=make_region(), report=make_report(), author=keeper.user)
    with django_assert_num_queries(9):
        keeper.get(at("changelist"))
    for _ in range(2):
        make_resource(region=make_region(), report=make_report(), author=keeper.user)
    with django_assert_num_queries(9):
        keeper.get(at("changelist"))


def test_withdrawal_closes_the_page_and_the_file(keeper, client):
    resource = with_file(publish_at=ago(hours=1))
    keeper.post(at("withdraw", resource.pk), {"notice": "Droits d'auteur."})
    for path in ("", "fichiers/ancien.pdf"):
        response = client.get(resource.get_absolute_url() + path)
        assert response.status_code == 410
        assert "Droits d&#x27;auteur." in response.content.decode()


def test_withdrawal_needs_its_right(client):
    resource = make_resource(publish_at=ago(hours=1))
    response = staff(client, *RIGHTS).post(at("withdraw", resource.pk), {"notice": "Erreur."})
    assert response.status_code == 403
    assert public(resource)


def test_public_resource_does_not_vanish_behind_a_report_that_is_not_out(keeper):
    resource = make_resource(publish_at=ago(hours=1))
    assert "disparaîtrait sans avis" in said(save(keeper, resource, report=make_report().pk))
    resource.refresh_from_db()
    assert resource.report is None


def test_resource_that_went_with_its_report_keeps_its_instant(keeper):
    report = make_report(publish_at=ago(hours=2))
    resource = make_resource(report=report, publish_at=ago(hours=1))
    report.withdraw(by=make_user(), notice="Avis.")
    assert "C'est déjà public" in said(save(keeper, resource, publish_at_0="", publish_at_1=""))


def test_organisation_chosen_at_the_desk_is_searched(keeper):
    resource = make_resource()
    save(keeper, resource, organisations=[make_organisation(name="CESE").pk])
    resource.refresh_from_db()
    assert " cese " in resource.search_text
