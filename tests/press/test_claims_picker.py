"""Choosing a figure for a text, and what becomes of it at the save."""

import pytest

from press.models import Ruling
from tests.press.claim_texts import companies, make_draft, read, the
from tests.press.desk import WRITER, form_of, staff, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client, programme):
    return staff(client, *WRITER)


def test_figures_are_found_by_territory_audience_and_words(writer):
    region = companies().region_id
    found = writer.get(url("pick"), {"region": region, "audience": "companies", "q": "pratique"})
    assert [one.pk for one in found.context["results"]] == [companies().pk]
    assert found.context["results"][0].sentence in found.content.decode().replace("&#x27;", "'")


def test_nothing_is_listed_before_something_is_asked(writer):
    assert writer.get(url("pick")).context["results"] == []


def test_page_is_for_who_writes_releases_and_reads_figures(client):
    assert staff(client, "view_release", "view_figure").get(url("pick")).status_code == 403
    assert staff(client, "change_release").get(url("pick")).status_code == 403


def save(client, draft, inserted):
    client.post(url("change", draft.pk), form_of(draft, inserted=inserted))


def test_inserted_number_that_does_not_conform_by_itself_is_bound(writer):
    draft = make_draft(standfirst="", body="<p>Ils sont 43 % à le dire.</p>")
    save(writer, draft, f'[["43\u202f%", {companies().pk}]]')
    ruling = Ruling.objects.get()
    assert (ruling.figure, ruling.decided_by, the(read(draft), "43 %").ruling) == (
        companies(),
        writer.user,
        "bound",
    )


def test_inserted_sentence_that_conforms_needs_no_decision(writer):
    sentence = writer.get(url("pick"), {"region": companies().region_id, "q": "pratique"}).context["results"]
    draft = make_draft(standfirst="", body=f"<p>{sentence[0].sentence}</p>")
    save(writer, draft, f'[["43\u202f%", {companies().pk}]]')
    assert all(one.is_settled for one in read(draft).found)
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("told", ["", "no list", "[1]", '[["43 %"]]', '[["43 %", 999999]]', '{"a": 1}'])
def test_list_that_is_none_binds_nothing(writer, told):
    save(writer, make_draft(standfirst="", body="<p>Ils sont 43 % à le dire.</p>"), told)
    assert not Ruling.objects.exists()
