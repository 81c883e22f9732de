"""What stands in every line of a table: a value, its marks, its gap, its drawing.

Written without templates: a page has dozens of lines, and a template for each part took most of its time.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from regions import drawing, formats, sentences
from regions.models import Audience, BaseStatus
from regions.rows import Block, FigureRow

register = template.Library()


@register.simple_tag(takes_context=True)
def value(context: dict[str, Any], row: FigureRow) -> SafeString:
    """The value, which leads to its page unless all is under embargo; or why there is none."""
    words = sentences.value_words(row)
    if row.value is None or row.figure is None:
        return format_html('<span class="soft">{}</span>', words)
    shown = f"value audience-{row.audience.value}"
    if context.get("embargoed"):
        return format_html('<span class="{}">{}</span>', shown, words)
    return format_html('<a class="{}" href="{}">{}</a>', shown, row.figure.get_absolute_url(), words)


@register.simple_tag
def marks(
    row: FigureRow, block: Block | None = None, *, brief: bool = False, based: bool = False
) -> SafeString:
    """What a value is to be read with. `block` numbers its source and note; `brief` leaves its interval out,
    `based` what is known of its base."""
    found = []
    if respondents := sentences.respondents_words(row):
        found.append(("mark whole", respondents))
    if not brief and (interval := sentences.interval_words(row)):
        found.append(("mark whole", f"intervalle {interval}"))
    if row.figure and not based:
        found += [("mark", words) for words in _of_base(row, block)]
    if row.caution and row.value is not None:
        found.append(("mark caution", sentences.CAUTION))
    if row.uncertain:
        found.append(("mark caution", "incertain"))
    spans = [format_html('<span class="{}">{}</span>', *mark) for mark in found]
    return mark_safe("\n".join([_raised(row, block), *spans]))  # noqa: S308  # each is escaped


def _raised(row: FigureRow, block: Block | None) -> str:
    """The places of its source and note in the lists under the table."""
    if not block:
        return ""
    source = f"<sup>{row.source_number}</sup>" if block.numbers_sources and row.source_number else ""
    return source + (f"<sup>{row.note_mark}</sup>" if row.note_mark else "")


def _of_base(row: FigureRow, block: Block | None) -> list[str]:
    assert row.figure
    if row.figure.base_status == BaseStatus.UNKNOWN:
        return ["base à confirmer"]
    told = block and block.all_implied and not row.region.is_nation
    return ["base déduite"] if row.figure.base_status == BaseStatus.IMPLIED and not told else []


@register.simple_tag
def gap(row: FigureRow, block: Block | None = None) -> SafeString:
    """The gap to the nation, its verdict where the table gives any, and the nation's value."""
    own = mark_safe("")
    if row.gap:
        own = format_html('<span class="gap">{}</span>', formats.signed_points(row.gap.points))
        if block and block.shows_verdicts:
            own += format_html('<span class="mark">{}</span>', sentences.VERDICT_WORDS[row.gap.verdict])
    elif row.value is not None:
        own = mark_safe('<span class="soft">écart non calculé</span>')
    nation = sentences.value_words(row.nation) if row.nation else "non publié"
    beside = marks(row.nation, block, brief=True) if row.nation else ""
    return format_html('{}\n<span class="nation">France {}{}</span>', own, nation, beside)


@register.simple_tag
def strip(
    drawn: drawing.Strip | None, audience: Audience | None = None, *, reference: bool = False
) -> SafeString:
    """A line of a table on its axis. `audience` colours what joins two marks; `reference` draws the nation's
    place through the lines above and below."""
    pieces = ['<line class="track" x1="0" x2="100%" y1="50%" y2="50%"></line>']
    if drawn:
        pieces += _reference(drawn) if reference else []
        if drawn.bar:
            kind = f"bar audience-{drawn.marks[0].audience.value}"
            pieces.append(f'<rect class="{kind}" x="0" y="30%" width="{drawn.bar}" height="40%"></rect>')
        if drawn.span:
            pieces.append(_level(f"span audience-{audience.value}" if audience else "span", drawn.span))
        pieces += [
            f'<circle class="dot {mark.kind} audience-{mark.audience.value}" cx="{mark.x}" cy="50%" r="8">'
            "</circle>"
            for mark in drawn.marks
            if not drawn.bar or mark.kind == "doubtful"
        ]
        if drawn.whisker:
            pieces += [_level("whisker halo", drawn.whisker), _level("whisker", drawn.whisker)]
            pieces += [
                f'<line class="whisker" x1="{end}" x2="{end}" y1="32%" y2="68%"></line>'
                for end in drawn.whisker
            ]
    whole = "".join(['<svg class="strip" aria-hidden="true" focusable="false">', *pieces, "</svg>"])
    return mark_safe(whole)  # noqa: S308  # places and names of classes alone


def _reference(drawn: drawing.Strip) -> list[str]:
    return [
        f'<line class="reference" x1="{mark.x}" x2="{mark.x}" y1="-900%" y2="1000%"></line>'
        for mark in drawn.marks
        if mark.kind == "nation"
    ]


def _level(kind: str, ends: tuple[str, str]) -> str:
    return f'<line class="{kind}" x1="{ends[0]}" x2="{ends[1]}" y1="50%" y2="50%"></line>'


@register.simple_tag
def axis_head(axis: drawing.Axis, nation: FigureRow | None = None) -> SafeString:
    """The head of the column of strips: its scale, and over it the place of the nation where it has one."""
    drawn = drawing.nation_strip(nation or None)
    own = next((mark for mark in drawn.marks if mark.kind == "nation"), None) if drawn else None
    height = "2.3em" if own else "0.9em"
    ticks = "".join(f'<text class="tick" x="{one.x}" y="{height}">{one.label}</text>' for one in axis.ticks)
    if own and nation:
        words = sentences.value_words(nation)
        ticks += f'<text class="national {own.side}" x="{own.x}" y="0.9em">France {words}</text>'
    said = f'<span class="visually-hidden">Sur un axe de 0 à {axis.high.normalize():f}</span>'
    return mark_safe(f'{said}\n<svg class="axis" aria-hidden="true" focusable="false">{ticks}</svg>')  # noqa: S308
