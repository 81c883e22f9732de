"""What keeps a release from being approved: each hole with the field to mend. Saving asks for none of it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from press import prose
from press.content import Content
from regions.dates import PARIS, moment
from regions.publication import Hole

if TYPE_CHECKING:
    from press.models import Release

HEADLINE_LENGTH = 110
UNWRITTEN = "[à écrire]"

# Words that lead nowhere for who hears only the links of a page.
EMPTY_LINKS = {
    "ici",
    "cliquez ici",
    "cliquer ici",
    "lien",
    "ce lien",
    "lire",
    "voir",
    "en savoir plus",
    "suite",
}

_RELATIVE = re.compile(
    r"\b(ce (?:soir|matin|midi|jour)|cette (?:nuit|semaine|année)|cet après-midi|aujourd['’]hui|demain|"
    r"après-demain|hier|avant-hier|(?:la semaine|le mois|l['’]année|l['’]an) (?:prochaine?|derni(?:er|ère))|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:prochain|dernier))\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:1er|\d{1,2})\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def release_holes(release: "Release", content: Content, now: datetime) -> list[Hole]:
    """Every hole of a draft, in the order of its form."""
    blocks = prose.parse(content.body)
    found = [
        *_text_holes(content, blocks),
        *_unwritten_holes(content),
        *_link_holes(blocks),
        *_date_holes(content, blocks),
        *_claim_holes(content),
        *_instant_holes(release, now),
        *_attached_holes(content),
        *_company_holes(release, content, now),
        *_event_holes(release, content, now),
        *_amendment_holes(release, content, now),
    ]
    return [Hole(release, field, message) for field, message in found]


Found = Iterator[tuple[str, str]]


def _text_holes(content: Content, blocks: list[prose.Block]) -> Found:
    if len(content.headline) > HEADLINE_LENGTH:
        yield "headline", f"Le titre a {len(content.headline)} caractères : {HEADLINE_LENGTH} au plus."
    if not content.standfirst.strip():
        yield "standfirst", "Le chapô est vide."
    if not any(block.text for block in prose.paragraphs(blocks)):
        yield "body", "Le texte est vide."
    if not content.regions:
        yield "regions", "Aucun territoire n'est choisi : prenez « France » pour une étude nationale."


def _unwritten_holes(content: Content) -> Found:
    for field in ("headline", "standfirst", "body"):
        if UNWRITTEN in getattr(content, field):
            yield field, f"Il reste « {UNWRITTEN} »."


def _link_holes(blocks: list[prose.Block]) -> Found:
    for text, href in prose.links(blocks):
        if not href.strip("#"):
            yield "body", f"Le lien « {text} » ne mène nulle part : donnez son adresse."
        elif not href.startswith(("https://", "http://", "mailto:", "/")):
            yield "body", f"Le lien « {text} » n'a pas d'adresse complète : elle commence par « https:// »."
        if not text or _bare(text) in EMPTY_LINKS:
            yield "body", f"Le lien « {text} » ne dit pas où il mène : écrivez le titre du document."


def _bare(text: str) -> str:
    """Words without their case, and what stands around them."""
    return " ".join(text.lower().split()).strip(" .:…»«›")


def _date_holes(content: Content, blocks: list[prose.Block]) -> Found:
    texts = [("headline", content.headline), ("standfirst", content.standfirst)]
    texts += [("body", block.text) for block in prose.paragraphs(blocks)]
    for field, text in texts:
        for sentence in _SENTENCE_END.split(text.replace("\u00a0", " ").replace("\u202f", " ")):
            word = _RELATIVE.search(sentence)
            if word and not _DATE.search(sentence):
                yield field, f"« {word[0]} » sera faux demain : écrivez aussi la date, dans la même phrase."


def _claim_holes(content: Content) -> Found:
    """Numbers that no figure bears, and that nobody answers for."""
    for one in content.claims:
        if not one.is_settled:
            yield one.field, f"«\u00a0{one.text}\u00a0»\u00a0: {one.verdict}."


def _instant_holes(release: "Release", now: datetime) -> Found:
    instant, report = release.next_instant(now), release.report
    if instant is None:
        yield (
            "publish_at",
            "L'instant de publication manque : donnez-le, ou choisissez un rapport qui en a un.",
        )
    if report is None:
        return
    if report.approved_at is None:
        yield "report", f"Le rapport « {report} » n'est pas approuvé : approuvez-le d'abord."
    elif instant and report.publish_at and instant < report.publish_at:
        yield "publish_at", f"Le communiqué sortirait avant son rapport « {report} »."


def _event_holes(release: "Release", content: Content, now: datetime) -> Found:
    """A release does not announce what the agenda does not."""
    event = content.event
    if event is not None and not event.is_public(max(release.next_instant(now) or now, now)):
        yield (
            "event",
            f"L'événement « {event.title} » ne sera pas dans l'agenda : publiez-le, ou ôtez-le d'ici.",
        )


def _attached_holes(content: Content) -> Found:
    for one in content.enclosed:
        if one.file.is_image and not one.alternative.strip():
            yield "attachments", f"L'image « {one.title} » n'a pas de texte de remplacement."


def _company_holes(release: "Release", content: Content, now: datetime) -> Found:
    """Figures, contacts and boilerplates, as they will be at the instant."""
    from press.models import contacts_at  # models ask for these checks

    comes_out = release.next_instant(now) or now
    instant = max(comes_out, now)
    late = [one.figure_id for one in content.cited if one.value is None]
    for citation in release.citations.filter(figure__in=late).select_related(
        "figure__region",
        "figure__question__indicator",
        "figure__question__survey",
        "figure__answer",
        "figure__base",
    ):
        yield (
            "citations",
            f"« {citation.figure} » n'a pas de valeur publique {moment(comes_out)}, instant de ce communiqué"
            " : approuvez d'abord son rapport, donnez un instant plus tardif, ou retirez ce chiffre.",
        )
    if not contacts_at(instant, content.contacts, content.regions):
        yield "contacts", "Aucun contact presse n'est joignable à cet instant : choisissez-en un."
    if not content.boilerplates:
        yield "boilerplates", "Aucun texte de référence n'est joint."
    day = instant.astimezone(PARIS).date()
    for one in release.boilerplates.select_related("boilerplate"):
        if not one.boilerplate.is_in_force(day):
            yield (
                "boilerplates",
                f"« {one.boilerplate} » n'est pas en vigueur ce jour-là : choisissez la version du jour.",
            )


def _amendment_holes(release: "Release", content: Content, now: datetime) -> Found:
    if release.current_edition(now) and not content.note_to_readers.strip():
        yield (
            "note_to_readers",
            "Ce communiqué est public : dites aux lecteurs ce que change la nouvelle version.",
        )
