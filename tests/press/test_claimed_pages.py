"""The numbers of a release as its readers find them: marked in the text, listed under it."""

from decimal import Decimal

import pytest

from press.models import Edition, Ruling
from regions.models import Figure
from regions.publication import database_now
from tests.factories import (
    ago,
    make_access,
    make_correction,
    make_figure,
    make_nation,
    make_pair,
    make_region,
    make_release,
    make_report,
    publish,
)
from tests.press.access import soon
from tests.press.editions import amend
from tests.regions.html import parse
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

BODY = (
    "<p>En Bretagne, <strong>43 %</strong> des entreprises ont des partenariats, soit 6 points de plus que "
    "les 37 % de la France. La salle a reçu 120 réponses.</p>"
)


def decide(release, words, kind="bound", **kwargs):
    kwargs.setdefault("reason", "" if kind == "bound" else "compté par l'hôte")
    return Ruling.objects.create(
        release=release, field="body", words=words, kind=kind, decided_at=database_now(), **kwargs
    )


def make_told(body=BODY, n=None, n_nation=None, **kwargs):
    """A release whose numbers are bound: a share, a gap, its other side, a number of another source."""
    figure = make_pair(n=n, n_nation=n_nation, region=make_region(name="Bretagne"))
    nation = Figure.objects.exclude(pk=figure.pk).get()
    release = make_release(figures=[figure, nation], regions=[figure.region], body=body, **kwargs)
    decide(release, "43 %", figure=figure)
    decide(release, "6 points", figure=figure, against=nation)
    decide(release, "37 %", figure=nation)
    decide(release, "120 réponses", kind="external")
    return release, figure, nation


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return parse(plain(response.content.decode()))


def entries(page):
    return [[line.text for line in one.all("p")] for one in page.only("section", "numbers").all("li")]


def test_each_number_of_the_text_leads_to_its_entry(client):
    release, _, _ = make_told()
    publish(release)
    page = page_of(client, release.get_absolute_url())
    marks = page.only("div", "prose").all("a", "number-mark")
    assert [(one.text, one["href"]) for one in marks] == [
        ("43 %", "#chiffre-1"),
        ("6 points", "#chiffre-2"),
        ("37 %", "#chiffre-3"),
        ("120 réponses", "#chiffre-4"),
    ]
    assert [one["id"] for one in page.only("section", "numbers").all("li")] == [
        one["href"].strip("#") for one in marks
    ]


def test_list_says_value_base_question_and_source_of_each_number(client):
    release, figure, _ = make_told()
    publish(release)
    share, gap, _, other = entries(page_of(client, release.get_absolute_url()))
    base = figure.base.people
    assert share[0] == f"43 % , revenir au texte Bretagne, {base}"
    assert share[-1].startswith(f"Source : {figure.question.survey}")
    assert gap[1] == "+6 points : 43 % (Bretagne) contre 37 % (France), écart non testé."
    assert other == [
        "120 réponses , revenir au texte chiffre d'une autre source",
        "Source : compté par l'hôte.",
    ]


def test_gap_inside_the_margin_is_said_to_be_so(client):
    release, _, _ = make_told(n=200, n_nation=2600)
    publish(release)
    gap = entries(page_of(client, release.get_absolute_url()))[1]
    assert gap[1].endswith("écart dans la marge d'erreur.")


def test_pointer_shows_value_base_and_source(client):
    release, figure, _ = make_told()
    publish(release)
    mark = page_of(client, release.get_absolute_url()).only("div", "prose").all("a", "number-mark")[0]
    lines = mark["data-told"].split("\n")
    assert lines[0] == f"43 %, Bretagne, {figure.base.people}"
    assert lines[-1].startswith("Source : ")


def test_number_that_was_ruled_out_or_kept_against_the_checker_is_not_told(client):
    release, _, _ = make_told()
    release.rulings.filter(kind="external").update(kind="overruled", reason="raison du bureau")
    publish(release)
    response = client.get(release.get_absolute_url()).content.decode()
    assert "raison du bureau" not in response
    assert len(entries(parse(response))) == 3


def test_words_around_a_number_stay_as_they_were(client):
    body = BODY.replace("<strong>43 %</strong>", "<strong>43</strong> % et <em>plus</em>, a &lt; b, ")
    release, _, _ = make_told(body=body)
    publish(release)
    page = page_of(client, release.get_absolute_url())
    words = page.only("div", "prose").text
    assert words.startswith("En Bretagne, 43 % et plus , a < b, des entreprises")
    assert [one.text for one in page.only("div", "prose").all("strong")] == ["43"]


def test_number_inside_a_link_keeps_that_link(client):
    body = BODY.replace("<strong>43 %</strong>", '<a href="/france/">les 43 %</a>')
    release, _, _ = make_told(body=body)
    publish(release)
    prose = page_of(client, release.get_absolute_url()).only("div", "prose")
    assert "/france/" in [one["href"] for one in prose.all("a")]
    assert [(one.text, one["id"]) for one in prose.all("span", "number-mark")] == [("43 %", "nombre-1")]


def test_title_and_lead_are_marked_first(client):
    release, figure, _ = make_told(
        headline="43 % & plus en Bretagne", standfirst="Soit 43 % des entreprises."
    )
    decide(release, "43 %", figure=figure)
    decide(release, "43 %", figure=figure)
    publish(release)
    page = page_of(client, release.get_absolute_url())
    assert page.only("h1").text == "43 % & plus en Bretagne"
    hrefs = [one["href"] for one in page.only("article", "release").all("a", "number-mark")]
    assert hrefs == [f"#chiffre-{order}" for order in range(1, 7)]
    assert entries(page)[1][1] == "Même chiffre qu'au nº 1"


def test_later_correction_leaves_the_value_and_says_so(client):
    release, figure, _ = make_told()
    publish(release)
    make_correction(figure=figure, value=Decimal(41), publish_at=ago(minutes=1))
    share, gap, *_ = entries(page_of(client, release.get_absolute_url()))
    assert share[0].startswith("43 %")
    assert share[1] == gap[2] == "Rectifié depuis : 43 % → 41 %"
    assert gap[1].startswith("+6 points : 43 % (Bretagne)")


def test_older_version_keeps_its_own_list(client):
    release, _, _ = make_told()
    publish(release)
    amend(release, body="<p>Un texte sans chiffre.</p>")
    assert not page_of(client, release.get_absolute_url()).all("section", "numbers")
    assert len(entries(page_of(client, f"{release.get_absolute_url()}versions/1/"))) == 4


def test_list_costs_no_query(client, django_assert_num_queries, django_assert_max_num_queries):
    release, _, _ = make_told()
    publish(release)
    with django_assert_max_num_queries(30) as one:
        client.get(release.get_absolute_url())
    Edition.objects.update(claims=[])
    with django_assert_num_queries(len(one)):
        client.get(release.get_absolute_url())


def test_numbers_are_for_their_journalist_alone_before_the_instant(client):
    report = make_report(publish_at=soon(), region=make_region(name="Corse"))
    figure = make_figure(report=report, region=report.region, value=Decimal("61.7"))
    release = make_release(report=report, figures=[figure], body="<p>En Corse, 61,7 % des entreprises.</p>")
    decide(release, "61,7 %", figure=figure)
    publish(release)
    access = make_access(release, accepted_at=ago(minutes=5))
    private = page_of(client, f"/acces/{access.token}/").only("section", "numbers")
    assert [one["href"] for one in private.all("a")] == ["#nombre-1"]
    public = [
        release.get_absolute_url(),
        "/communiques/",
        "/communiques/flux.xml",
        figure.get_absolute_url(),
        "/",
    ]
    assert [path for path in public if "61,7" in client.get(path).content.decode()] == []


def test_number_page_lists_the_releases_that_cite_it_or_measure_a_gap_from_it(client):
    figure = make_pair(region=make_region(name="Bretagne"))
    nation = Figure.objects.get(region=make_nation())
    both = make_release(headline="Les deux", figures=[figure, nation], body="<p>Un texte.</p>")
    gap = make_release(headline="Un écart", figures=[figure], body="<p>En Bretagne, 6 points d'écart.</p>")
    decide(gap, "6 points", figure=figure, against=nation)
    make_release(headline="Un brouillon", figures=[nation])
    for one in (both, gap):
        publish(one)
    page = page_of(client, nation.get_absolute_url())
    found = [one.text for one in page.all("section") if "citent ce chiffre" in one.text]
    assert ("mesure un écart depuis ce chiffre" in found[0], "Les deux" in found[0]) == (True, True)
    assert "brouillon" not in found[0]
    own = [one.text for one in page_of(client, figure.get_absolute_url()).all("section")]
    assert not [text for text in own if "depuis ce chiffre" in text]


def test_number_page_costs_the_same_for_1_and_3_releases(client, django_assert_max_num_queries):
    figure = make_figure()
    publish(make_release(figures=[figure]))
    with django_assert_max_num_queries(12) as one:
        client.get(figure.get_absolute_url())
    for _ in range(2):
        publish(make_release(figures=[figure]))
    with django_assert_max_num_queries(len(one)):
        client.get(figure.get_absolute_url())
