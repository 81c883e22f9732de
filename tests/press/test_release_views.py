from urllib.parse import quote

import pytest
from django.utils.timezone import localdate

from press.models import Edition
from regions.models import Region
from tests.factories import (
    ago,
    make_attachment,
    make_event,
    make_figure,
    make_organisation,
    make_region,
    make_release,
    make_report,
    make_user,
    png,
    publish,
)
from tests.press.editions import amend
from tests.press.test_withdrawals import places
from tests.regions.pages import answer, text
from tests.regions.releases import soon

pytestmark = pytest.mark.django_db

NEVER = "jamais-vu"


def embargoed(**kwargs):
    """Approved for later, with all that could leak."""
    region = make_region(name="Territoire secret")
    report = make_report(region=region, publish_at=soon(), title="Rapport secret")
    event = make_event(title="Rencontre secrète", region=region, publish_at=report.publish_at)
    release = make_release(
        slug="secret",
        headline="Titre secret",
        standfirst="Chapô secret",
        report=report,
        event=event,
        organisations=[make_organisation(name="Partenaire secret")],
        dated_on=localdate(ago(days=4000)),
        **kwargs,
    )
    make_attachment(release, title="Fichier secret")
    publish(release)
    return release


# What is not out


def test_what_is_not_out_answers_like_an_address_never_used(client):
    release = embargoed()
    for place in places(release):
        never = answer(client, place.replace("secret", NEVER))
        assert never[0] == 404, place
        assert answer(client, place) == never, place


def test_draft_answers_like_an_address_never_used(client):
    for place in places(make_release(slug="brouillon", figures=[make_figure()])):
        assert answer(client, place) == answer(client, place.replace("brouillon", NEVER)), place


def test_other_methods_answer_alike_too(client):
    embargoed()
    for method in ("head", "post", "put", "delete", "options"):
        one, other = (getattr(client, method)(f"/communiques/{slug}/") for slug in ("secret", NEVER))
        assert (one.status_code, dict(one.headers)) == (other.status_code, dict(other.headers)), method


def test_embargo_leaves_no_trace_on_what_is_public(client):
    around = [publish(make_release(publish_at=ago(days=days), report=None, figures=[])) for days in (3, 1)]
    region = around[0].regions.get()
    hubs = ["/", "/communiques/", "/communiques/?page=2", "/contacts-presse/", region.get_absolute_url()]
    hubs += [edition.release.get_absolute_url() for edition in around]
    before = [answer(client, place) for place in hubs]
    release = embargoed(regions=[region], contacts=[])
    # Between them, were its report out.
    Edition.objects.filter(release=release).update(publish_at=ago(days=2))
    assert [answer(client, place) for place in hubs] == before


def test_filters_offer_what_public_releases_are_about_and_no_more(client):
    embargoed()
    out = publish(make_release(report=None, figures=[]))
    form = client.get("/communiques/").context["form"]
    region, year = out.regions.get(), str(out.publish_at.year)
    assert form.fields["region"].choices == [("", "Tous"), (region.slug, region.name)]
    assert form.fields["annee"].choices == [("", "Toutes"), (year, year)]


def test_filter_of_a_region_under_embargo_answers_like_garbage(client):
    embargoed()
    secret = Region.objects.get(name="Territoire secret").slug
    asked = [answer(client, f"/communiques/?region={name}")[2] for name in (secret, "jamais-vue")]
    assert asked[0] == asked[1]


def test_list_does_not_count_what_is_not_out(client):
    embargoed()
    publish(make_release(report=None))
    page = client.get("/communiques/").context["page"]
    assert (page.paginator.count, [one.release.slug for one in page if "secret" in one.release.slug]) == (
        1,
        [],
    )


def test_enclosed_file_of_an_edition_to_come_is_not_found(client):
    release = make_release()
    publish(release)
    make_attachment(release, name="secret.png")
    amend(release, publish_at=soon())
    root = release.get_absolute_url()
    assert answer(client, f"{root}fichiers/secret.png") == answer(client, f"{root}fichiers/jamais.png")


def test_enclosed_file_that_was_never_approved_is_not_found(client):
    release = make_release()
    publish(release)
    make_attachment(release, name="secret.png")
    assert client.get(f"{release.get_absolute_url()}fichiers/secret.png").status_code == 404


# The order


def test_releases_of_one_instant_are_neighbours_in_the_order_of_the_list(client):
    report = make_report(publish_at=ago(hours=1))
    for _ in range(4):
        publish(make_release(report=report))
    listed = [one.release.slug for one in client.get("/communiques/").context["page"]]
    for index, slug in enumerate(listed):
        older, newer = client.get(f"/communiques/{slug}/").context["neighbours"]
        expected = [listed[index + 1] if index < 3 else None, listed[index - 1] if index else None]
        assert [one and one.release.slug for one in (older, newer)] == expected


def test_release_bears_the_date_written_in_it_before_any_other(client):
    late = publish(make_release(report=None, figures=[], dated_on=localdate(ago(days=900))))
    early = publish(make_release(report=None, figures=[], publish_at=ago(days=2)))
    assert [one.pk for one in client.get("/communiques/").context["page"]] == [early.pk, late.pk]


def test_release_of_the_evening_comes_before_that_of_the_morning(client):
    day = localdate(ago(days=2))
    late, early = (
        publish(make_release(report=None, figures=[], dated_on=day, publish_at=ago(hours=hours)))
        for hours in (1, 9)
    )
    assert [one.pk for one in client.get("/communiques/").context["page"]] == [late.pk, early.pk]


@pytest.mark.parametrize(("region", "year", "found"), [("a", "", 1), ("", "2016", 1), ("a", "2016", 0)])
def test_list_is_filtered_by_region_and_by_year(client, region, year, found):
    publish(make_release(report=None, regions=[make_region(name="A")], dated_on=localdate()))
    publish(make_release(report=make_report(publish_at=ago(hours=1)), publish_at=None))
    page = client.get(f"/communiques/?region={region}&annee={year}").context["page"]
    assert page.paginator.count == found


# What a stranger may type


GARBAGE = ["region=%00", "annee=%00", "annee=99999999999999999999", "annee=-1", "annee=2016'--", "x=%ff%fe"]
GARBAGE += ["page=%00", "page=-1", "page=9e9", "page=99999999999999999999", "page=", "region=%F0%9F%92%A9"]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_in_the_filters_shows_the_whole_list(client, query):
    edition = publish(make_release())
    response = client.get(f"/communiques/?{query}")
    assert (response.status_code, list(response.context["page"])) == (200, [edition])


@pytest.mark.parametrize(
    "number", ["0", "2", "32768", "9" * 20, "9" * 400, "9" * 5000, "-1", "1.0", "%00", "a"]
)
def test_number_of_no_edition_is_not_found(client, number):
    release = make_release()
    publish(release)
    assert client.get(f"{release.get_absolute_url()}versions/{number}/").status_code == 404


ODD = [
    "\0",
    "photo.png\0",
    "..",
    "%2e%2e",
    "a\r\nSet-Cookie: a=b",
    '"; x="',
    "photo",
    ".png",
    "é.png",
    "a" * 3000,
]


@pytest.mark.parametrize("name", ODD)
def test_file_of_an_odd_name_is_not_found(client, name):
    release = make_release()
    make_attachment(release)
    publish(release)
    assert client.get(f"{release.get_absolute_url()}fichiers/{quote(name)}").status_code == 404


@pytest.mark.parametrize("slug", ["%00", "a%00b", "a'--", "%F0%9F%92%A9", "a" * 5000, "..%2f..", "ancien%0a"])
def test_odd_address_is_not_found(client, slug):
    publish(make_release())
    assert client.get(f"/communiques/{slug}/").status_code == 404
    assert client.get(f"/graphiques/communiques/{slug}/a/b.json").status_code == 404


# Its files


def fetch(client, release, name):
    response = client.get(f"{release.get_absolute_url()}fichiers/{name}")
    assert response.status_code == 200
    response.body = response.getvalue()
    response.close()
    return response


def test_picture_is_shown_and_locked_in(client):
    release = make_release()
    make_attachment(release, name='x"; filename="mal.html')
    publish(release)
    name = release.attachments.get().name
    response = fetch(client, release, name)
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "image/png",
        f'inline; filename="{name}"',
    )
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pdf_is_saved(client):
    release = make_release()
    make_attachment(release, name="étude.pdf", data=b"%PDF-1.7\n<script>alert(1)</script>")
    publish(release)
    response = fetch(client, release, "etude.pdf")
    assert response["Content-Disposition"] == 'attachment; filename="etude.pdf"'
    assert response["Content-Type"] == "application/pdf"


def test_front_server_is_given_a_place_that_the_reader_did_not_choose(client, settings):
    settings.ACCEL_ROOT = "/prive/"
    release = make_release()
    make_attachment(release, name="../../etc/passwd.png")
    publish(release)
    stored = release.attachments.get()
    response = client.get(f"{release.get_absolute_url()}fichiers/{stored.name}")
    assert response["X-Accel-Redirect"] == f"/prive/{stored.file.name}"
    assert stored.name == "passwd.png"


def test_file_of_an_older_version_stays(client):
    release = make_release()
    attachment = make_attachment(release)
    publish(release)
    attachment.take_out()
    amend(release)
    assert fetch(client, release, attachment.name).body == png()


def test_figure_that_left_is_told_without_a_link(client):
    figure = make_figure(source="Source nommée")
    publish(make_release(figures=[figure], report=None, slug="cite"))
    figure.report.withdraw(by=make_user(), notice="Erreur.")
    page = client.get("/communiques/cite/").content.decode()
    assert "43\u00a0% → retiré" in page.replace("\u202f", "\u00a0")
    assert (figure.get_absolute_url() in page, "Source nommée" in page) == (False, False)


def test_text_is_that_of_the_edition(client):
    release = make_release(body="<p>Premier.</p><script>alert(1)</script>")
    publish(release)
    said = text(client, release.get_absolute_url())
    assert ("Premier." in said, "alert" in said) == (True, False)
