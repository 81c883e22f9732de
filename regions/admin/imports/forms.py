"""What the import asks: a file, a sheet, columns, and how to read what was not understood."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from regions.importer import COLUMNS, Choices, Reading
from regions.importer.reading import REQUIRED, Book, TooLongError, UnreadableError, find_table, read_book

MOST_ROWS = 20_000
MOST_BYTES = 20 * 1024 * 1024
_TITLES = 100  # lines that may stand around the table
TOO_LONG = (
    "Plus de 20 000 lignes : demandez à la personne qui administre le site de lancer "
    "« manage.py import_figures FICHIER --user NOM »."
)


def open_book(data: bytes) -> Book:
    """The sheets of a file that may be imported here; ValidationError otherwise."""
    try:
        return read_book(data, most_lines=MOST_ROWS + _TITLES)
    except TooLongError as error:
        raise ValidationError(TOO_LONG) from error
    except UnreadableError as error:
        raise ValidationError(str(error)) from error


def read_sheet(book: Book, choices: Choices) -> Reading:
    """The table of the chosen sheet, as `choices` have it read; ValidationError where there is none."""
    sheet = next((sheet for sheet in book.filled if sheet.name == choices.sheet), None)
    if sheet is None:
        raise ValidationError("Cette feuille n'est pas dans le classeur, ou elle est vide.")
    try:
        table = find_table(sheet)
    except UnreadableError as error:
        raise ValidationError(str(error)) from error
    if len(table.lines) > MOST_ROWS:
        raise ValidationError(TOO_LONG)
    if not table.lines:
        raise ValidationError(f"{sheet.place}le tableau n'a aucune ligne sous ses titres de colonnes.")
    return Reading(table, choices)


class UploadForm(forms.Form):
    """`book`, `digest` and `reading`, None where the sheet is to be chosen, once it is valid."""

    file = forms.FileField(
        label="Fichier",
        widget=forms.FileInput({"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
        help_text="Un CSV ou un classeur XLSX, de 20 Mo et de 20 000 lignes au plus.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("Ce fichier dépasse 20 Mo : partagez-le en plusieurs.")
        data = file.read()
        file.seek(0)
        self.digest = sha256(data).hexdigest()
        self.book = open_book(data)
        if not self.book.filled:
            raise ValidationError("Ce fichier est vide : aucune cellule n'est remplie.")
        visible = [sheet for sheet in self.book.filled if not sheet.hidden]
        self.reading: Reading | None = None
        if len(visible) == 1 or len(self.book.filled) == 1:
            sheet = (visible or self.book.filled)[0]
            table = read_sheet(self.book, Choices(sheet=sheet.name)).table
            self.reading = Reading.recognised(table)
        return file


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label="Feuille", widget=forms.RadioSelect)

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (sheet.name, self._label(sheet)) for sheet in book.filled
        ]

    @staticmethod
    def _label(sheet: Any) -> str:
        hidden = ", masquée" if sheet.hidden else ""
        return f"{sheet.name} ({len(sheet.lines)} lignes remplies{hidden})"

    def clean_sheet(self) -> str:
        name = str(self.cleaned_data["sheet"])
        self.reading = Reading.recognised(read_sheet(self.book, Choices(sheet=name)).table)
        return name


class ColumnsForm(forms.Form):
    """For each of our columns, the one of the file; and leave to pass over the rest."""

    def __init__(self, reading: Reading, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.reading = reading
        places = [("", "–"), *((str(column.number), _told(column)) for column in reading.table.columns)]
        for key, name in COLUMNS.items():
            self.fields[key] = forms.ChoiceField(
                label=name.capitalize(),
                choices=places,
                required=key in REQUIRED,
                initial=str(reading.choices.columns.get(key, "")),
                error_messages={"required": "Choisissez la colonne du fichier."},
            )
        self.fields["ignored"] = forms.BooleanField(
            label="Laisser de côté les autres colonnes du fichier",
            required=False,
            initial=reading.choices.ignored,
        )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in COLUMNS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = {key: cleaned[key] for key in COLUMNS if cleaned.get(key)}
        for key, place in chosen.items():
            twin = next((other for other in chosen if other != key and chosen[other] == place), None)
            if twin:
                self.add_error(key, f"Cette colonne est déjà celle de « {COLUMNS[twin]} ».")
        self.choices = Choices(
            sheet=self.reading.choices.sheet,
            columns={key: int(place) for key, place in chosen.items()},
            ignored=cleaned.get("ignored", False),
        )
        others = Reading(self.reading.table, self.choices).others
        if others and not self.choices.ignored:
            more = f" et {len(others) - 5} autres" if len(others) > 5 else ""
            named = ", ".join(str(column) for column in others[:5])
            self.add_error(
                "ignored", f"Ces colonnes ne seraient pas lues : {named}{more}. Cochez pour le dire."
            )
        return cleaned


def _told(column: Any) -> str:
    sample = f" : {column.sample}…" if column.sample else " (vide)"
    return f"{column}{', masquée' if column.hidden else ''}{sample}"
