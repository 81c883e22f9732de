"""The entry grid as tests fill it: what a browser would send of the page, with some cells typed."""

from decimal import Decimal

from django.urls import reverse

from regions.models import Figure, Region
from tests.factories import (
    make_answer,
    make_base,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.html import parse


class Table:
    """A question with its answers, one base, the nation and regions, and a national study to come."""

    def __init__(self, regions=2, answers=2, unit="%", several_answers=True, respondents=None):
        indicator = make_indicator(unit=unit)
        self.answers = [
            make_answer(indicator=indicator, label=f"Réponse {number}", slug=f"r{number}", order=number)
            for number in range(1, answers + 1)
        ]
        self.question = make_question(
            indicator=indicator,
            survey=make_survey(respondents=respondents),
            several_answers=several_answers,
        )
        self.base = make_base()
        self.nation = make_nation()
        names = [f"Région {number:02}" for number in range(1, regions + 1)]
        self.regions = [Region.objects.filter(name=name).first() or make_region(name=name) for name in names]
        self.report = make_report()

    @property
    def address(self):
        return reverse("admin:regions_figure_entry", args=[self.question.pk])

    def name(self, region, answer=None):
        parts = ["v" if answer else "n", self.base.pk, region.pk, *([answer.pk] if answer else [])]
        return "-".join(map(str, parts))

    def figure(self, region, answer, value, **kwargs):
        kwargs.setdefault("report", self.report)
        return Figure.objects.create(
            question=self.question,
            base=self.base,
            region=region,
            answer=answer,
            value=None if value is None else Decimal(value),
            unit=self.question.indicator.unit,
            source="Document",
            **kwargs,
        )

    def typed(self, client, **cells):
        """The fields of the page as it is now, those of `cells` typed over."""
        fields = read_fields(client.get(self.address))
        head = {"report": str(self.report.pk), "source": "Document"}
        return fields | {name: text for name, text in head.items() if not fields.get(name)} | cells

    def fill(self, client, cells):
        return client.post(self.address, self.typed(client) | cells)

    def all_cells(self, value="43"):
        return {
            self.name(region, answer): value
            for region in (self.nation, *self.regions)
            for answer in self.answers
        }


def read_fields(response, name="entry"):
    """What a browser would send of the form of a page that has this class or id."""
    source = response.content.decode()
    sent = [f"<form{part.partition('</form>')[0]}</form>" for part in source.split("<form")[1:]]
    (form,) = [
        one for part in sent if f'"{name}"' in part.partition(">")[0] for one in parse(part).all("form")
    ]
    fields = {
        one["name"]: one.get("value") or ""
        for one in form.all("input")
        if one.get("name") and one.get("type") != "checkbox"
    }
    for select in form.all("select"):
        chosen = [one["value"] for one in select.all("option") if "selected" in one.attributes]
        fields[select["name"]] = chosen[0] if chosen else select.all("option")[0]["value"]
    fields |= {one["name"]: one.text for one in form.all("textarea")}
    return {name: text for name, text in fields.items() if name}


def faults(response, kind="wrong"):
    """The messages at the head of the page."""
    boxes = parse(response.content.decode()).all("div", "faults", kind)
    return [item.text for box in boxes for item in box.all("li")]


def stored(table):
    """Value, respondents and version by region and answer."""
    return {
        (figure.region.name, figure.answer.label): (figure.value, figure.respondents, figure.version)
        for figure in Figure.objects.filter(question=table.question).select_related("region", "answer")
    }
