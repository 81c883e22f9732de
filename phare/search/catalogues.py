"""Kinds that are short enough to be folded and compared whole: regions, indicators, surveys, sections."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from phare.search.kinds import Entry, Found, Listed
from phare.search.marks import spans
from phare.search.query import Query, Term
from phare.search.scores import score
from phare.search.together import joined, made, together
from regions import rows
from regions.folding import fold
from regions.models import Answer, Audience, Base, Figure, Indicator, Question, Region, Survey

READ = {
    "regions": ("id", "level", "slug", "name", "other_names", "abbreviation"),
    "surveys": (
        *("id", "slug", "name", "programme", "audience", "institute", "field"),
        *("released_on", "released_precision"),
    ),
}


class Catalogue:
    """What is public at an instant of the kinds that are short, each read once, where it is asked for."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @cached_property
    def _lists(self) -> dict[str, list[Any]]:
        lists = {"regions": Region.objects.all(), "surveys": rows.surveys(self.at)}
        lines = together({name: (some, READ[name]) for name, some in lists.items()})
        return {name: [made(some.model, values) for values in lines[name]] for name, some in lists.items()}

    @property
    def regions(self) -> list[Region]:
        return sorted(self._lists["regions"], key=lambda one: (one.level, one.slug))

    @property
    def surveys(self) -> list[Survey]:
        """The latest first."""
        found = sorted(self._lists["surveys"], key=lambda one: one.slug)
        return sorted(found, key=lambda one: one.released_on or date.min, reverse=True)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """Those of which a value is public, in the order of the catalogue."""
        found = Indicator.objects.filter(pk__in=self.said).select_related("theme")
        return list(found.order_by("theme__order", "theme__slug", "order", "slug"))

    @cached_property
    def said(self) -> "dict[int, _Said]":
        """By indicator, who was asked what, the answers and bases of which a value is public. One query."""
        valued = Figure.objects.valued(self.at).order_by()
        on_it = valued.filter(question=OuterRef(OuterRef("pk")), base=OuterRef("pk"))
        questions = Question.objects.annotate(bases=joined(Base.objects.filter(Exists(on_it)), "label"))
        answers = Answer.objects.filter(Exists(valued.filter(answer=OuterRef("pk"))))
        lines = together(
            {
                "questions": (questions, ("indicator_id", "survey__audience", "wording", "bases")),
                "answers": (answers, ("indicator_id", "order", "slug", "label")),
            }
        )
        said: dict[int, _Said] = defaultdict(_Said)
        for one in lines["questions"]:
            if one["bases"] is not None:
                said[one["indicator_id"]].add(one["survey__audience"], one["wording"], one["bases"])
        for one in sorted(lines["answers"], key=itemgetter("order", "slug")):
            said[one["indicator_id"]].answers.setdefault(one["label"])
        return said


def regions(query: Query, terms: Sequence[Term], catalogue: Catalogue) -> Found:
    """By all their names; what is not the name of today is said."""
    found = []
    for region in catalogue.regions:
        names = [*region.all_names, region.abbreviation]
        others = "" if score(terms, [fold(region.name)], "") else _other_names(names[1:], terms)
        entry = Entry(region.name, region.get_absolute_url(), (others,))
        kind = "pays nation" if region.is_nation else "région"
        found.append((score(terms, [fold(name) for name in names if name], fold(kind)), entry))
    return Listed(found, query.terms)


def _other_names(names: Iterable[str], terms: Sequence[Term]) -> str:
    """ "anciennement Alsace et Lorraine", "PACA"."""
    met = [name for name in names if spans(name, terms)]
    former = [name for name in met if not name.isupper()]
    short = [name for name in met if name.isupper()]
    words = [f"anciennement {' et '.join(former)}"] if former else []
    return ", ".join([*words, *short])


@dataclass(slots=True)
class _Said:
    """What is public of an indicator, in words."""

    answers: dict[str, None] = field(default_factory=dict)  # in their order
    asked: set[str] = field(default_factory=set)
    wordings: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)

    def add(self, audience: str, wording: str, bases: str) -> None:
        """What is said of a question; the bases one to a line."""
        self.asked.add(audience)
        self.wordings.update(filter(None, [wording]))
        self.bases.update(filter(None, bases.split("\n")))

    @property
    def audiences(self) -> list[str]:
        return [str(one.label) for one in Audience if one in self.asked]


def indicators(query: Query, terms: Sequence[Term], catalogue: Catalogue) -> Found:
    """Those of which a value is public; those put forward come first where nothing else tells."""
    said = catalogue.said
    found = sorted(catalogue.indicators, key=lambda one: not one.featured)
    return Listed([_indicator(one, said[one.pk], terms) for one in found], query.terms)


def _indicator(indicator: Indicator, said: _Said, terms: Sequence[Term]) -> tuple[Any, Entry]:
    audiences = said.audiences
    wordings, bases = sorted(said.wordings), sorted(said.bases)
    text = [indicator.label, indicator.theme.name, *wordings, *bases, *audiences]
    found = score(terms, [fold(indicator.short_label)], "".join(map(fold, text)), map(fold, said.answers))
    texts = [indicator.label]
    if len(said.answers) > 1:
        texts.append(f"Réponses : {' ; '.join(said.answers)}")
    texts += [f"Question : {wording}" for wording in wordings]
    texts += [f"Base : {base}" for base in bases]
    return found, Entry(
        indicator.short_label,
        indicator.get_absolute_url(),
        (indicator.theme.name, ", ".join(audiences)),
        tuple(texts),
    )


def figures(query: Query, terms: Sequence[Term], catalogue: Catalogue) -> Found:
    """An indicator of one territory, asked for by words of both: none of either alone."""
    if len(terms) < 2:  # a word of each
        return Listed((), query.terms)
    regions = [one for one in catalogue.regions if any(term.is_in(_where(one)) for term in terms)]
    if not regions:
        return Listed((), query.terms)
    asked = rows.asked_in(regions, catalogue.at)
    return Listed(
        [
            _figures(region, indicator, sorted(str(one.label) for one in audiences), terms)
            for region in regions
            for indicator in catalogue.indicators
            if (audiences := asked.get((region.pk, indicator.pk)))
        ],
        query.terms,
    )


def _where(region: Region) -> str:
    return "".join(map(fold, filter(None, [*region.all_names, region.abbreviation])))


def _figures(
    region: Region, indicator: Indicator, audiences: Sequence[str], terms: Sequence[Term]
) -> tuple[Any, Entry]:
    entry = Entry(
        f"{indicator.short_label}, {region.name}",
        f"{region.get_absolute_url()}#{region.slug}-{indicator.slug}",
        (", ".join(audiences),),
        (indicator.label,),
    )
    where = _where(region)
    what = "".join(map(fold, [indicator.short_label, indicator.label, *audiences]))
    if any(all(term.is_in(words) for term in terms) for words in (where, what)):
        return None, entry
    return score(terms, [fold(f"{entry.title} {audience}") for audience in audiences], where + what), entry


def surveys(query: Query, terms: Sequence[Term], catalogue: Catalogue) -> Found:
    found = []
    for survey in catalogue.surveys:
        audience = survey.get_audience_display()
        text = f"{survey.programme} {survey.institute} {survey.field}"
        entry = Entry(
            survey.name,
            survey.get_absolute_url(),
            (audience, str(survey.released) if survey.released_on else ""),
            (survey.field,),
        )
        found.append((score(terms, [fold(survey.name)], fold(text), [fold(audience)]), entry))
    return Listed(found, query.terms)


# The lists and services of the site, which are no rows: their title, their route, what one finds there.
SECTIONS = (
    ("Régions", "regions:list", "La carte et la liste des régions."),
    ("Indicateurs", "regions:indicators", "Les mesures du programme, par thème."),
    ("Rapports", "regions:reports", "Les études nationales et les rapports régionaux."),
    ("Enquêtes", "regions:surveys", "Les publics interrogés, les dates et la méthode."),
    ("Rectificatifs", "regions:corrections", "Les chiffres publiés qui ont été corrigés."),
    (
        "Données ouvertes",
        "regions:dataset",
        "Tous les chiffres en un fichier : CSV, XLSX, JSON, archive, API.",
    ),
    ("Communiqués", "press:releases", "Les communiqués de presse, par territoire et par année."),
    ("Contacts presse", "press:contacts", "Les personnes à joindre, par région, pour les journalistes."),
    ("Agenda", "press:events", "Les événements à venir et passés, et les calendriers à suivre."),
    ("Tour", "press:tour", "Les étapes du tour des régions."),
    ("Ressources", "press:resources", "Les documents du centre de ressources."),
)


def sections(query: Query, terms: Sequence[Term], catalogue: Catalogue) -> Found:
    return Listed(
        [
            (score(terms, [fold(title)], fold(text)), Entry(title, reverse(route), (), (text,)))
            for title, route, text in SECTIONS
        ],
        query.terms,
    )
