"""What kind of file this is, by its content and never by its name."""

from regions.importer.reading.book import Book, UnreadableError
from regions.importer.reading.csvs import decode, read_csv
from regions.importer.reading.xlsx import read_xlsx

MOST_BYTES = 100 * 1024 * 1024
# What Excel wrote before 2007, and still wraps around what a password protects.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "enregistrez-le en .xlsx ou en CSV, et recommencez."


def read_book(data: bytes, *, most_lines: int | None = None) -> Book:
    """The sheets of a CSV or XLSX file; UnreadableError otherwise, TooLongError past `most_lines` in one."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("Ce fichier dépasse 100 Mo : partagez-le en plusieurs.")
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise UnreadableError(f"Ce classeur est protégé par un mot de passe : ôtez-le, {_SAVE}")
        raise UnreadableError(f"Ce classeur est d'un ancien format (.xls), quel que soit son nom : {_SAVE}")
    if data.startswith(b"PK"):
        return read_xlsx(data, most_lines)
    if data.startswith(b"%PDF"):
        raise UnreadableError(f"Ce fichier est un PDF : ouvrez le tableau dans un tableur, {_SAVE}")
    if data.lstrip()[:1] == b"<":
        raise UnreadableError(f"Ce fichier est une page web ou du XML, pas un classeur : ouvrez-le, {_SAVE}")
    return read_csv(decode(data), most_lines)
