"""Every place where a reader meets a figure, read back into numbers: tables, drawings, charts and files.

Nothing here asks the code under test for a value: pages, SVG, JSON and files are read as they are sent.
A line is found by what it says of region, indicator, survey, answer and base; where it also holds the
figure's address, both must name the same figure.
"""

from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import reverse

from regions.models import Figure
from tests.regions.html import parse, plain
from tests.regions.values import (
    axis_end,
    downloads,
    france_of,
    marks,
    number_of,
    read_file,
    read_json,
    share,
    value_in,
    value_of,
    value_said,
)


class Cell(NamedTuple):
    """A value met in a place; `address` is that of the figure to which the place gives it."""

    address: str
    place: str
    value: Decimal | None


class Reader:
    """Reads pages and what they lead to, and keeps each value met in `cells`, each answer in `bodies`."""

    def __init__(self, client):
        self.client = client
        self.cells = []
        self.bodies = {}
        self.figures = list(Figure.objects.with_labels())
        self.by_address = {figure.get_absolute_url(): figure for figure in self.figures}

    def get(self, address):
        path = urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl()
        if path not in self.bodies:
            response = self.client.get(path)
            assert response.status_code == 200, path
            self.bodies[path] = response.content
        return self.bodies[path]

    def see(self, figure, place, value):
        """No figure may have no value."""
        if figure is None:
            assert value is None, (place, value)
        else:
            self.cells.append(Cell(figure.get_absolute_url(), place, value))

    def nation_of(self, figure):
        """The nation's figure of the same question, answer and base, where a region's has one."""
        key = (figure.question_id, figure.answer_id, figure.base_id)
        same = [one for one in self.figures if (one.question_id, one.answer_id, one.base_id) == key]
        return next((one for one in same if one.region.is_nation and not figure.region.is_nation), None)

    # Pages of a territory or a report

    def territory_page(self, address, place):
        """The blocks of a page, what is missing under them, and the files of the whole page."""
        page = parse(self.get(address).decode())
        blocks = page.all("article", "block")
        for block in blocks:
            self.block(block, place)
        for section in page.all("section", aria_labelledby="manque"):
            self.missing(section, _slug(address), place)
        own = {link["href"] for block in blocks for link in downloads(block)}
        self.files([link for link in downloads(page) if link["href"] not in own], place)

    def block(self, article, place):
        """One indicator of one territory: table and strips, stacks, chart, files."""
        high = axis_end(article)
        for row in article.only("table", "figures").only("tbody").all("tr"):
            self.row(article["id"], row, high, place)
        for figure in article.all("figure", "stack"):
            self.stack(article["id"], figure, place)
        for box in article.all("div", "table-box"):
            if box.get("data-chart"):
                self.block_chart(article["id"], box["data-chart"], place)
        self.files(downloads(article)[-1:], f"{place}, block")  # its other files are written like a page's

    def row(self, anchor, row, high, place):
        value, *rest = row.all("td", "number")
        words = [span.text for span in row.only("th").all("span")]
        figure = self.linked(value, self.named(anchor, words))
        nation = self.reference(anchor, words, figure)
        self.see(figure, f"{place}, table", value_in(value))
        for reference in rest and rest[0].all("span", "nation"):
            said = value_of(reference.own_text.removeprefix("France "))
            self.see(nation, f"{place}, table, France", said)
        for kind, met in marks(row, high):
            ring = kind == "nation"
            self.see(nation if ring else figure, f"{place}, strip{', France' if ring else ''}", met)

    def named(self, anchor, words):
        """The figure of a line of a block; None where the line speaks of none."""
        own = [one for one in self.figures if f"{one.region.slug}-{one.question.indicator.slug}" == anchor]
        found = [one for one in own if one.base.label in words and set(words) <= _words(one)]
        assert len(found) < 2, (anchor, words)
        return found[0] if found else None

    def reference(self, anchor, words, figure):
        """The nation's figure beside that of a line; beside a line without any, its headline answer."""
        if figure is not None:
            return self.nation_of(figure)
        headlines = [one for one in self.figures if one.region.is_nation and one.answer.headline and words]
        same = [one for one in headlines if anchor.endswith(f"-{one.question.indicator.slug}")]
        found = [one for one in same if set(words) <= _words(one) and one.base.parent_id is None]
        assert len(found) < 2, (anchor, words)
        return found[0] if found else None

    def linked(self, cell, figure=None):
        """The figure that a cell leads to; it is `figure` where a heading named one already."""
        for link in cell.all("a", "value"):
            assert figure in (None, self.by_address[link["href"]])
            return self.by_address[link["href"]]
        return figure

    def missing(self, section, region, place):
        """The table of indicators without a figure: the indicator, then the audience and the base."""
        for row in section.only("tbody").all("tr"):
            about, value, *rest = row.all("td")
            said = {row.only("th").text, *(span.text for span in about.all("span"))}
            own = [one for one in self.figures if (one.region.slug, one.value) == (region, None)]
            found = [one for one in own if said <= _words(one) | {one.question.indicator.short_label}]
            figure = found[0] if found else None
            self.see(figure, f"{place}, table", value_of(value.only("span", "soft").text))
            for link in rest and rest[0].all("a"):
                self.see(self.by_address[link["href"]], f"{place}, missing, France", value_of(link.text))

    def stack(self, anchor, figure, place):
        """A bar of 100 %, its legend, and its chart."""
        about = [figure.only("figcaption").only("strong").text]
        base = figure.only("figcaption").only("span").text.removesuffix(", une seule réponse possible")
        widths = [share(rect["width"]) * 100 for rect in figure.only("svg", "bar-100").all("rect")]
        first = None
        for item, width in zip(figure.only("ul").all("li"), widths, strict=True):
            first = self.named(anchor, [*about, base, item.own_text])
            self.see(first, f"{place}, stack", width)
            self.see(first, f"{place}, stack, legend", value_of(item.only("strong").text))
        self.stack_chart(anchor, first, place)

    # Charts

    def block_chart(self, anchor, address, place):
        data = read_json(self.get(address))["data"]
        own, *others = data["datasets"]
        for index, words in enumerate(data["labels"]):
            figure = self.named(anchor, words)
            reference = self.reference(anchor, words, figure)
            self.see(figure, f"{place}, chart", own["data"][index])
            self.see(figure, f"{place}, chart, words", value_said(own, index))
            for nation in others:
                if nation["data"][index] is not None:
                    self.see(reference, f"{place}, chart, France", nation["data"][index])

    def stack_chart(self, anchor, figure, place):
        """Of the territory alone: a report's has its own address."""
        region, slug = figure.region, figure.question.indicator.slug
        name, args = ("nation", [slug]) if region.is_nation else ("region", [region.slug, slug])
        data = read_json(self.get(reverse(f"regions:{name}_stack_chart", args=args)))["data"]
        for dataset in data["datasets"]:
            for index, words in enumerate(data["labels"]):
                one = self.named(anchor, [*words, dataset["label"]])
                self.see(one, f"{place}, stack, chart", dataset["data"][index])

    # Files

    def files(self, links, place):
        for link in links:
            extension = link["href"].rpartition("/")[2].partition(".")[2]
            for line in read_file(self.get(link["href"]), extension):
                self.line(line, extension, f"{place}, {extension}")

    def line(self, line, extension, place):
        figure = self.by_address[urlsplit(line["adresse"]).path] if line["adresse"] else None
        self.see(figure, place, number_of(line["valeur"], extension))
        if figure is None:
            return
        names = ("code_region", "definition", "enquete", "reponse", "base")
        assert tuple(line[name] for name in names) == _names(figure)
        self.see(self.nation_of(figure), f"{place}, France", number_of(line["valeur_france"], extension))

    # Pages of an indicator and of a number

    def indicator_page(self, address, place):
        """Its files, the nation in detail and the waves; then each choice of an answer and an audience."""
        page = parse(self.get(address).decode())
        blocks = page.all("article", "block")
        for block in blocks:
            self.block(block, f"{place}, nation")
        own = {link["href"] for block in blocks for link in downloads(block)}
        self.files([link for link in downloads(page) if link["href"] not in own], place)
        for figure in page.all("figure", "series"):
            self.series(figure, place)
        slug = _slug(address)
        shown = [one for one in self.figures if one.question.indicator.slug == slug]
        for answer, audience in dict.fromkeys((one.answer.slug, _audience(one)) for one in shown):
            choice = f"{address}?reponse={answer}&public={audience.lower()}"
            page = parse(self.get(choice).decode())
            self.choice(page, slug, answer, audience, place)
            for select in page.all("select", name="base"):
                for option in select.all("option"):
                    other = f"{choice}&base={option['value']}"
                    self.choice(parse(self.get(other).decode()), slug, answer, audience, place)

    def choice(self, page, slug, answer, audience, place):
        """The map, the table of regions and its chart, then the audiences side by side."""
        asked = [
            one
            for one in self.figures
            if (one.question.indicator.slug, one.answer.slug, _audience(one)) == (slug, answer, audience)
        ]
        section = page.only("section", aria_labelledby="regions")
        for box in section.all("div", "table-box"):
            shown = self.comparison(box.only("table", "figures"), asked, place)
            self.map(section.only("figure", "map"), shown, place)
            if box.get("data-chart"):
                self.comparison_chart(box["data-chart"], shown, place)
        for sides in page.all("section", aria_labelledby="publics"):
            self.audiences(sides.only("div", "table-box"), place)

    def comparison(self, table, asked, place):
        """The figures of the table by the name of their region."""
        shown, high = {}, axis_end(table)
        for row in table.only("tbody").all("tr"):
            names = [link.text for link in row.only("th").all("a")]
            cell = row.all("td", "number")[0]
            for name in names:
                figure = self.linked(cell) or _only_of(asked, name)
                shown[name] = figure
                assert figure is None or figure.region.name == name
                self.see(figure, f"{place}, table", value_in(cell))
                for kind, met in marks(row, high):
                    ring = kind == "nation" and not figure.region.is_nation
                    self.see(self.nation_of(figure) if ring else figure, f"{place}, strip", met)
        return shown

    def map(self, figure, shown, place):
        for area in figure.all("svg")[0].all("a"):
            name, _, said = plain(area["aria-label"]).partition(" : ")
            self.see(shown[name], f"{place}, map label", value_of(plain(said.split(", ")[0])))
            assert plain(area.only("title").text) == plain(f"{name} : {said.split(', ')[0]}")
            printed = [value_of(text.text) for text in area.all("text")]
            self.see(shown[name], f"{place}, map", printed[0] if printed else None)

    def comparison_chart(self, address, shown, place):
        data = read_json(self.get(address))["data"]
        own, nation = (*data["datasets"], None)[:2]  # without a value of the nation, no line for it
        for index, name in enumerate(data["labels"]):
            figure = shown[name]
            used = nation if nation and figure and figure.region.is_nation else own
            self.see(figure, f"{place}, chart", used["data"][index])
            self.see(figure, f"{place}, chart, words", value_said(used, index))
            if nation and used is own and nation["data"][index] is not None:
                self.see(self.nation_of(figure), f"{place}, chart, France", nation["data"][index])

    def audiences(self, box, place):
        """The audiences of each territory: cells, dots and chart."""
        high = axis_end(box)
        chart = read_json(self.get(box["data-chart"]))["data"] if high else {"datasets": []}
        for line, row in enumerate(box.only("tbody").all("tr")):
            found = {}
            for cell in row.all("td", "number")[:-1]:
                if figure := self.linked(cell):
                    found[_audience(figure)] = figure
                    self.see(figure, f"{place}, audiences", value_in(cell))
            for dot in row.all("circle", "dot"):
                (figure,) = [one for one in found.values() if _audience_class(one) in dot.classes]
                self.see(figure, f"{place}, audiences, strip", share(dot["cx"]) * high)
            for dataset in chart["datasets"]:
                assert chart["labels"][line] == row.only("th").text
                self.see(found.get(dataset["label"]), f"{place}, audiences, chart", dataset["data"][line])

    def series(self, figure, place):
        """A line over time: its table, its dots against its grid, its chart."""
        figures = [self.linked(row) for row in figure.only("tbody").all("tr")]
        for one, row in zip(figures, figure.only("tbody").all("tr"), strict=True):
            self.see(one, f"{place}, series", value_in(row.only("td", "number")))
        ticks = [tick for tick in figure.all("text", "tick") if "year" not in tick.classes]
        grid = {Decimal(tick.text): Decimal(tick["y"]) for tick in ticks}
        high = max(grid)
        for one, dot in zip(figures, figure.all("circle", "dot"), strict=True):
            met = (grid[0] - Decimal(dot["cy"])) / (grid[0] - grid[high]) * high
            self.see(one, f"{place}, series, line", met)
        (dataset,) = read_json(self.get(figure.only("div", "line-box")["data-chart"]))["data"]["datasets"]
        for one, met in zip(figures, dataset["data"], strict=True):
            self.see(one, f"{place}, series, chart", met)

    def number_page(self, address, place):
        page, figure = parse(self.get(address).decode()), self.by_address[address]
        facts = {term.text: fact for term, fact in zip(page.all("dt"), page.all("dd"), strict=True)}
        self.see(figure, place, value_of(facts["Valeur"].only("strong").text))
        self.see(self.nation_of(figure), f"{place}, France", france_of(facts))
        for box in page.all("div", "one-number"):
            for kind, met in marks(box, axis_end(box)):
                self.see(self.nation_of(figure) if kind == "nation" else figure, f"{place}, strip", met)


def _slug(address):
    return address.strip("/").split("/")[-1]


def _only_of(figures, region):
    """The one figure of a region among those of an answer and an audience; None where there is none."""
    found = [one for one in figures if one.region.name == region]
    assert len(found) < 2
    return found[0] if found else None


def _audience(figure):
    return figure.question.survey.get_audience_display()


def _audience_class(figure):
    return f"audience-{figure.question.survey.audience}"


def _words(figure):
    """What a line may say of its figure besides region and indicator."""
    survey = figure.question.survey
    return {figure.answer.label, _audience(figure), figure.base.label, str(survey)}


def _names(figure):
    indicator, survey = figure.question.indicator, figure.question.survey
    return figure.region.code, indicator.label, str(survey), figure.answer.label, figure.base.label
