"""Rich text: what it may hold, and how it is read.

The editor, the sanitiser and every form that a text takes (page, PDF, plain text) know the same few
things: paragraphs, two levels of headings, lists, quotes, rules; strong, emphasis, superscript, links.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from django.core.validators import RegexValidator
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django_prose_editor.fields import create_sanitizer

if TYPE_CHECKING:
    from press.marks import Mark

# The allow-list of the sanitiser is made of the editor's extensions.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}
DEEPEST = 6  # lists within lists; what is nested deeper is read at this depth

_sanitise = create_sanitizer(EXTENSIONS)

# A paste may bring characters that nobody sees, and that feeds and files cannot hold.
VISIBLE = RegexValidator(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]",
    "Ce texte contient un caractère de contrôle invisible : retapez le passage collé.",
    inverse_match=True,
)

Kind = Literal["paragraph", "heading", "bullets", "numbers", "item", "quote", "rule"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one appearance; `href` is empty where they are no link, `text` is a new line for a break."""

    text: str
    strong: bool = False
    em: bool = False
    sup: bool = False
    href: str = ""
    mark: "Mark | None" = None


@dataclass(slots=True)
class Block:
    """A paragraph or heading with its runs; a list with its items; an item or a quote with its blocks.

    `level` is that of a heading, or the first number of a numbered list.
    """

    kind: Kind
    level: int = 0
    runs: list[Run] = field(default_factory=list)
    blocks: "list[Block]" = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()


def sanitised(html: str) -> SafeString:
    """HTML with nothing but what the editor makes."""
    clean: str = _sanitise(html)
    return mark_safe(clean)  # noqa: S308  # nh3 has let through what the allow-list holds, and no more


def parse(html: str) -> list[Block]:
    """The blocks of a text, sanitised first; a stray run of words is a paragraph."""
    reader = _Reader()
    reader.feed(sanitised(html))
    reader.close()
    return _filled(reader.root.blocks)


def _filled(blocks: list[Block]) -> list[Block]:
    """Without what holds no words; the tree is at most twice DEEPEST deep."""
    for block in blocks:
        block.blocks = _filled(block.blocks)
    return [block for block in blocks if block.kind == "rule" or block.blocks or block.text]


def paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block that holds words, in reading order."""
    for block in blocks:
        if block.runs:
            yield block
        yield from paragraphs(block.blocks)


def links(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    """The words and address of each link."""
    found: list[tuple[str, str]] = []
    for block in paragraphs(blocks):
        previous = ""
        for run in block.runs:
            if run.href and run.href == previous:
                found[-1] = (found[-1][0] + run.text, run.href)
            elif run.href:
                found.append((run.text, run.href))
            previous = run.href
    return [(text.strip(), href) for text, href in found]


def plain_text(blocks: Iterable[Block]) -> str:
    """As an e-mail shows it: empty lines between blocks, marks before items, addresses after links."""
    return "\n\n".join(_plain(block) for block in blocks)


def rewrite(block: Block, start: int, end: int, words: str) -> None:
    """Put `words` in the place of characters `start` to `end` (exclusive) of the block's text.

    They look, and lead, as the first of these characters did; inserted, as the one before.
    """
    raw = "".join(run.text for run in block.runs)
    offset = len(raw) - len(raw.lstrip())
    first, last = start + offset, end + offset
    while last > first and words and raw[last - 1] == words[-1]:
        last, words = last - 1, words[:-1]  # what stays keeps its own look
    look = max(first - (first == last), 0)
    runs, at = [], 0
    for run in block.runs:
        stop = at + len(run.text)
        new = words if at <= look < stop else ""
        text = run.text[: max(0, first - at)] + new + run.text[max(0, last - at) :]
        runs += [replace(run, text=text)] if text else []
        at = stop
    block.runs = runs


def absolute(blocks: Iterable[Block], site: str) -> list[Block]:
    """The same, with the addresses of our own pages written in full: `site` is "https://phare.example.org"."""

    def full(run: Run) -> Run:
        return replace(run, href=site + run.href) if run.href.startswith("/") else run

    return [
        replace(block, runs=[full(run) for run in block.runs], blocks=absolute(block.blocks, site))
        for block in blocks
    ]


def html(blocks: Iterable[Block]) -> str:
    """The blocks as the editor writes them, to be stored, or shown by `sanitised` like any stored text."""
    return "".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    inner = line_html(block.runs) + "".join(_html(one) for one in block.blocks)
    if block.kind == "rule":
        return "<hr>"
    if block.kind == "numbers" and block.level != 1:
        return f'<ol start="{block.level}">{inner}</ol>'
    tag = f"h{block.level}" if block.kind == "heading" else _TAGS[block.kind]
    return f"<{tag}>{inner}</{tag}>"


def line_html(runs: Iterable[Run]) -> str:
    """Words without a block around them."""
    return "".join(
        _leading(mark, list(some)) if mark else "".join(_marked(run) for run in some)
        for mark, some in groupby(runs, key=attrgetter("mark"))
    )


def _leading(mark: "Mark", runs: list[Run]) -> str:
    """A marked number: a link to its entry in the list; within another link, no link of its own."""
    order, linked = mark.order, any(run.href for run in runs)
    tag, leads = ("span", "") if linked else ("a", f' href="#chiffre-{order}" aria-describedby="dit-{order}"')
    told, inner = escape(mark.told), "".join(_marked(run) for run in runs)
    return f'<{tag} class="number-mark" id="nombre-{order}"{leads} data-told="{told}">{inner}</{tag}>'


def _marked(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    for tag, on in (("sup", run.sup), ("em", run.em), ("strong", run.strong)):
        text = f"<{tag}>{text}</{tag}>" if on else text
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text


def _plain(block: Block, indent: str = "") -> str:
    if block.kind in ("bullets", "numbers"):
        return "\n".join(
            _item(item, f"{number}. " if block.kind == "numbers" else "– ", indent)
            for number, item in enumerate(block.blocks, block.level)
        )
    if block.kind == "quote":
        inner = "\n\n".join(_plain(one, indent) for one in block.blocks)
        return f"{indent}« {inner.strip()} »" if not inner.strip().startswith("«") else inner
    if block.kind == "rule":
        return f"{indent}* * *"
    return indent + _words(block.runs)


def _item(item: Block, mark: str, indent: str) -> str:
    first, *others = item.blocks or [Block("paragraph")]
    lines = [indent + mark + _plain(first).lstrip()]
    lines += [_plain(one, indent + "  ") for one in others]
    return "\n".join(lines)


def _words(runs: Iterable[Run]) -> str:
    return "".join(f"{run.text} ({run.href})" if _tells(run) else run.text for run in runs).strip()


def _tells(run: Run) -> bool:
    """Whether the address of a link says something outside of our pages that the words do not."""
    return run.href not in ("", run.text) and not run.href.startswith(("/", "#"))


_BLOCKS: dict[str, Kind] = {
    "p": "paragraph",
    "h2": "heading",
    "h3": "heading",
    "ul": "bullets",
    "ol": "numbers",
    "li": "item",
    "blockquote": "quote",
}
_TAGS = {kind: tag for tag, kind in _BLOCKS.items()}
_MARKS = {"strong": "strong", "em": "em", "sup": "sup"}
_HOLDS_WORDS = ("paragraph", "heading")


def _level(tag: str, attributes: dict[str, str | None]) -> int:
    """2 or 3 for a heading, the first number for a numbered list, else 0."""
    if tag == "ol":
        start = attributes.get("start") or "1"
        return int(start) if start.isdecimal() and len(start) < 5 else 1
    return int(tag[1]) if tag in ("h2", "h3") else 0


class _Reader(HTMLParser):
    """Builds the tree without recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Block("quote")
        self.open: list[tuple[str, Block]] = [("", self.root)]
        self.marks = dict.fromkeys(_MARKS.values(), 0)
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.marks[_MARKS[tag]] += 1
        elif tag == "a":
            self.hrefs.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self._words("\n")
        elif tag == "hr":
            self._parent().blocks.append(Block("rule"))
        elif tag in _BLOCKS:
            block = Block(_BLOCKS[tag], level=_level(tag, dict(attrs)))
            parent = self._parent()
            if parent.kind in ("bullets", "numbers") and block.kind != "item":
                item = Block("item")
                parent.blocks.append(item)
                parent = item
            parent.blocks.append(block)
            if len(self.open) <= 2 * DEEPEST:
                self.open.append((tag, block))

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self.marks[_MARKS[tag]] = max(0, self.marks[_MARKS[tag]] - 1)
        elif tag == "a" and self.hrefs:
            self.hrefs.pop()
        elif len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() or self.open[-1][1].kind in _HOLDS_WORDS:
            self._words(data)

    def _parent(self) -> Block:
        """Where a block goes: words hold none."""
        return next(block for _, block in reversed(self.open) if block.kind not in _HOLDS_WORDS)

    def _words(self, text: str) -> None:
        block = self.open[-1][1]
        if block.kind not in _HOLDS_WORDS:
            if not block.blocks or block.blocks[-1].kind != "paragraph":
                block.blocks.append(Block("paragraph"))
            block = block.blocks[-1]
        block.runs.append(
            Run(
                text,
                strong=bool(self.marks["strong"]),
                em=bool(self.marks["em"]),
                sup=bool(self.marks["sup"]),
                href=self.hrefs[-1] if self.hrefs else "",
            )
        )
