import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils.html import strip_tags

from regions import formats, rows
from regions.dates import PARIS
from regions.models import Audience, Figure, Indicator, Region, Survey
from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def plain(markup):
    """Markup as a reader sees it, spaces made plain."""
    words = " ".join(unescape(strip_tags(markup.replace("<", " <"))).split())
    return re.sub(r" (?=[,.])", "", words)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return plain(re.search(r"<main[^>]*>.*</main>", response.content.decode(), re.DOTALL)[0])


def line(client, path, name):
    """The one table row of a page that begins with this name."""
    page = client.get(path).content.decode()
    lines = [plain(f"<tr{row.split('</tr>')[0]}") for row in page.split("<tr")[1:]]
    (found,) = [one for one in lines if one.startswith(name)]
    return found


def soon():
    return database_now() + timedelta(days=1)


# Indicators


def test_catalogue_names_each_indicator_with_its_regions(client, programme):
    said = text(client, "/indicateurs/")
    for indicator in Indicator.objects.all():
        assert f"{indicator.short_label} {indicator.label}." in said
    assert (
        "Part des répondants pour qui les alliances sont source d'innovation. "
        "Citoyens Maires Associations Entreprises France et 5 régions" in said
    )


def test_catalogue_without_figures_says_so(client):
    assert "Aucun indicateur n'a de chiffre public à cette date." in text(client, "/indicateurs/")


def test_each_indicator_shows_its_definition_and_its_questions(client, programme):
    for indicator in Indicator.objects.all():
        said = text(client, indicator.get_absolute_url())
        assert f"{indicator.label}." in said
        for question in indicator.questions.select_related("survey"):
            assert str(question.survey) in said
            assert " ".join(question.wording.split()) in said


def test_each_indicator_leads_to_every_region_or_says_that_none_has_a_value(client, programme):
    regions = sorted(region.slug for region in Region.objects.regions())
    summaries = rows.catalogue(database_now())
    assert sorted(summary.regions for summary in summaries) == [0] * 11 + [1, 1, 1, 3, 4, 5]
    for summary in summaries:
        page = client.get(summary.indicator.get_absolute_url()).content.decode()
        linked = sorted(set(re.findall(r'<a href="/regions/([\w-]+)/', page)))
        assert linked == (regions if summary.regions else [])
        assert ("Aucune valeur régionale n'est publiée à cette date." in page) == (not summary.regions)


ALLIANCES = "/indicateurs/alliances-source-innovation/"


@pytest.mark.parametrize(
    ("audience", "value", "words"),
    [
        ("citoyens", "69 %", "de 65 % dans les Pays de la Loire à 75 % en Bourgogne-Franche-Comté"),
        ("maires", "87 %", "À lire avec prudence : 81 % dans le Grand Est et 89 % en Provence"),
        ("associations", "86 %", "Dans les 5 régions publiées"),
        ("entreprises", "81 %", "de 65 % en Nouvelle-Aquitaine à 91 % en Provence-Alpes-Côte d'Azur"),
    ],
)
def test_each_audience_of_an_indicator_shows_its_own_values(client, programme, audience, value, words):
    path = f"{ALLIANCES}?public={audience}"
    assert words in text(client, path)
    page = client.get(path).content.decode()
    table = re.search(r"<caption[^>]*>[^<]*, par région</caption>.*?</table>", page, re.DOTALL)[0]
    assert f"France {value}" in plain(table)


def test_audience_that_was_not_asked_is_said_so(client, programme):
    said = text(client, "/indicateurs/pratique-partenariats/?public=maires")
    assert "Aucune enquête publiée n'a posé cette question à ce public (maires) : non demandé." in said


def test_each_answer_shows_its_own_values(client, programme):
    path = "/indicateurs/dynamique-co-construction/"
    values = {"oui": "93 %", "dont-elle-commence-a-emerger": "50 %", "non": "7 %"}
    for slug, value in values.items():
        assert f"À lire avec prudence : {value} en Centre-Val de Loire." in text(
            client, f"{path}?reponse={slug}"
        )


def test_waves_and_audiences_stand_on_the_page_of_an_indicator(client, programme):
    said = text(client, "/indicateurs/pratique-partenariats/")
    assert (
        "En France, 46 % des associations employeuses ont mis en place des relations partenariales en 2009, "
        "53 % en 2015 : 7 points de plus (évolution non testée)." in said
    )
    assert "1 point d'un public à l'autre (écart non testé)." in said


NOTICE = "Ce choix n'existe pas ici : "
USUAL = "La page montre le choix habituel."


@pytest.mark.parametrize("query", ["public=licornes", "reponse=peut-etre", "public=x&reponse=y"])
def test_choice_that_does_not_exist_shows_the_usual_one_with_a_notice(client, programme, query):
    path = "/indicateurs/pratique-partenariats/"
    said = text(client, f"{path}?{query}")
    start = said.index(NOTICE)
    end = said.index(USUAL) + len(USUAL)
    assert said[start:end].count("Sélectionnez un choix valide.") == query.count("=")
    assert " ".join(f"{said[:start]}{said[end:]}".split()) == text(client, path)


def test_good_and_empty_choices_have_no_notice(client, programme):
    for query in ("public=citoyens", "public=", "reponse=oui&public=maires", "autre=1"):
        assert NOTICE not in text(client, f"{ALLIANCES}?{query}")


# Numbers


def test_each_public_figure_has_its_page_with_value_base_source_and_citation(client, programme):
    figures = list(Figure.objects.published(database_now()).with_labels())
    assert len({figure.get_absolute_url() for figure in figures}) == len(figures) == 100
    for figure in figures:
        path = figure.get_absolute_url()
        said = text(client, path)
        value = plain(formats.value(figure.public_value, figure.unit, figure.qualifier))
        source = plain(figure.source)
        assert f"Valeur {value}" in said, path
        assert f"Base {figure.base.label} {figure.get_base_status_display()}" in said, path
        assert f"Lu dans {source}" in said, path
        assert f"{figure.report}, {plain(str(figure.report.released))} ; d'après : {source}." in said, path
        assert f". http://testserver{path}" in said, path


def test_number_page_says_all_that_is_known_of_it(client, programme):
    figure = Figure.objects.get(region__code="52", value=43)
    said = text(client, figure.get_absolute_url())
    for words in (
        "Répondants Non publié",
        "France 37 % Écart +6 points, non testé",
        "Question Libellé inconnu une seule réponse possible",
        "Enquête PHARE-Entreprises (2015), Comisis et OpinionWay",
        "Publié par PHARE Pays de la Loire, 26 mai 2016",
        "Ce chiffre n'a pas été rectifié.",
    ):
        assert words in said


def test_number_without_a_value_says_so(client):
    said = text(client, make_figure(value=None).get_absolute_url())
    assert "Valeur non publié" in said
    assert "None" not in said


def test_number_page_lists_others_and_corrections(client):
    figure = make_figure(value=43)
    other = make_answer(indicator=figure.question.indicator, label="Non")
    make_figure(question=figure.question, answer=other, region=figure.region, value=57)
    correction = make_correction(figure=figure, value=44, publish_at=ago(), reason="Saisie.")
    said = text(client, figure.get_absolute_url())
    assert "44 %, d'abord publié 43 %. Saisie." in said
    assert "57 % Non Entreprises d'au moins 10 salariés" in said
    assert f'id="rectificatif-{correction.pk}"' in client.get(figure.get_absolute_url()).content.decode()


def short(figure):
    return figure.get_absolute_url().removesuffix(f"{figure.base.slug}/")


def test_address_without_a_base_leads_to_the_main_one(client):
    whole = make_base(label="Z")
    figure = make_figure(base=whole)
    part = make_base(label="A", parent=whole)
    make_figure(question=figure.question, region=figure.region, answer=figure.answer, base=part)
    response = client.get(short(figure))
    assert (response.status_code, response.url) == (302, figure.get_absolute_url())


def test_address_without_a_base_leads_to_a_part_where_it_is_alone(client):
    figure = make_figure(base=make_base(parent=make_base()))
    assert client.get(short(figure)).url == figure.get_absolute_url()


def test_address_without_a_base_is_not_found_where_several_could_be_meant(client):
    whole = make_base()
    figure = make_figure(base=make_base(parent=whole))
    same = {"question": figure.question, "region": figure.region, "answer": figure.answer}
    make_figure(**same, base=make_base(parent=whole))
    assert client.get(short(figure)).status_code == 404


def test_every_other_name_in_an_address_is_not_found(client):
    figure = make_figure()
    path = figure.get_absolute_url()
    parts = path.strip("/").split("/")
    assert client.get(path).status_code == 200
    for index in range(1, 6):  # region, indicator, survey, answer, base
        wrong = [*parts[:index], "jamais-vu", *parts[index + 1 :]]
        assert client.get(f"/{'/'.join(wrong)}/").status_code == 404


# What is not out


def answer(client, path):
    """All that an answer tells, apart from the path that was asked for."""
    response = client.get(path)
    return response.status_code, dict(response.headers), response.content.replace(path.encode(), b"")


@pytest.mark.parametrize("publish_at", [None, timedelta(days=1)])
def test_what_is_not_out_answers_like_a_name_that_was_never_used(client, publish_at):
    make_figure()
    report = make_report()
    if publish_at:
        report = make_report(publish_at=database_now() + publish_at)
    figure = make_figure(report=report)
    make_correction(figure=figure, publish_at=ago())
    question = figure.question
    hidden = {
        figure.get_absolute_url(): "/chiffres/jamais/vu/de/vie/humaine/",
        short(figure): "/chiffres/jamais/vu/de/vie/",
        question.indicator.get_absolute_url(): "/indicateurs/jamais-vu/",
        f"{question.indicator.get_absolute_url()}?public=entreprises": "/indicateurs/jamais-vu/",
        question.survey.get_absolute_url(): "/enquetes/jamais-vue/",
        report.get_absolute_url(): "/rapports/jamais-vu/",
    }
    for path, never in hidden.items():
        assert answer(client, never)[0] == 404
        assert answer(client, path) == answer(client, never), path


def test_embargo_leaves_no_trace_on_the_pages_of_what_is_out(client, programme):
    paths = ["/", "/indicateurs/", "/rapports/", "/regions/", ALLIANCES, "/enquetes/phare-entreprises-2015/"]
    paths += ["/regions/bretagne/", "/rectificatifs/"]
    before = [answer(client, path) for path in paths]
    bretagne = Region.objects.get(slug="bretagne")
    published = Figure.objects.filter(question__indicator__slug="alliances-source-innovation").last()
    report = make_report(region=bretagne, publish_at=soon())
    same = {"question": published.question, "answer": published.answer, "base": published.base}
    make_figure(**same, region=bretagne, report=report, value=99)
    make_figure(question=make_question(survey=published.question.survey), region=bretagne, report=report)
    make_correction(figure=published, value=98, publish_at=soon())
    assert [answer(client, path) for path in paths] == before


def test_figures_come_out_at_the_instant_of_their_report(client):
    report = make_report(publish_at=soon())
    figure = make_figure(report=report)
    assert client.get(figure.get_absolute_url()).status_code == 404
    type(report).objects.update(publish_at=ago())
    assert client.get(figure.get_absolute_url()).status_code == 200


# What was withdrawn


def withdrawn(**kwargs):
    figure = make_figure(**kwargs)
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    return figure


def test_withdrawn_number_answers_410_with_the_notice_alone(client):
    figure = withdrawn(value=73, source="Source nommée", note="Note nommée")
    response = client.get(figure.get_absolute_url())
    said = plain(response.content.decode())
    assert response.status_code == 410
    assert "Erreur de tirage." in said
    hidden = [
        "73",
        figure.report.title,
        figure.region.name,
        figure.question.indicator.short_label,
        figure.question.survey.name,
        figure.base.label,
        figure.source,
        figure.note,
    ]
    assert [words for words in hidden if words in said] == []


def test_withdrawal_marks_the_figures_of_its_report_with_its_instant():
    figure, other = make_figure(), make_figure()
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    for one in (figure, other, figure.report):
        one.refresh_from_db()
    assert (figure.withdrawn_at, other.withdrawn_at) == (figure.report.withdrawn_at, None)
    assert figure.withdrawn_at is not None


def test_withdrawal_of_what_was_not_out_marks_nothing_and_answers_404(client):
    figure = make_figure(report=make_report(publish_at=soon()))
    figure.report.withdraw(by=make_user(), notice="Erreur de tirage.")
    figure.refresh_from_db()
    assert figure.withdrawn_at is None
    assert client.get(figure.get_absolute_url()).status_code == 404


def test_figure_added_after_the_withdrawal_never_existed(client):
    gone = withdrawn()
    added = make_figure(report=gone.report)
    never = answer(client, "/chiffres/jamais/vu/de/vie/humaine/")
    assert client.get(gone.get_absolute_url()).status_code == 410
    assert answer(client, added.get_absolute_url()) == never


def test_indicator_and_survey_of_a_withdrawn_figure_are_not_found(client):
    figure = withdrawn()
    assert client.get(figure.question.indicator.get_absolute_url()).status_code == 404
    assert client.get(figure.question.survey.get_absolute_url()).status_code == 404


def test_withdrawn_number_answers_410_at_its_short_address_too(client):
    assert client.get(short(withdrawn())).status_code == 410


def test_report_that_is_approved_again_is_public_again(client):
    figure = withdrawn()
    report = type(figure.report).objects.get()
    assert client.get(report.get_absolute_url()).status_code == 410
    report.approve(by=make_user(), alone_because="Corrigé.")
    assert client.get(report.get_absolute_url()).status_code == 200
    assert "43 %" in text(client, figure.get_absolute_url())


def test_report_that_is_approved_again_for_later_is_gone_until_then(client):
    figure = withdrawn()
    report = type(figure.report).objects.get()
    report.publish_at = soon()
    report.save()
    report.approve(by=make_user(), alone_because="Corrigé.")
    assert client.get(figure.get_absolute_url()).status_code == 410


# Regions


def test_announcement_stands_until_the_end_of_its_day_in_paris():
    region = Region(announcement="Rapport attendu", announced_until=date(2026, 6, 30))
    minutes = [datetime(2026, 6, 30, 21, 59, tzinfo=UTC), datetime(2026, 6, 30, 22, 0, tzinfo=UTC)]
    assert [region.announced(at) for at in minutes] == ["Rapport attendu", ""]


@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, True), (-1, False)])
def test_announcement_is_shown_until_its_day_and_gone_after(client, days, shown):
    today = database_now().astimezone(PARIS).date()
    announced = {"announcement": "Rapport attendu", "announced_until": today + timedelta(days=days)}
    region = make_region(name="Bretagne", **announced)
    said = text(client, region.get_absolute_url())
    assert ("Rapport attendu" in said, "aucune date n'est annoncée" in said) == (shown, not shown)


def test_region_without_figures_shows_neighbours_and_the_nation_s_values(client, programme):
    said = text(client, "/regions/bretagne/")
    assert "Aucun rapport régional n'est public et aucune date n'est annoncée." in said
    assert said.endswith("Régions voisines Normandie Pays de la Loire")
    assert "Ce qui n'est pas publié en Bretagne" in said
    start = said.index("Ce qui n'est pas publié en Bretagne")
    assert re.search(r"Pratique des partenariats Entreprises .* non publié .*37 %", said[start:])


def test_island_has_no_neighbour(client, programme):
    assert "Aucune autre région ne la touche." in text(client, "/regions/corse/")


def test_each_region_stands_with_its_name_and_its_reports(client, programme):
    for region in Region.objects.all():
        said = text(client, region.get_absolute_url())
        assert region.name in said
        for report in region.reports.published(database_now()):
            assert f"{report}, " in said


# Surveys and reports


def test_each_survey_shows_its_method(client, programme):
    for survey in Survey.objects.all():
        said = text(client, survey.get_absolute_url())
        assert f"Institut {survey.institute or 'Non publié'}" in said
        assert f"Résultats publiés {plain(str(survey.released))}" in said


def test_survey_of_304_mayors_has_its_margin_and_others_have_none(client, programme):
    assert "Échantillon 304 répondants (304 élus) Marge d'erreur Au plus 5,6 points de part" in text(
        client, "/enquetes/phare-institutions-2016/"
    )
    assert "Échantillon plus de 2 000 personnes Marge d'erreur Non calculable" in text(
        client, "/enquetes/phare-citoyens-2015/"
    )


def test_each_public_report_has_its_page(client, programme):
    reports = type(make_report()).objects.published(database_now()).select_related("region")
    assert len(reports) == 14
    for report in reports:
        said = text(client, report.get_absolute_url())
        assert f"{report} " in said
        assert f"Territoire : {report.region}" in said


# Corrections


def test_no_correction_is_said_so(client):
    assert "Aucun chiffre n'a été rectifié à cette date." in text(client, "/rectificatifs/")


def test_corrections_are_listed_the_latest_first_with_what_was_read_before(client):
    figure = make_figure(value=43, region=make_region(name="Bretagne"))
    make_correction(figure=figure, value=44, publish_at=ago(hours=2), reason="Saisie.")
    make_correction(figure=figure, value=0, publish_at=ago(hours=1), reason="Relecture.")
    make_correction(figure=figure, value=97, publish_at=soon(), reason="Embargo.")
    make_correction(figure=make_figure(report=make_report()), value=96, publish_at=ago(), reason="Brouillon.")
    said = text(client, "/rectificatifs/")
    assert re.findall(r"\d+ %, d'abord publié \d+ %\. \w+\.", said) == [
        "0 %, d'abord publié 44 %. Relecture.",
        "44 %, d'abord publié 43 %. Saisie.",
    ]
    assert "Embargo." not in said
    assert "Brouillon." not in said


def test_51_corrections_stand_on_two_pages(client):
    figure = make_figure()
    for number in range(51):
        make_correction(figure=figure, publish_at=ago(minutes=number), reason=f"Raison {number}.")
    pages = {page: re.findall(r"Raison \d+", text(client, f"/rectificatifs/?page={page}")) for page in (1, 2)}
    assert pages == {1: [f"Raison {number}" for number in range(50)], 2: ["Raison 50"]}
    assert "Page 2 sur 2" in text(client, "/rectificatifs/?page=99")
    assert "Page 1 sur 2 Page suivante" in text(client, "/rectificatifs/?page=jamais")


def feed(client):
    response = client.get("/rectificatifs/flux.xml")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_feed_has_an_entry_for_each_public_correction_and_none_under_embargo(client):
    figure = make_figure(value=43, region=make_region(name="Bretagne"))
    made = [
        make_correction(figure=figure, value=value, publish_at=ago(hours=hours), reason="Saisie.")
        for hours, value in ((2, 44), (1, 45))
    ]
    make_correction(figure=figure, value=97, publish_at=soon())
    make_correction(figure=make_figure(report=make_report()), publish_at=ago())
    address = f"http://testserver{figure.get_absolute_url()}"
    entries = feed(client).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries] == [
        f"{address}#rectificatif-{one.pk}" for one in reversed(made)
    ]
    assert plain(entries[0].findtext(f"{ATOM}summary")) == "45 %, d'abord publié 44 %. Saisie."
    assert entries[0].findtext(f"{ATOM}title") == f"Bretagne : {figure.question.indicator}"


def test_feed_has_what_atom_asks_of_it_and_of_each_entry(client):
    for hours in (1, 2):
        correction = make_correction(figure=make_figure(), publish_at=ago(hours=hours))
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        assert [bool(one.findtext(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [True] * 3
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    updated = datetime.fromisoformat(entries[-1].findtext(f"{ATOM}updated"))
    assert updated == correction.publish_at
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/rectificatifs/",
        "self": "http://testserver/rectificatifs/flux.xml",
    }


def test_feed_has_an_author(client):
    make_correction(figure=make_figure(), publish_at=ago())
    assert feed(client).find(f"{ATOM}author") is not None


def test_feed_without_corrections_has_no_entry(client):
    assert feed(client).findall(f"{ATOM}entry") == []


# Home


def test_home_opens_on_the_first_featured_indicator(client, programme):
    said = text(client, "/")
    assert "En France, 81 % des dirigeants d'entreprise voient dans les alliances une source" in said
    assert "Dans les 5 régions publiées, de 65 % en Nouvelle-Aquitaine à 91 %" in said
    assert "Derniers rapports" in said


def test_home_shows_the_chosen_indicator_and_audience(client, programme):
    said = text(client, "/?indicateur=pratique-partenariats&public=associations")
    assert "En France, 38 % des associations d'intérêt général ont mis en place" in said
    assert "de 26 % en Nouvelle-Aquitaine à 47 % en Provence-Alpes-Côte d'Azur" in said


def test_home_stands_for_every_indicator_and_audience(client, programme):
    for indicator in Indicator.objects.all():
        for audience in Audience:
            said = text(client, f"/?indicateur={indicator.slug}&public={audience.slug}")
            assert NOTICE not in said
            assert "Cet indicateur en détail" in said


def test_home_keeps_the_indicator_where_the_audience_is_chosen(client, programme):
    page = unescape(client.get("/?indicateur=pratique-partenariats").content.decode())
    kept = "?indicateur=pratique-partenariats&reponse=oui-des-relations-partenariales-sont-en-place&public="
    assert re.findall(rf'href="{re.escape(kept)}(\w+)', page) == ["associations", "entreprises"]


@pytest.mark.parametrize(
    ("query", "errors"), [("indicateur=x", 1), ("public=x", 1), ("indicateur=x&public=y", 2)]
)
def test_home_says_that_a_choice_does_not_exist_and_shows_the_usual_one(client, programme, query, errors):
    said = text(client, f"/?{query}")
    assert said.count(USUAL) == errors
    assert "En France, 81 % des dirigeants d'entreprise voient dans les alliances une source" in said


@pytest.mark.parametrize("query", ["", "?indicateur=x&public=y"])
def test_home_of_an_empty_database_says_so(client, query):
    assert text(client, f"/{query}") == "Aucun chiffre n'est encore public."


def test_home_without_public_figures_says_so(client):
    make_figure(report=make_report(publish_at=soon()))
    assert "Aucun chiffre n'est encore public." in text(client, "/")


def test_home_stands_where_the_nation_is_the_only_territory(client):
    make_figure(region=make_nation())
    assert client.get("/").status_code == 200


def test_indicator_stands_where_the_nation_is_the_only_territory(client):
    figure = make_figure(region=make_nation())
    said = text(client, figure.question.indicator.get_absolute_url())
    assert "Aucune valeur régionale n'est publiée à cette date." in said


# Tested data


@pytest.fixture
def tested(db):
    """Three regions on the map and the nation, all with respondents; the indicator's address."""
    question = make_question(indicator=make_indicator(slug="pratique"))
    for name, code, value, n in (
        ("Bretagne", "53", 50, 400),
        ("Normandie", "28", 37, 300),
        ("Occitanie", "76", 26, 400),
    ):
        make_figure(question=question, region=make_region(name=name, code=code), value=value, respondents=n)
    make_figure(question=question, region=make_nation(), value=37, respondents=4000)
    return "/indicateurs/pratique/"


def test_tested_indicator_shows_values_intervals_verdicts_and_ranks(client, tested):
    assert re.search(r"37 %.*", line(client, tested, "France"))[0] == (
        "37 % 4 4 000 répondants intervalle de 36 à 39 %"
    )
    lines = {name: line(client, tested, name) for name in ("Bretagne", "Normandie", "Occitanie")}
    values = {name: re.sub(r"( %) \d (\d+ r)", r"\1 \2", said) for name, said in lines.items()}
    assert [re.search(r"\d+ % (?:\d )?\d+ rép.*", said)[0] for said in values.values()] == [
        "50 % 400 répondants intervalle de 45 à 55 % +13 points au-dessus de la France 1re",
        "37 % 300 répondants intervalle de 32 à 43 % 0 point dans la marge d'erreur 2e",
        "26 % 400 répondants intervalle de 22 à 31 % −11 points au-dessous de la France 3e",
    ]


def test_tested_indicator_says_its_verdicts_and_its_method(client, tested):
    said = text(client, tested)
    assert (
        "Dans les 3 régions publiées, de 26 % en Occitanie à 50 % en Bretagne. Au-dessus de la France : "
        "Bretagne ; au-dessous de la France : Occitanie ; dans la marge d'erreur : Normandie." in said
    )
    assert "Écarts testés au seuil de 95 %, la région contre le reste de la France" in said
    assert "calculée par référence à la méthode aléatoire" in said
    assert "Le rang est un intervalle" in said
    assert "n'est pas un classement" not in said


def test_nation_s_row_of_an_indicator_refers_to_its_source_and_note(client, tested):
    Figure.objects.filter(region__slug="france").update(note="Arrondi.")
    said = line(client, tested, "France")
    assert re.search(r"37 % \d a 4 000 répondants", said)


def test_rank_that_is_not_sure_is_an_interval(client, tested):
    Figure.objects.filter(region__slug="normandie").update(value=48)
    assert line(client, tested, "Bretagne").endswith("au-dessus de la France 1re à 2e")


def test_tested_region_says_verdict_interval_and_respondents(client, tested):
    said = text(client, "/regions/bretagne/")
    assert (
        "En Bretagne, 50 % des entreprises d'au moins 10 salariés ont des partenariats, 13 points de plus "
        "que les 37 % de la France (au-dessus de la France)." in said
    )
    assert "400 répondants intervalle de 45 à 55 %" in said
    assert "+13 points au-dessus de la France" in said
    assert "Écarts testés au seuil de 95 %" in said


def test_tested_number_says_the_interval_of_its_gap(client, tested):
    said = text(client, Figure.objects.get(region__slug="bretagne").get_absolute_url())
    assert "Répondants 400 répondants Intervalle à 95 % de 45 à 55 %" in said
    assert re.search(
        r"Écart \+13 points, au-dessus de la France intervalle à 95 % : de \+[\d,]+ à \+[\d,]+ points", said
    )


JUDGEMENT = ("au-dessus", "Au-dessus", "au-dessous", "Au-dessous", "Rang")


def test_small_base_is_marked_and_takes_rank_and_verdict_away(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29, value=90)
    row = line(client, tested, "Bretagne")
    assert "29 répondants" in row
    assert "à lire avec prudence" in row
    assert "non testé" in row
    assert [words for words in JUDGEMENT if words in row] == []
    assert re.findall(r"\b\d+r?e\b", row) == []
    said = text(client, tested)
    assert "À lire avec prudence : 90 % en Bretagne." in said
    assert "Rang" not in said
    assert "n'est pas un classement" in said


def test_small_base_has_no_judgement_on_its_region_s_page(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29, value=90)
    said = text(client, "/regions/bretagne/")
    assert "29 répondants" in said
    assert "90 % des entreprises d'au moins 10 salariés (à lire avec prudence) ont des partenariats" in said
    assert [words for words in JUDGEMENT if words in said] == []


def test_map_has_no_class_for_a_small_base(client, tested):
    Figure.objects.filter(region__slug="bretagne").update(respondents=29)
    page = client.get(tested).content.decode()
    fills = dict(re.findall(r'href="/regions/(\w+)/#[^>]*>\s*<path class="([\w-]+)"', page))
    assert fills == {"bretagne": "unclassed", "normandie": "class-2", "occitanie": "class-2"}


# Every type of page


PAGES = {
    "home": "/",
    "nation": "/france/",
    "regions": "/regions/",
    "region": "/regions/bretagne/",
    "indicators": "/indicateurs/",
    "indicator": "/indicateurs/pratique/",
    "reports": "/rapports/",
    "report": "/rapports/phare-bretagne/",
    "survey": "/enquetes/phare/",
    "number": "/chiffres/bretagne/pratique/phare/oui/base/",
    "corrections": "/rectificatifs/",
    "feed": "/rectificatifs/flux.xml",
}


@pytest.fixture
def figure(db):
    """The number of PAGES, with all that these pages need."""
    question = make_question(
        indicator=make_indicator(slug="pratique", featured=True), survey=make_survey(slug="phare")
    )
    region = make_region(name="Bretagne", code="53")
    figure = make_pair(
        43,
        37,
        question=question,
        answer=make_answer(
            indicator=question.indicator, slug="oui", headline=True, predicate="ont des partenariats"
        ),
        base=make_base(slug="base"),
        region=region,
        report=make_report(slug="phare-bretagne", region=region, publish_at=ago(hours=1)),
    )
    make_correction(figure=figure, publish_at=ago())
    return figure


def grow(figure):
    """One more of everything that a page lists."""
    indicator, survey, region = figure.question.indicator, figure.question.survey, figure.region
    other = make_question(indicator=make_indicator(featured=True), survey=survey)
    make_pair(region=region, report=figure.report, question=other, base=make_base(parent=figure.base))
    answer = make_answer(indicator=indicator)
    make_pair(region=region, report=figure.report, question=figure.question, answer=answer, base=figure.base)
    make_figure(question=figure.question, answer=figure.answer, base=figure.base)
    old = make_survey(audience="mayors", released_on=date(2011, 1, 1))
    wave = make_question(indicator=indicator, survey=old)
    make_figure(question=wave, answer=figure.answer, region=region, report=figure.report)
    make_correction(figure=figure, publish_at=ago())
    make_correction(
        figure=make_figure(region=region, question=other, answer=make_answer(indicator=other.indicator)),
        publish_at=ago(),
    )


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_the_same_few_queries_for_1_and_30_of_all_that_it_lists(
    client, figure, page, django_assert_max_num_queries
):
    grow(figure)
    with django_assert_max_num_queries(8) as one:
        assert client.get(PAGES[page]).status_code == 200
    for _ in range(29):
        grow(figure)
    with django_assert_max_num_queries(8) as many:
        assert client.get(PAGES[page]).status_code == 200
    assert len(many) == len(one)


@pytest.mark.parametrize("page", PAGES)
def test_public_page_sets_no_cookie_and_varies_by_none(client, figure, page):
    response = client.get(PAGES[page])
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "feed"])
def test_public_page_is_only_read(client, figure, page):
    assert client.post(PAGES[page]).status_code == 405
    assert client.head(PAGES[page]).status_code == 200


def test_feed_is_only_read(client):
    assert client.post(PAGES["feed"]).status_code == 405


def test_number_page_is_titled_by_the_sentence_that_it_offers_to_copy(client, figure):
    page = unescape(client.get(figure.get_absolute_url()).content.decode())
    (copied,) = re.findall(r'data-copy="([^"]*)"', page)
    (title,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert copied == quoted
    assert plain(copied).startswith(f"{plain(title)} Base : {figure.base}.")
