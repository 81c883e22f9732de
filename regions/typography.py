"""How French text is set: spaces that do not break, guillemets, ordinals.

It is set where it is shown: what is stored, what files and the API give stays as it was written, and the
places of numbers in a text go on counting its characters. The apostrophe is the straight one, as on every
page of the site.
"""

import re
from functools import lru_cache
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from regions.formats import NARROW_NO_BREAK, NO_BREAK

# Each pattern looks at a character a bounded number of times, whatever the text: what may begin anywhere in a
# run begins at its head alone, and gives nothing back.
# What is no French: addresses of the web and of persons, code, times and ratios.
_KEPT = re.compile(
    r"""(?:https?://|www\.|mailto:)[^\s"<>«»]+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+"""
    r"""|`[^`]*`|(?<!\d)\d++(?::\d++)+|\ue000"""
)
_MASK = "\ue000"  # stands for each of these, while the rest is set
_SPACE = f"[ {NO_BREAK}{NARROW_NO_BREAK}]"
_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"

_OPENING = re.compile(r'(?<!\w)"(?=\S)')
_CLOSING = re.compile(r'(?<=\S)"(?!\w)')
_GROUPED = re.compile(rf"(?<![\d,.])[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(
    r"(?<!\d)(\d++) (?=[a-zà-öø-ÿœ€°])"
    r"(?!(?:à|aux?|avec|chez|contre|dans|des?|du|en|et|ou|par|pour|qu[ei]|sur)\b)"
)
_RULES = [
    (re.compile(r"(?<=[^\W\d_])’(?=[\w«])"), "'"),
    (re.compile(rf"«{_SPACE}*(?=\S|\Z)"), f"«{NO_BREAK}"),
    (re.compile(rf"(?<!{_SPACE}){_SPACE}*+»"), f"{NO_BREAK}»"),
    (re.compile(rf"(?<!{_SPACE}){_SPACE}++(?=[;!?%])"), NARROW_NO_BREAK),
    (re.compile(r"(?<=[\w)»])(?=[;!?](?:[\s)»]|\Z))|(?<=\d)(?=%)"), NARROW_NO_BREAK),
    (re.compile(rf"(?<!{_SPACE}){_SPACE}++(?=:)"), NO_BREAK),
    (re.compile(r"(?<=[\w)»])(?=:(?:\s|\Z))"), NO_BREAK),
    (re.compile(rf"(?<=\b[nN]°){_SPACE}*(?=\d)"), NO_BREAK),
    (re.compile(rf"(?<=\b1er) (?=(?:{_MONTH})\b)"), NO_BREAK),
    (re.compile(rf"(?<=\d{NO_BREAK}h) (?=\d\d\b)"), NO_BREAK),
]

# A tag or comment of HTML, with the quotes in it; a comment that nothing closes goes to the end.
_TAG = re.compile(r"""(<!--.*?(?:-->|\Z)|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_SHORT = 300  # characters of what is worth keeping once it is set
_NAME = re.compile(r"<(/?)(\w+)")
_VERBATIM = {"code", "kbd", "pre", "samp", "script", "style", "textarea"}
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3})(ers?|res?|es?)(?!\w)")


def french(text: str) -> str:
    """Plain text as French sets it. Set again, it stays the same; only spaces, quotes and apostrophes change.

    Narrow no-break spaces stand before ; ! ? % and between thousands, no-break ones before : and within « »,
    between a number and what it counts, in dates, after n°; straight quotes around words become « ».
    """
    kept = _KEPT.findall(text)
    words = "\n".join(map(_quoted, _KEPT.sub(_MASK, text).split("\n")))
    words = _GROUPED.sub(lambda found: re.sub(_SPACE, NARROW_NO_BREAK, found[0]), words)
    words = _COUNTED.sub(_with_what_it_counts, words)
    for pattern, put in _RULES:
        words = pattern.sub(put, words)
    restored = iter(kept)
    return re.sub(_MASK, lambda _: next(restored), words)


def _quoted(line: str) -> str:
    """Straight quotes that open and close on a line, one pair within another, as guillemets."""
    pieces, waiting = list(line), list[int]()
    for found in re.finditer('"', line):
        here = found.start()
        if (
            waiting
            and here - waiting[-1] > 1
            and _OPENING.match(line, waiting[-1])
            and _CLOSING.match(line, here)
        ):
            pieces[waiting.pop()], pieces[here] = f"«{NO_BREAK}", f"{NO_BREAK}»"
        else:
            waiting.append(here)
    return "".join(pieces)


def _with_what_it_counts(found: re.Match[str]) -> str:
    return found[0] if _YEAR.fullmatch(found[1]) else f"{found[1]}{NO_BREAK}"


def french_html(html: str) -> SafeString:
    """The same for HTML that is safe already, with ordinals as 1<sup>er</sup>.

    Words between tags are set, tags stay as they are, code too.
    """
    pieces, verbatim, raised = [], 0, 0
    for index, piece in enumerate(_TAG.split(html)):
        if index % 2 == 0:
            pieces.append(piece if verbatim else _words(piece, raised == 0))
            continue
        if name := _NAME.match(piece):
            step = -1 if name[1] else 1
            verbatim = max(0, verbatim + step * (name[2].lower() in _VERBATIM))
            raised = max(0, raised + step * (name[2].lower() == "sup"))
        pieces.append(piece)
    return mark_safe("".join(pieces))  # noqa: S308  # safe HTML, of which only escaped words have changed


def _words(html: str, raises: bool) -> str:
    return _short_words(html, raises) if len(html) < _SHORT else _set_words(html, raises)


@lru_cache(maxsize=4096)
def _short_words(html: str, raises: bool) -> str:
    """Pages say the same labels again and again."""
    return _set_words(html, raises)


def _set_words(html: str, raises: bool) -> str:
    text = french(unescape(html))
    if not raises:
        return escape(text)
    kept = [*_KEPT.findall(text), ""]
    between = (_ORDINAL.sub(r"\1<sup>\2</sup>", escape(words)) for words in _KEPT.split(text))
    return "".join(words + escape(one) for words, one in zip(between, kept, strict=True))
