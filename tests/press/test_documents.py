"""The door before the documents of a release, and what they cost."""

import pytest
from django.urls import reverse

from regions.models import Report
from tests.factories import ago, make_figure, make_pair, make_release, make_report, make_user, publish

pytestmark = pytest.mark.django_db

DOCUMENTS = ["release_pdf", "release_kit", "release_card"]
SLUG = "canari-jaune"


def address(name, slug=SLUG):
    return reverse(f"press:{name}", args=[slug])


@pytest.mark.parametrize(
    ("name", "path", "kind", "disposition"),
    [
        ("release_pdf", ".pdf", "application/pdf", 'attachment; filename="canari-jaune.pdf"'),
        ("release_kit", "/kit.zip", "application/zip", 'attachment; filename="canari-jaune.zip"'),
        ("release_card", "/image.png", "image/png", 'inline; filename="canari-jaune.png"'),
    ],
)
def test_public_release_gives_its_documents(client, name, path, kind, disposition):
    publish(make_release(slug=SLUG))
    assert address(name) == f"/communiques/{SLUG}{path}"
    answer = client.get(address(name))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"] == disposition
    policy = answer["Content-Security-Policy"].split("; ")
    assert ("sandbox" in policy, "default-src 'none'" in policy) == (True, True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_release_under_embargo_answers_as_none(client, name):
    report = make_report(publish_at=ago(days=-1))
    publish(make_release(slug=SLUG, report=report, headline="CANARI"))
    never = client.get(address(name, "canari-rouge"))
    hidden = client.get(address(name))
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content.replace(SLUG.encode(), b"") == never.content.replace(b"canari-rouge", b"")
    assert b"CANARI" not in hidden.content


@pytest.mark.parametrize("name", DOCUMENTS)
def test_draft_answers_404(client, name):
    make_release(slug=SLUG)
    assert client.get(address(name)).status_code == 404


@pytest.mark.parametrize("name", DOCUMENTS)
def test_withdrawn_release_answers_with_its_notice_alone(client, name):
    release = make_release(slug=SLUG, headline="CANARI")
    publish(release)
    release.withdraw(by=make_user(), notice="Retiré pour erreur.")
    answer = client.get(address(name))
    assert answer.status_code == 410
    assert ("Retiré pour erreur." in answer.content.decode(), b"CANARI" in answer.content) == (True, False)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_old_address_leads_to_the_new(client, name):
    release = make_release(slug="ancienne")
    publish(release)
    release.move(SLUG)
    answer = client.get(address(name, "ancienne"))
    assert (answer.status_code, answer["Location"]) == (301, address(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_only_read(client, name):
    publish(make_release(slug=SLUG))
    assert client.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("size", [1, 3])
def test_documents_cost_the_same_for_one_figure_and_three(client, name, size, django_assert_num_queries):
    first = make_pair()
    report = Report.objects.get(pk=first.report_id)
    others = [make_figure(report=report, region=first.region) for _ in range(size - 1)]
    publish(make_release(slug=SLUG, figures=[first, *others]))
    with django_assert_num_queries(6):
        assert client.get(address(name)).status_code == 200


def test_page_links_to_its_documents_and_cards(client):
    release = make_release(slug=SLUG)
    publish(release)
    page = client.get(release.get_absolute_url()).content.decode()
    contact = release.contacts.get().contact
    links = [address("release_pdf"), address("release_kit"), f"/contacts-presse/{contact.pk}.vcf"]
    assert [link for link in links if f'href="{link}"' not in page] == []
