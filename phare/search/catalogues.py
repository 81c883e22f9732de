"""Kinds that are short enough to be folded and compared whole: regions, indicators, surveys, sections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from phare.search.kinds import Entry, Found, Listed
from phare.search.marks import spans
from phare.search.query import Query, Term
from phare.search.scores import score
from regions import rows
from regions.folding import fold
from regions.models import Answer, Audience, Figure, Indicator, Question, Region


def regions(query: Query, terms: Sequence[Term], at: datetime) -> Found:
    """By all their names; what is not the name of today is said."""
    found = []
    for region in Region.objects.all():
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

    answers: list[str] = field(default_factory=list)
    wordings: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)


def indicators(query: Query, terms: Sequence[Term], at: datetime) -> Found:
    """Those of which a value is public; those put forward come first where nothing else tells."""
    summaries = sorted(rows.catalogue(at), key=lambda one: not one.indicator.featured)
    said = _said(at)
    return Listed([_indicator(one, said[one.indicator.pk], terms) for one in summaries], query.terms)


def _indicator(summary: rows.IndicatorSummary, said: _Said, terms: Sequence[Term]) -> tuple[Any, Entry]:
    indicator = summary.indicator
    audiences = [str(audience.label) for audience in summary.audiences]
    text = [indicator.label, indicator.theme.name, *said.wordings, *said.bases, *audiences]
    found = score(terms, [fold(indicator.short_label)], "".join(map(fold, text)), map(fold, said.answers))
    texts = [indicator.label]
    if len(said.answers) > 1:
        texts.append(f"Réponses : {' ; '.join(said.answers)}")
    texts += [f"Question : {wording}" for wording in said.wordings]
    texts += [f"Base : {base}" for base in said.bases]
    return found, Entry(
        indicator.short_label,
        indicator.get_absolute_url(),
        (indicator.theme.name, ", ".join(audiences)),
        tuple(texts),
    )


def _said(at: datetime) -> dict[int, _Said]:
    """By indicator, the answers, bases and wordings of which a value is public. Three queries."""
    figures: Any = Figure.objects.published(at)
    public = figures.exclude(public_value=None).order_by()
    keys = list(public.values_list("question", "answer", "base__label").distinct())
    bases: dict[int, set[str]] = {}
    for _, answer, base in keys:
        bases.setdefault(answer, set()).add(base)
    said: dict[int, _Said] = {}
    for answer in Answer.objects.filter(pk__in=bases).order_by("order", "slug"):
        found = said.setdefault(answer.indicator_id, _Said())
        found.answers.append(answer.label)
        found.bases += sorted(bases[answer.pk].difference(found.bases))
    questions = Question.objects.filter(pk__in={question for question, _, _ in keys}).order_by("pk")
    for indicator, wording in questions.exclude(wording="").values_list("indicator", "wording"):
        if wording not in said[indicator].wordings:
            said[indicator].wordings.append(wording)
    return said


def figures(query: Query, terms: Sequence[Term], at: datetime) -> Found:
    """An indicator of one territory, asked for by words of both: none of either alone.

    Three queries; one where no territory is named, none for a single word.
    """
    if len(terms) < 2:  # a word of each
        return Listed((), query.terms)
    regions = {one.pk: one for one in Region.objects.all() if any(term.is_in(_where(one)) for term in terms)}
    if not regions:
        return Listed((), query.terms)
    public: Any = Figure.objects.published(at)
    keys = public.filter(region__in=regions).exclude(public_value=None).order_by()
    names = ("region", "question__indicator", "question__survey__audience")
    audiences: dict[tuple[int, int], list[str]] = {}
    for region, indicator, audience in keys.values_list(*names).distinct():
        audiences.setdefault((region, indicator), []).append(str(Audience(audience).label))
    indicators = Indicator.objects.in_bulk({indicator for _, indicator in audiences})
    return Listed(
        [
            _figures(regions[region], indicators[indicator], sorted(asked), terms)
            for (region, indicator), asked in sorted(audiences.items())
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


def surveys(query: Query, terms: Sequence[Term], at: datetime) -> Found:
    found = []
    for survey in rows.surveys(at):
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


def sections(query: Query, terms: Sequence[Term], at: datetime) -> Found:
    return Listed(
        [
            (score(terms, [fold(title)], fold(text)), Entry(title, reverse(route), (), (text,)))
            for title, route, text in SECTIONS
        ],
        query.terms,
    )
