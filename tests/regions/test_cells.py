"""The promise: every published figure holds the same value wherever a reader meets it."""

import csv
from decimal import Decimal

import pytest

from regions.loader import FOLDER
from regions.models import Base, Figure, Indicator, Region, Report
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
)
from tests.regions.cells import Reader
from tests.regions.html import parse, plain
from tests.regions.values import EXTENSIONS, number_of, read_file, read_json

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]
DRAFT = "phare-auvergne-rhone-alpes"


def source_values():
    """By address and report, the values of the programme's own file: what was entered, not what was read."""
    regions = dict(csv_rows("regions", "code", "slug"))
    return {
        (f"/chiffres/{regions[code]}/{'/'.join(rest)}/", report): Decimal(value)
        for code, *rest, report, value in csv_rows(
            "figures", "region", "indicator", "survey", "answer", "base", "report", "value"
        )
    }


def csv_rows(name, *columns):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


def read_everything(client):
    """Every page that shows figures, with what it leads to."""
    reader = Reader(client)
    for region in Region.objects.all():
        reader.territory_page(region.get_absolute_url(), "region")
    for report in Report.objects.exclude(slug=DRAFT):
        reader.territory_page(report.get_absolute_url(), "report")
    for indicator in Indicator.objects.all():
        reader.indicator_page(indicator.get_absolute_url(), "indicator")
    for figure in reader.figures:
        if figure.report.slug != DRAFT:
            reader.number_page(figure.get_absolute_url(), "number")
    return reader


def wrong(reader, expected):
    """The cells that hold another value; of a figure that is not public, any value."""
    return [cell for cell in reader.cells if cell.value != expected.get(cell.address)]


def unseen(reader, expected):
    """The places where a figure had to be and was not."""
    seen = {(cell.address, cell.place) for cell in reader.cells}
    return [
        (address, place)
        for address in expected
        for place in places(reader.by_address[address])
        if (address, place) not in seen
    ]


def places(figure):
    """Where a figure must be: tables and files always, drawings where its unit has an axis."""
    pages = ("region", "report", "indicator")
    files = [f"{page}, {extension}" for page in pages for extension in EXTENSIONS]
    files += [f"{page}, block, json" for page in pages[:2]]
    page = "indicator, nation" if figure.region.is_nation else "indicator"
    tables = [*(f"{one}, table" for one in ("region", "report", page)), "number"]
    if not figure.region.is_nation:
        tables += ["indicator, map", "indicator, map label"]
    return files + tables + drawings(figure, page)


def drawings(figure, page):
    if figure.unit not in ("%", "/10"):
        return []
    charts = [f"{one}, chart{kind}" for one in ("region", "report", page) for kind in ("", ", words")]
    strips = [f"{one}, strip" for one in ("region", "report", page, "number")]
    return charts if figure.value is None else charts + strips


def test_every_figure_of_the_programme_is_the_same_wherever_it_is_shown(client, programme):
    entered = source_values()
    stored = {(one.get_absolute_url(), one.report.slug): one.value for one in Figure.objects.with_labels()}
    assert (len(entered), stored) == (102, entered)
    public = {address: value for (address, report), value in entered.items() if report != DRAFT}
    assert len(public) == 100
    reader = read_everything(client)
    assert wrong(reader, public) == []
    assert unseen(reader, public) == []


def test_draft_figures_of_the_programme_show_nowhere(client, programme):
    drafts = [address for address, report in source_values() if report == DRAFT]
    assert len(drafts) == 2
    reader = Reader(client)
    reader.territory_page("/regions/auvergne-rhone-alpes/", "region")
    reader.indicator_page("/indicateurs/fragilite-prioritaire/", "indicator")
    reader.indicator_page("/indicateurs/alliances-source-innovation/", "indicator")
    for path in ("/", "/france/", "/regions/", "/rapports/", "/indicateurs/"):
        reader.get(path)
    assert {cell.value for cell in reader.cells if cell.address in drafts} <= {None}
    for shown in (*drafts, DRAFT, "PHARE-Auvergne-Rhône-Alpes"):
        assert [path for path, body in reader.bodies.items() if shown in body.decode(errors="replace")] == []


def test_draft_report_s_addresses_answer_404(client, programme):
    report = f"/rapports/{DRAFT}"
    block = f"{report}/auvergne-rhone-alpes/fragilite-prioritaire"
    paths = [f"{report}/", f"/graphiques{block}.json", f"/graphiques{block}/repartition.json"]
    paths += [address for address, report in source_values() if report == DRAFT]
    paths += [f"{page}.{extension}" for page in (report, block) for extension in EXTENSIONS]
    assert [path for path in paths if client.get(path).status_code != 404] == []


@pytest.mark.parametrize("slug", ["nombre-partenariats", "nombre-moyen-partenariats"])
def test_counts_and_means_have_neither_strip_nor_chart(client, programme, slug):
    page = parse(client.get(f"/indicateurs/{slug}/").content.decode())
    assert page.all("a", "value") != []
    assert [*page.all("svg", "strip"), *page.all("svg", "axis"), *page.all("td", "plot")] == []
    assert [box for box in page.all("div") if box.get("data-chart")] == []
    for chart in (f"france/{slug}", f"indicateurs/{slug}/regions", f"indicateurs/{slug}/publics"):
        assert client.get(f"/graphiques/{chart}.json").status_code == 404


def made_up(unit, values, *, several=True):
    """Answers with these values in the nation and a region; a second region, of code 28, has 5 for all."""
    question = make_question(indicator=make_indicator(unit=unit), several_answers=several)
    base = Base.objects.first() or make_base()
    answers = [
        make_answer(indicator=question.indicator, label=f"Réponse {order}", order=order, headline=order == 1)
        for order, _ in enumerate(values, 1)
    ]
    rows = [(make_nation(), values), (make_region(code="53", name=f"Bretagne {unit[-1]}"), values)]
    rows.append((make_region(code="28", name="Normandie"), [5] * len(values)))
    for region, found in rows:
        report = make_report(region=region, publish_at=ago(hours=1))
        for answer, value in zip(answers, found, strict=True):
            value = value if value is None else Decimal(value)
            common = {"question": question, "answer": answer, "base": base, "report": report}
            make_figure(**common, region=region, value=value, respondents=200)


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("%", ["62.5", "100", "0", "7.25", None]),
        ("/10", ["7.1", "10", "0", "6.325", None]),
        ("count", ["1234567", "0", None]),
        ("mean", ["4.5", "0", None]),
    ],
)
def test_made_up_figure_with_respondents_is_the_same_wherever_it_is_shown(client, unit, values):
    made_up(unit, values)
    expected = {one.get_absolute_url(): one.value for one in Figure.objects.with_labels()}
    assert len(expected) == 3 * len(values)
    reader = read_everything(client)
    assert wrong(reader, expected) == []
    assert unseen(reader, expected) == []


def test_whole_question_of_one_answer_is_the_same_in_bar_legend_and_chart(client):
    made_up("%", ["62.5", "37.5", "0"], several=False)
    reader = read_everything(client)
    stacks = [cell for cell in reader.cells if ", stack" in cell.place]
    expected = {one.get_absolute_url(): one.value for one in Figure.objects.exclude(region__code="28")}
    assert [cell for cell in stacks if cell.value != expected[cell.address]] == []
    assert {(cell.address, cell.place) for cell in stacks} == {
        (address, f"{page}, stack{part}")
        for address in expected
        for page in ("region", "report", *(["indicator, nation"] if "/france/" in address else []))
        for part in ("", ", legend", ", chart")
    }


def test_figure_asked_but_not_published_says_so_wherever_it_is(client):
    figure = make_figure(value=None, region=make_region(code="53"), respondents=200)
    reader = read_everything(client)
    files = [f"{page}, {extension}" for page in ("region", "report", "indicator") for extension in EXTENSIONS]
    tables = ["region, table", "report, table", "number", "report, block, json"]
    assert sorted(reader.cells) == [
        (figure.get_absolute_url(), place, None) for place in sorted([*files, *tables])
    ]
    page = parse(reader.get(figure.question.indicator.get_absolute_url()).decode())
    said = page.only("section", aria_labelledby="regions").text
    assert "Aucune valeur régionale n'est publiée à cette date." in said


@pytest.mark.parametrize("before", [43, 0, None])
def test_corrected_figure_has_its_new_value_wherever_it_is_shown(client, before):
    figure = make_figure(value=before, region=make_region(code="53"))
    make_correction(figure=figure, value=Decimal("44.5"), publish_at=ago())
    make_correction(figure=figure, value=Decimal("45.5"))
    reader = read_everything(client)
    expected = {figure.get_absolute_url(): Decimal("44.5")}
    assert wrong(reader, expected) == []
    assert unseen(reader, expected) == []


def test_respondents_are_the_same_in_table_chart_files_and_on_the_number_s_page(client):
    figure = make_figure(region=make_region(code="53", slug="ici"), respondents=1234)
    page = parse(client.get("/regions/ici/").content.decode())
    chart = page.only("div", "table-box")["data-chart"]
    words = read_json(client.get(chart).content)["data"]["datasets"][0]["words"][0]
    number = parse(client.get(figure.get_absolute_url()).content.decode())
    said = [page.all("span", "mark")[0].text, plain(words.split(", ")[1]), number.all("dd")[3].text]
    assert said == ["1 234 répondants"] * 3
    for extension in EXTENSIONS:
        lines = read_file(client.get(f"/regions/ici.{extension}").content, extension)
        assert number_of(lines[0]["repondants"], extension) == 1234
