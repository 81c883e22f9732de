"""The parts of a workbook that tell what its cells mean, and how any part is read."""

import re
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.utils.escape import unescape

from regions.importer.reading.book import UnreadableError

BROKEN = (
    "Ce classeur est incomplet ou abîmé : renvoyez-le entier, "
    "ou ouvrez-le dans un tableur et enregistrez-le de nouveau."
)


BOMB = "Ce classeur, une fois ouvert, prendrait une place démesurée : n'y laissez que le tableau à importer."
LONGEST_TEXT = 1_000_000  # characters without an element
DEEPEST = 100  # elements within elements


class Measure:
    """How many elements a workbook may still have."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise UnreadableError(BOMB)


class Part:
    """Reads one XML part of the archive: `begin(tag, attributes)` and `end(tag, text)` for each element."""

    def read(self, archive: ZipFile, name: str, measure: Measure) -> None:
        # Namespaces differ between the two variants of the standard: local names do not.
        parser = expat.ParserCreate()
        self.text: list[str] = []
        self.length = depth = 0
        parser.buffer_text = True

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise UnreadableError(BOMB)
            measure.take()
            self.text.clear()
            self.length = 0
            self.begin(local(tag), attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            self.end(local(tag))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = self._hear
        parser.StartDoctypeDeclHandler = _refuse_doctype
        with archive.open(name) as stream:
            parser.ParseFile(stream)

    def begin(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def _hear(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST_TEXT:
            raise UnreadableError(BOMB)
        self.text.append(text)

    def taken(self) -> str:
        """The text since it was last taken."""
        text = "".join(self.text)
        self.text.clear()
        return text


def plain(text: str) -> str:
    """A text as it was typed: its escapes undone, but for what no text of ours may hold."""
    return re.sub("[\x00\ud800-\udfff]", "", unescape(text))


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _refuse_doctype(*_args: object) -> None:
    raise UnreadableError(BROKEN)


class Strings(Part):
    """The texts that cells share; phonetic guides are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.phonetic = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "rPh":
            self.phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t" and not self.phonetic:
            self.parts.append(self.taken())
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.found.append(plain("".join(self.parts)))
            self.parts.clear()


class Styles(Part):
    """For each style of a cell, whether it shows a percentage or a date: "%", "d" or ""."""

    def __init__(self) -> None:
        self.formats = dict(BUILTIN_FORMATS)
        self.kinds: list[str] = []
        self.in_cells = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self.formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "cellXfs":
            self.in_cells = True
        elif tag == "xf" and self.in_cells:
            code = self.formats.get(int(attributes.get("numFmtId", 0)), "General")
            self.kinds.append("%" if "%" in code else "d" if is_date_format(code) else "")

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.in_cells = False


class Names(Part):
    """The sheets of a workbook in their order, and the parts that hold them."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.targets: dict[str, str] = {}
        self.epoch = WINDOWS_EPOCH

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = {local(key): value for key, value in attributes.items()}["id"]
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes["name"], relation, hidden))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = MAC_EPOCH
        elif tag == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]
