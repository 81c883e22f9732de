import pytest

from press.models import Event
from regions.models import Report
from tests.factories import make_event, make_page, make_region, make_release, make_report, publish

pytestmark = pytest.mark.django_db


def test_saved_row_is_searched_by_what_it_says():
    make_report(title="PHARE Bretagne", region=make_region(name="Bretagne", other_names="PACA"))
    assert list(Report.objects.values_list("search_title", "search_text")) == [
        (" phare bretagne ", " rapport regional 26 mai 2016 bretagne paca ")
    ]


def test_change_of_a_searched_field_is_searched():
    report = make_report(title="Avant")
    report.title = "Après les débats"
    report.save(update_fields=["title"])
    report.refresh_from_db()
    assert report.search_title == " apre debat "


def test_change_of_another_field_leaves_the_columns():
    report = make_report(title="Avant")
    Report.objects.filter(pk=report.pk).update(search_title=" kept ")
    report.save(update_fields=["note"])
    report.refresh_from_db()
    assert report.search_title == " kept "


def test_event_is_searched_by_its_prose_without_markup():
    event = make_event(
        title="Rencontre",
        place="Orléans",
        region=make_region(name="Bretagne"),
        subject="Sujet",
        programme="<p>Un <strong>débat</strong></p>",
    )
    assert Event.objects.get(pk=event.pk).search_text == " sujet orlean 2 juin 2016 bretagne debat "


def test_page_is_searched_by_its_description_and_text():
    page = make_page(description="Qui nous sommes", body="<h2>L'équipe</h2><p>Et ses métiers</p>")
    assert page.search_text == " nou somme equipe metier "


def test_edition_is_searched_by_its_own_text_and_not_by_its_boilerplates():
    edition = publish(make_release(headline="Un titre", standfirst="Un chapô."))
    assert edition.search_title == " titre "
    assert "programme" not in edition.search_text
    assert edition.search_text.startswith(" chapo texte quelque mot ")
