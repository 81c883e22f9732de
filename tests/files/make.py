"""Makes the hard files that the import is tested with: python -m tests.files.make.

Each holds the same figures, 43 % in Bretagne and 57 % in Corse unless said otherwise, as someone might
send them. The two files that only Excel can make (password, .xls) hold the marks by which they are known.
"""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl

FOLDER = Path(__file__).parent
HEADINGS = ["Région", "Indicateur", "Enquête", "Réponse", "Base", "Valeur", "Rapport", "Source"]
THEN = datetime(2016, 5, 26)


def row(region="Bretagne", value="43", answer="Oui", **changes):
    cells = {
        "region": region,
        "indicator": "pratique",
        "survey": "entreprises-2015",
        "answer": answer,
        "base": "entreprises",
        "value": value,
        "report": "etude-2015",
        "source": "Étude nationale, p. 12",
    }
    return list((cells | changes).values())


ROWS = [row(), row("Corse", "57")]
NUMBERS = [row(value=43), row("Corse", 57)]


def text(rows, separator=";", end="\r\n", quoting=csv.QUOTE_MINIMAL):
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def book(*sheets, change=None):
    """A workbook of (name, rows), each row a list of cells; `change` may touch it before it is saved."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    made.properties.created = made.properties.modified = THEN
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    if change:
        change(made)
    stream = BytesIO()
    made.save(stream)
    return timeless(stream.getvalue())


def timeless(data, replace=None):
    """The same archive with no date in it; `replace` changes the parts that it names."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if replace and entry.filename in replace:
                part = replace[entry.filename](part)
            elif entry.filename == "docProps/core.xml":
                part = part.partition(b"<dcterms:modified")[0] + b"</cp:coreProperties>"
            new.writestr(ZipInfo(entry.filename, (2016, 5, 26, 0, 0, 0)), part, ZIP_DEFLATED)
    return stream.getvalue()


def sheet_of(rows, change=None):
    return book(("Chiffres", [HEADINGS, *rows]), change=change and (lambda made: change(made["Chiffres"])))


def percentages(sheet):
    sheet["F2"].number_format = "0%"
    sheet["F3"].number_format = "0.0%"


def hide(sheet):
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[3].hidden = True


def computed(data):
    """43 and 57 as results of formulas, which openpyxl does not write."""
    sheet = "xl/worksheets/sheet1.xml"
    formulas = {b"<v>43</v>": b"<f>40+3</f><v>43</v>", b"<v>57</v>": b"<f>100-F2</f><v>57</v>"}

    def put(part):
        for value, formula in formulas.items():
            part = part.replace(value, formula)
        return part

    return timeless(data, {sheet: put})


def merged():
    rows = [row(value=43), row(value=57, answer="Non")]
    for cells in rows[1:]:
        cells[0] = cells[1] = cells[2] = None

    def merge(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "Résultats par région"
        sheet.merge_cells("A1:H1")
        for letter in "ABC":
            sheet.merge_cells(f"{letter}3:{letter}4")

    return sheet_of(rows, merge)


def two_tables(beside):
    table = [HEADINGS, *NUMBERS]
    if beside:
        return book(("Chiffres", [[*cells, None, *cells] for cells in table]))
    return book(
        ("Chiffres", [*table, [], ["Seconde vague"], [*HEADINGS[:3], "Source", *HEADINGS[3:7]], *NUMBERS])
    )


def with_gaps():
    """A title, then a table that begins at C5, with an empty line and an empty column in it."""
    blank = [None, None]
    spread = [[*blank, *cells[:4], None, *cells[4:]] for cells in [HEADINGS, *NUMBERS]]
    note = [*blank, "Lecture : 43 % des entreprises de Bretagne."]
    return book(("Chiffres", [[], ["Résultats 2015"], [], [], spread[0], spread[1], [], spread[2], [], note]))


def wide():
    more = [f"Champ {number}" for number in range(192)]
    rows = [[*cells, *range(192)] for cells in NUMBERS]
    return book(("Chiffres", [[*HEADINGS, *more], *rows]))


def compound(stream):
    """The head and directory of a file of Excel before 2007, or of one that a password protects."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le").ljust(512, b"\0")


def files():
    table = [HEADINGS, *ROWS]
    quoted = row(source='Rapport « RSE », dit "le bleu" ; p. 12\nannexe 2')
    thin = [row(value="43\u202f%"), row("Corse\u00a0", "57\u00a0%", source="Étude\u00a0nationale")]
    hidden = book(("Lisez-moi", []), ("Chiffres", [HEADINGS, *NUMBERS]), ("Brouillon", [HEADINGS, *NUMBERS]))
    return {
        "excel-francais.csv": text([HEADINGS, row(value="43,5"), ROWS[1]]).encode("cp1252"),
        "libreoffice.csv": text(table, ",", "\n", csv.QUOTE_ALL).encode(),
        "bom.csv": text(table).encode("utf-8-sig"),
        "utf-16.csv": text(table, "\t").encode("utf-16"),
        "libreoffice.xlsx": sheet_of(NUMBERS),
        "cellules-fusionnees.xlsx": merged(),
        "formules.xlsx": computed(sheet_of(NUMBERS)),
        "formule-sans-resultat.xlsx": sheet_of([row(value=43), row("Corse", "=100-F2")]),
        "date-dans-un-nombre.xlsx": sheet_of([row(value=43), row("Corse", date(2016, 5, 7))]),
        "masques.xlsx": sheet_of(NUMBERS, hide),
        "deux-tableaux.xlsx": two_tables(beside=False),
        "deux-tableaux-cote-a-cote.xlsx": two_tables(beside=True),
        "lignes-vides.xlsx": with_gaps(),
        "200-colonnes.xlsx": wide(),
        "tronque.xlsx": sheet_of(NUMBERS)[:-900],
        "mot-de-passe.xlsx": compound("EncryptedPackage"),
        "ancien-renomme.xlsx": compound("Workbook"),
        "guillemets.csv": text([HEADINGS, quoted, ROWS[1]]).encode(),
        "insecables.csv": text([HEADINGS, *thin]).encode(),
        "pour-cent.xlsx": sheet_of([row(value=0.43), row("Corse", 0.575)], percentages),
        "pour-cent-en-texte.xlsx": sheet_of([row(value="43 %"), row("Corse", "57%")]),
        "fractions.xlsx": sheet_of([row(value=0.43), row("Corse", 0.57)]),
        "doublons.csv": text([*table, row(value="44")]).encode(),
        "anciennes-regions.csv": text([HEADINGS, row("PACA"), row("Alsace", "57")]).encode(),
        "deux-feuilles.xlsx": hidden,
    }


def main():
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
