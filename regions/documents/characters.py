"""Words made fit for print: only characters that the embedded fonts hold."""

import re
import unicodedata

# Characters that the fonts inside typst hold (Libertinus Serif, New Computer Modern, DejaVu Sans Mono);
# a test sets each of them. PDF/UA refuses a document with one that no font holds.
KNOWN = (
    (0x0020, 0x007E),
    (0x00A0, 0x04FF),
    (0x05D0, 0x05EA),
    (0x0621, 0x063A),
    (0x0640, 0x0652),
    (0x0660, 0x0669),
    (0x1D00, 0x1DBF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x2027),
    (0x202F, 0x2040),
    (0x2070, 0x209C),
    (0x20A0, 0x20C0),
    (0x2122, 0x2122),
    (0x2126, 0x2151),
    (0x2190, 0x23FF),
    (0x2500, 0x2606),
    (0xFB00, 0xFB06),
)
UNKNOWN = "\ufffd"  # shown in the place of a character that cannot be
_PLAIN = re.compile(
    "[^\n -~\u00a0-\u00ff\u0152\u0153\u0178\u2013\u2014\u2018-\u201d\u2026\u202f\u20ac\u2212]"
)


def is_known(sign: str) -> bool:
    code = ord(sign)
    return unicodedata.category(sign) != "Cn" and any(first <= code <= last for first, last in KNOWN)


def printable(text: str) -> str:
    """Without control characters, composed, `UNKNOWN` where the fonts hold nothing; lines stay."""
    composed = unicodedata.normalize("NFC", re.sub("\r\n?|[\u2028\u2029]", "\n", text))
    return "".join(
        sign if sign == "\n" or is_known(sign) else " " if sign == "\t" else UNKNOWN
        for sign in composed
        if sign in "\n\t" or (unicodedata.category(sign) != "Cc" and not _turns(sign))
    )


def shows(text: str) -> bool:
    """Whether any ink is left of a text in print: PDF/UA refuses a heading without."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in printable(text))


def plainest(text: str) -> str:
    """With nothing but what French is written in: for words that the fonts hold and cannot set together."""
    return _PLAIN.sub(UNKNOWN, text)


def breakable(text: str, length: int) -> str:
    """A word longer than `length` may be cut there: a zero-width space shows where."""
    return re.sub(rf"(\S{{{length}}})(?=\S)", "\\1\u200b", text)


def _turns(sign: str) -> bool:
    """Whether a sign changes the direction in which others are read: words could show as others."""
    return "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"
