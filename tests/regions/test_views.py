import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.utils.html import strip_tags

from regions import formats
from regions.models import Figure, Region, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_correction,
    make_figure,
    make_nation,
    make_pair,
    make_region,
    make_report,
    make_user,
)
from tests.regions.pages import answer
from tests.trust import MANY

pytestmark = pytest.mark.django_db


def text(client, path):
    """What a reader sees of a page, spaces made plain."""
    page = re.sub("<sup>(e|er|re)</sup>", r"\1", client.get(path).content.decode())
    return " ".join(unescape(strip_tags(page.replace("<sup>", " "))).split())


def test_pays_de_la_loire_says_its_figures_and_their_untested_gaps(client, programme):
    said = text(client, "/regions/pays-de-la-loire/")
    assert (
        "Dans les Pays de la Loire, 43 % des entreprises d'au moins 10 salariés ont mis en place des "
        "relations partenariales, 6 points de plus que les 37 % de la France (écart non testé)." in said
    )
    assert (
        "65 % des citoyens, 77 % des responsables associatifs et 80 % des dirigeants d'entreprise voient "
        "dans les alliances une source d'innovation. Par rapport à la France : 4 points de moins chez les "
        "citoyens (69 %), 9 points de moins chez les responsables associatifs (86 %) et 1 point de moins "
        "chez les dirigeants d'entreprise (81 %) ; écarts non testés." in said
    )
    assert "non interrogés à cette date" in said


def test_grand_est_has_no_gap_for_a_question_that_no_other_was_asked(client, programme):
    said = text(client, "/regions/grand-est/")
    start = said.index("Premier terrain de co-construction")
    part = said[start : said.index("Source :", start)]
    assert "93 %" in part
    assert "point" not in part
    assert "Écart non calculé" in part


def test_bretagne_says_that_it_has_no_figure_of_its_own(client, programme):
    said = text(client, "/regions/bretagne/")
    assert "Aucun chiffre propre à cette région n'est public pour l'instant." in said
    assert "76 %" in said  # what is known of France


def test_centre_val_de_loire_carries_the_mark_of_caution_and_no_judgement(client, programme):
    said = text(client, "/regions/centre-val-de-loire/")
    for value in ("93 %", "50 %", "7 %"):
        assert f"{value} 1 à lire avec prudence" in said or f"{value} 1 a à lire avec prudence" in said
    words = ("au-dessus", "au-dessous", "en avance", "davantage", "dépasse", "similaire", "retard")
    assert [word for word in words if word in said] == []


def lines(client, path):
    """The rows of a page's tables, as a reader sees them."""
    page = client.get(path).content.decode()
    return [
        " ".join(strip_tags(row.replace("<sup>", " ")).replace("&#x27;", "'").split())
        for row in page.split("<tr")[1:]
    ]


def test_every_certain_public_figure_is_on_its_page_with_base_and_source(client, programme):
    addresses = {region.pk: region.get_absolute_url() for region in Region.objects.all()}
    tables = {pk: lines(client, path) for pk, path in addresses.items()}
    pages = {pk: text(client, path) for pk, path in addresses.items()}
    figures = Figure.objects.published(database_now()).with_labels().filter(certainty="certain")
    assert figures.count() == 90
    for figure in figures:
        value = " ".join(formats.value(figure.value, figure.unit, figure.qualifier).split())
        base = f"{figure.base.label} "
        assert [line for line in tables[figure.region_id] if base in line and f" {value} " in f"{line} "], (
            figure
        )
        assert " ".join(figure.source.split()) in pages[figure.region_id], figure


def test_draft_report_s_figures_show_nowhere(client, programme):
    said = "".join(
        text(client, path) for path in ("/", "/regions/", "/regions/auvergne-rhone-alpes/", "/rapports/")
    )
    assert "Rhône-Alpes »" not in said
    assert "PHARE Auvergne" not in said
    assert "36 %" not in text(client, "/regions/auvergne-rhone-alpes/")


def test_page_of_a_draft_answers_like_a_name_that_never_existed(client, programme):
    make_report(slug="sous-embargo", publish_at=database_now() + timedelta(days=1))
    never = answer(client, "/rapports/jamais-vu/")
    assert never[0] == 404
    assert answer(client, "/rapports/phare-auvergne-rhone-alpes/") == never
    assert answer(client, "/rapports/sous-embargo/") == never


def test_approved_correction_changes_value_sentence_and_gap_together(client, programme):
    figure = Figure.objects.get(region__code="52", value=43)
    make_correction(figure=figure, value=44)
    make_correction(figure=figure, value=44, publish_at=database_now() + timedelta(hours=1))
    assert "44 %" not in text(client, "/regions/pays-de-la-loire/")
    make_correction(figure=figure, value=44, publish_at=database_now())
    said = text(client, "/regions/pays-de-la-loire/")
    assert "(d'abord 43 %) : Erreur de saisie." in said
    assert said.count("43 %") == 1
    assert "44 % des entreprises d'au moins 10 salariés ont mis en place" in said
    assert "7 points de plus que les 37 %" in said
    assert "+7 points" in said
    assert "Rectifié le" in said


def test_report_page_shows_its_figures_and_date(client, programme):
    said = text(client, "/rapports/phare-pays-de-la-loire/")
    assert "1er rapport régional, 26 mai 2016" in said
    assert "+6 points" in said


def test_report_without_figures_says_so(client, programme):
    assert "Aucun chiffre de ce rapport n'est repris ici." in text(
        client, "/rapports/phare-diagnostics-sectoriels/"
    )


def test_withdrawn_report_answers_410_with_its_notice_alone(client):
    figure = make_figure(value=Decimal("73.19"))
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(figure.report.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "Erreur de tirage." in page
    assert figure.report.title not in page
    assert "73,19" not in page + client.get(figure.region.get_absolute_url()).content.decode()


def test_document_of_a_withdrawn_report_answers_with_its_notice(client):
    report = make_figure().report
    report.withdraw(by=make_user(), notice="Erreur de tirage.")
    response = client.get(f"{report.get_absolute_url()}document.pdf")
    assert (response.status_code, "Erreur de tirage." in response.content.decode()) == (410, True)


def test_document_is_fetched_only_when_report_and_document_are_out(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = make_report(slug="avec-document", publish_at=ago(hours=1))
    path = "/rapports/avec-document/document.pdf"
    assert client.get(path).status_code == 404
    report.document.save("x.pdf", ContentFile(b"%PDF-1.7"))
    response = client.get(path)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert "avec-document.pdf" in response.headers["Content-Disposition"]
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "Télécharger le rapport" in text(client, "/rapports/avec-document/")
    Report.objects.update(document_at=database_now() + timedelta(hours=1))
    assert client.get(path).status_code == 404
    Report.objects.update(document_at=None, publish_at=database_now() + timedelta(hours=1))
    assert client.get(path).status_code == 404


def test_document_that_storage_has_lost_is_not_found_and_logged(client, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path
    make_report(slug="perdu", publish_at=ago(hours=1), document="rapports/perdu.pdf")
    assert client.get("/rapports/perdu/").status_code == 200
    assert client.get("/rapports/perdu/document.pdf").status_code == 404
    assert "A file that the site links to is not in storage: perdu.pdf." in caplog.messages


@pytest.mark.parametrize("path", ["/", "/france/", "/regions/", "/rapports/", "/regions/vide/"])
def test_pages_stand_without_any_figure(client, path):
    make_region(slug="vide", name="Vide")
    make_nation()
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/regions/", "/rapports/"])
def test_pages_stand_on_an_empty_database(client, path):
    assert client.get(path).status_code == 200


def test_nation_without_a_value_says_so_once(client):
    make_figure(region=make_nation(), value=None, note="Trop peu de réponses.")
    (_, line) = lines(client, "/france/")
    assert line.count("non publié") == 1
    assert "Trop peu de réponses." in line


def test_nation_has_one_address(client):
    make_nation()
    assert client.get("/regions/france/").status_code == 404


PAGES = ["/", "/france/", "/regions/", "/regions/bretagne/", "/rapports/", "/rapports/phare-bretagne/"]


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_the_same_few_queries_for_1_and_many_reports_and_figures(
    client, path, django_assert_max_num_queries
):
    bretagne = make_region(name="Bretagne")
    report = make_report(slug="phare-bretagne", region=bretagne, publish_at=ago(hours=1))
    make_pair(region=bretagne, report=report)
    with django_assert_max_num_queries(11) as one:
        client.get(path)
    for _ in range(MANY - 1):
        make_pair(region=bretagne, report=report)
        make_pair()
    with django_assert_max_num_queries(11) as many:
        client.get(path)
    assert len(many) == len(one)


@pytest.mark.parametrize("path", [*PAGES, "/jamais/"])
def test_public_page_sets_no_cookie_and_has_the_strict_policy(client, path):
    make_figure(region=make_region(name="Bretagne"))
    response = client.get(path)
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    policy = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert policy == {f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")} | {
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


@pytest.mark.parametrize("path", PAGES)
def test_public_page_is_only_read(client, path):
    assert client.post(path).status_code == 405
