"""The programme of the large database (see growth.py): surveys, indicators, reports and figures."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Max

from regions.dates import PARIS
from regions.folding import fold
from regions.models import (
    Answer,
    Audience,
    Base,
    Correction,
    Figure,
    Indicator,
    Question,
    Region,
    Report,
    Survey,
    Theme,
)

REGIONS = 14
ANSWERS = (("oui", "Oui", "répondent oui"), ("non", "Non", "répondent non"), ("autre", "Autre", ""))
BASES = ("", "en ville", "à la campagne")
SAMPLE, NATION_SAMPLE = 220, 2900  # respondents of a region's main base, and of the nation's
UNPUBLISHED = 40  # one table in so many has no value, and says why
CORRECTED = 1000  # one figure in so many has a correction
LAST_WAVE = date(2025, 6, 4)
EIGHT = clock(8)
BATCH = 5000


@dataclass(frozen=True, slots=True)
class Shape:
    """How many indicators are asked, in how many waves, and of how many bases of each audience."""

    indicators: int
    waves: int
    bases: int

    @classmethod
    def of(cls, figures: int, indicators: int = 0, waves: int = 0) -> "Shape":
        """Enough for as many figures: 1,000 are one wave of 6 indicators, a million 20 waves of 100."""
        bases = len(BASES) if figures >= 5000 else 1
        cells = -(-figures // (REGIONS * 4 * bases * len(ANSWERS)))
        if not waves:
            waves = -(-cells // indicators) if indicators else max(1, round(0.45 * cells**0.5))
        return cls(indicators or -(-cells // waves), waves, bases)


class Cited(NamedTuple):
    """A figure that releases may cite: its key, its value in per cent, its base, its question's number."""

    key: int
    value: int
    base: Base
    question: int


def fill(model, rows: Iterable) -> None:
    """In batches: a million rows are never in memory at once."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def next_key(model) -> int:
    """The first that is free. Keys are given here, so that rows may refer to others that wait in a batch."""

    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


class Programme:
    """Surveys, indicators, reports and figures; what releases cite is kept in `cited`, by report."""

    def __init__(self, figures: int, shape: Shape, chance: random.Random) -> None:

        self.wanted, self.shape, self.chance, self.zone = figures, shape, chance, PARIS
        self.audiences = list(Audience)
        self.regions = sorted(Region.objects.all(), key=lambda one: (not one.is_nation, one.slug))
        assert len(self.regions) == REGIONS
        self.first = Figure.objects.count()
        self.key = self.first_key = next_key(Figure)
        self.cited: dict[int, list[Cited]] = {}
        self.wrong: list[int] = []

    def build(self, author, approver) -> None:

        self._catalogue()
        self._surveys()
        self._reports(author, approver)
        fill(Figure, self._figures())
        self._corrections(author, approver)

    def _catalogue(self) -> None:

        themes = Theme.objects.bulk_create(
            Theme(slug=f"theme-d-essai-{number}", name=f"Thème d'essai {number}", order=50 + number)
            for number in range(1, 11)
        )
        self.indicators = Indicator.objects.bulk_create(
            Indicator(
                slug=f"essai-{number}",
                theme=themes[number % len(themes)],
                short_label=f"Donnée d'essai {number}",
                label=f"Part des réponses à la question d'essai {number}",
                unit="%",
                order=1000 + number,
            )
            for number in range(1, self.shape.indicators + 1)
        )
        answers = Answer.objects.bulk_create(
            Answer(
                indicator=indicator,
                slug=slug,
                label=label,
                predicate=predicate and f"{predicate} à la question d'essai",
                headline=slug == "oui",
                order=order,
            )
            for indicator in self.indicators
            for order, (slug, label, predicate) in enumerate(ANSWERS, 1)
        )
        self.answers = [answers[at : at + len(ANSWERS)] for at in range(0, len(answers), len(ANSWERS))]
        self.bases = {audience: self._bases(audience) for audience in self.audiences}

    def _bases(self, audience: Audience) -> list[Base]:
        whole = Base.objects.create(
            slug=f"essai-{audience.slug}", audience=audience, label=f"{audience.label} d'essai"
        )
        return [whole] + [
            Base.objects.create(
                slug=f"essai-{audience.slug}-{number}",
                audience=audience,
                label=f"{audience.label} d'essai {words}",
                restriction=words,
                parent=whole,
            )
            for number, words in enumerate(BASES[1 : self.shape.bases], 2)
        ]

    def _surveys(self) -> None:

        step = timedelta(days=min(365, 9000 // self.shape.waves))
        self.days = [LAST_WAVE - step * back for back in reversed(range(self.shape.waves))]
        surveys = Survey.objects.bulk_create(
            Survey(
                slug=f"essai-{audience.slug}-{wave}",
                name=f"Essai {audience.label}",
                programme="PHARE",
                audience=audience,
                released_on=day,
                fieldwork_start=day - timedelta(days=60),
                fieldwork_end=day - timedelta(days=40),
                institute="Institut d'essai",
                respondents=NATION_SAMPLE,
                field=f"{audience.label} d'essai",
                design_effect=Decimal("1.2"),
                note="Donnée d'essai",
            )
            for wave, day in enumerate(self.days, 1)
            for audience in self.audiences
        )
        questions = iter(
            Question.objects.bulk_create(
                (
                    Question(
                        indicator=indicator,
                        survey=survey,
                        code=f"Q{number}",
                        wording=f"Question d'essai {number} ?",
                        wording_status="exact",
                        series=indicator.slug,
                    )
                    for survey in surveys
                    for number, indicator in enumerate(self.indicators, 1)
                ),
                batch_size=BATCH,
            )
        )
        self.questions = [
            [[next(questions) for _ in self.indicators] for _ in self.audiences] for _ in self.days
        ]

    def _reports(self, author, approver) -> None:

        def report(day, region):
            made = Report(
                slug=f"essai-{region.slug}-{day:%Y-%m-%d}",
                kind="national" if region.is_nation else "regional",
                region=region,
                title=f"Rapport d'essai {region.name_of}, {day.year}",
                released_on=day,
                publish_at=datetime.combine(day, EIGHT, self.zone),
                approved_at=datetime.combine(day - timedelta(days=2), EIGHT, self.zone),
                author=author,
                approved_by=approver,
                note="Donnée d'essai",
            )
            made.search_title, made.search_text = map(fold, made.search_parts())
            return made

        reports = iter(
            Report.objects.bulk_create(report(day, region) for day in self.days for region in self.regions)
        )
        self.reports = [[next(reports) for _ in self.regions] for _ in self.days]

    def _figures(self) -> Iterator:
        """Wave by wave, the latest first, so that what a cut takes away is old; territory by territory."""
        left = self.wanted - self.first
        for wave in reversed(range(self.shape.waves)):
            for place, region in enumerate(self.regions):
                for figure in self._of_report(wave, place, region):
                    if not left:
                        return
                    left -= 1
                    yield figure

    def _of_report(self, wave: int, place: int, region) -> Iterator:
        report = self.reports[wave][place]
        kept = self.cited.setdefault(report.pk, [])
        for which, audience in enumerate(self.audiences):
            for number, question in enumerate(self.questions[wave][which]):
                for rank, base in enumerate(self.bases[audience]):
                    sample = (NATION_SAMPLE if region.is_nation else SAMPLE) // (1, 2, 8)[rank]
                    for answer, value in zip(self.answers[number], self._table(), strict=True):
                        figure = self._figure(question, answer, base, region, report, value, sample)
                        if (self.key - self.first_key) % CORRECTED == 0 and value:
                            self.wrong.append(figure.pk)
                        elif value is not None and not rank and answer.headline:
                            kept.append(Cited(figure.pk, value, base, number + 1))
                        yield figure

    def _table(self) -> tuple[int | None, ...]:
        if self.chance.randrange(UNPUBLISHED) == 0:
            return (None,) * len(ANSWERS)
        yes = self.chance.randint(5, 90)
        no = self.chance.randint(0, 100 - yes)
        return yes, no, 100 - yes - no

    def _figure(self, question, answer, base, region, report, value, sample):

        self.key += 1
        return Figure(
            pk=self.key - 1,
            question_id=question.pk,
            answer_id=answer.pk,
            base_id=base.pk,
            region_id=region.pk,
            report_id=report.pk,
            value=value,
            unit="%",
            respondents=sample,
            source="Document d'essai",
            note="" if value is not None else "Donnée d'essai, non publiée",
        )

    def _corrections(self, author: User, approver: User) -> None:
        """Of one point, three weeks after the report."""
        Correction.objects.bulk_create(
            Correction(
                figure=figure,
                value=figure.value - 1,
                reason="Donnée d'essai : erreur de saisie.",
                author=author,
                approved_by=approver,
                approved_at=figure.report.publish_at + timedelta(days=20),
                publish_at=figure.report.publish_at + timedelta(days=21),
            )
            for figure in Figure.objects.filter(pk__in=self.wrong).select_related("report")
        )
