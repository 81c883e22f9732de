"""Small office documents, whole or spoilt, as tests need them."""

import io
import zipfile

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OOXML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OOXML}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}.presentationml.presentation.main+xml"),
}
MIMETYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in entries:
            # A date of its own, so that the same entries give the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return stream.getvalue()


def types(kind, more="", content_type=""):
    part, usual = MAIN[kind]
    return f'<Types><Override PartName="/{part}" ContentType="{content_type or usual}"/>{more}</Types>'


def office(kind, *more, index=""):
    """A document with `more` entries; `index` takes the place of its list of content types."""
    if kind in MIMETYPES:
        entries = [("mimetype", MIMETYPES[kind]), ("content.xml", "<office/>")]
        return zipped([*entries, ("META-INF/manifest.xml", index or "<manifest/>"), *more])
    entries = [("[Content_Types].xml", index or types(kind)), (MAIN[kind][0], "<main/>")]
    return zipped([*entries, *more])
