import io
import warnings

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from press.models import Attachment
from press.uploads import MAX_SIZE, extension, stripped, validate_enclosure, validate_image
from tests.factories import make_attachment, make_organisation, make_release, png
from tests.regions.pdfs import PDF

EXPECTED = "Une image (PNG, JPEG, WebP) ou un PDF est attendu."


def picture(mode="RGB", form="PNG", size=(8, 6), colour=None, **options):
    stream = io.BytesIO()
    Image.new(mode, size, colour or 0).save(stream, form, **options)
    return stream.getvalue()


def animated(form):
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, form, save_all=True, append_images=frames[1:])
    return stream.getvalue()


def refusal(data, name="a.png", validate=validate_enclosure):
    with pytest.raises(ValidationError) as error:
        validate(SimpleUploadedFile(name, data))
    return error.value.messages[0]


def kept(data):
    """The picture that is stored of these bytes."""
    file = SimpleUploadedFile("a.png", data)
    validate_enclosure(file)
    return Image.open(io.BytesIO(stripped(file).read()))


# What is let in


@pytest.mark.parametrize(
    ("data", "kind"),
    [(picture(), "png"), (picture(form="JPEG"), "jpg"), (picture(form="WEBP"), "webp"), (PDF, "pdf")],
)
@pytest.mark.parametrize("name", ["a.png", "a.exe", "a", "a.pdf.html"])
def test_file_is_known_by_its_content_whatever_its_name(data, kind, name):
    file = SimpleUploadedFile(name, data)
    validate_enclosure(file)
    assert (extension(file), stripped(file).name) == (kind, f"fichier.{kind}")


OTHERS = [b"", picture(form="GIF"), b"MZ" + bytes(99), b"PK\3\4" + bytes(99), picture(form="TIFF")]
OTHERS += [b"<html><script>x</script>", b" " * 2000 + b"<svg/>", b"\x89PNG\r\n\x1a\n", b" " + PDF]


@pytest.mark.parametrize("data", OTHERS)
def test_what_is_no_picture_and_no_pdf_is_refused(data):
    assert refusal(data) == f"Ce fichier n'est pas lisible. {EXPECTED}"


@pytest.mark.parametrize(
    "data", [b"<svg onload='alert(1)'/>", b"<?xml version='1.0'?>\n<!-- c --><SVG></SVG>"]
)
def test_svg_is_refused_with_its_reason(data):
    assert refusal(data) == f"Un dessin SVG peut cacher un programme : il est refusé. {EXPECTED}"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_truncated_picture_is_refused(form):
    data = picture(form=form, size=(300, 300), colour="red", **({"lossless": True} if form == "WEBP" else {}))
    assert "pas lisible" in refusal(data[: len(data) // 2])


def test_pdf_is_no_logo():
    assert "Une image PNG, JPEG ou WebP est attendue." in refusal(PDF, validate=validate_image)


def test_file_beyond_20_mo_is_refused_before_it_is_read():
    assert refusal(PDF + bytes(MAX_SIZE)) == "Ce fichier dépasse 20 Mo : réduisez-le."
    validate_enclosure(SimpleUploadedFile("a.pdf", PDF + bytes(MAX_SIZE - len(PDF))))


@pytest.mark.parametrize("side", [8000, 14000])
def test_small_file_of_too_many_pixels_is_refused(side):
    bomb = picture("1", size=(side, side))
    assert len(bomb) < 30_000
    assert refusal(bomb) == "Cette image dépasse 50 millions de pixels : réduisez-la."


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_animated_picture_is_refused_rather_than_cut(form):
    assert refusal(animated(form)) == "Cette image est animée : une image fixe est attendue."


# What is kept of it


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_hidden_data_of_a_picture_is_gone(form):
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = "Légende", "Appareil secret"
    exif.get_ifd(0x8825)[1] = "N"
    options = {"exif": exif} | ({"comment": b"Commentaire secret"} if form == "JPEG" else {})
    found = kept(picture(form=form, **options))
    assert (dict(found.getexif()), "comment" in found.info, "xmp" in found.info) == ({}, False, False)


def test_what_hides_behind_the_end_of_a_picture_is_gone():
    file = SimpleUploadedFile("a.png", picture() + b"<script>alert(1)</script>PK\3\4")
    validate_enclosure(file)
    assert b"script" not in stripped(file).read()


def test_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert kept(picture(form="JPEG", exif=exif)).size == (6, 8)


@pytest.mark.parametrize("data", [b"garbage", b"MM\0*\0\0\0\x08\xff\xff" + b"\1\x12\0\3\0\0\0\1\0\6\0\0" * 3])
def test_broken_hidden_data_does_not_keep_a_picture_out(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow says that they are broken
        assert kept(picture(form="JPEG", exif=b"Exif\0\0" + data)).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "I;16"])
def test_picture_keeps_its_mode_and_its_pixels(mode):
    data = picture(mode, colour=(9, 8, 7, 6)[: len(Image.new(mode, (1, 1)).getbands())] if mode != "1" else 1)
    before, after = Image.open(io.BytesIO(data)), kept(data)
    assert (after.mode, after.tobytes()) == (before.mode, before.tobytes())


def test_picture_for_print_keeps_its_four_colours_and_its_profile():
    found = kept(picture("CMYK", "JPEG", colour=(10, 20, 30, 40), icc_profile=b"profil"))
    assert (found.mode, found.info["icc_profile"]) == ("CMYK", b"profil")


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (255, 0, 0)), ("L", 7), ("P", 0), ("1", 0)])
def test_transparent_colour_stays_transparent(mode, colour):
    found = kept(picture(mode, colour=colour, transparency=colour))
    assert found.convert("RGBA").getpixel((0, 0))[3] == 0


def test_palette_gives_way_to_its_colours():
    assert kept(picture("P")).mode == "RGB"


def test_picture_of_a_telephone_with_another_behind_it_is_a_jpeg():
    assert (kept(animated("MPO")).format, getattr(kept(animated("MPO")), "n_frames", 1)) == ("JPEG", 1)


# Its name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Carte de l'été.PNG", "carte-de-lete.png"),
        ("../../etc/passwd", "passwd.png"),
        ("..\\..\\x.png", "x.png"),
        ("a\0b\r\nc.png", "ab-c.png"),
        ("图.png", "fichier.png"),
        (".png", "png.png"),
        ('x"; filename="y.html', "x-filenamey.png"),
        ("a" * 255, "a" * 80 + ".png"),
    ],
)
def test_name_for_the_reader_is_plain(given, name):
    attachment = make_attachment(make_release(figures=[], report=None), name=given)
    assert attachment.name == name
    assert attachment.file.name.startswith("communiques/")
    assert attachment.file.name.endswith(".png")


def test_framework_keeps_paths_and_unprintable_signs_out_of_names():
    assert [SimpleUploadedFile(name, b"").name for name in ("../../a.png", "/etc/a.png")] == [
        "a.png",
        "a.png",
    ]
    assert len(SimpleUploadedFile("a" * 400 + ".png", b"").name) == 255


@pytest.mark.django_db
def test_names_of_a_release_are_never_used_twice():
    release = make_release(figures=[], report=None)
    first = make_attachment(release, name="a.png")
    first.take_out()
    names = [make_attachment(release, name=name).name for name in ("a.png", "A.PNG", "a" * 99, "a" * 99)]
    assert names == ["a-2.png", "a-3.png", "a" * 80 + ".png", "a" * 78 + "-2.png"]


@pytest.mark.django_db
def test_other_file_is_another_attachment():
    release = make_release(figures=[], report=None)
    first = make_attachment(release, name="carte.png")
    changed = Attachment.objects.get(pk=first.pk)
    changed.file = ContentFile(png(9, 9), name="carte.png")
    changed.save()
    assert [(one.name, one.removed) for one in release.attachments.order_by("pk")] == [
        ("carte.png", True),
        ("carte-2.png", False),
    ]
    assert Attachment.objects.get(pk=first.pk).file.name == first.file.name


@pytest.mark.django_db
def test_form_says_what_is_wrong_with_the_file():
    attachment = Attachment(release=make_release(figures=[], report=None), title="Titre")
    attachment.file = SimpleUploadedFile("a.svg", b"<svg/>")
    with pytest.raises(ValidationError) as error:
        attachment.full_clean()
    assert error.value.message_dict["file"] == [
        f"Un dessin SVG peut cacher un programme : il est refusé. {EXPECTED}"
    ]


@pytest.mark.django_db
def test_logo_is_rid_of_its_hidden_data_too():
    exif = Image.Exif()
    exif[0x0110] = "Appareil secret"
    logo = ContentFile(picture(form="JPEG", exif=exif), name="logo.jpg")
    organisation = make_organisation(logo=logo, logo_terms="Usage éditorial")
    with organisation.logo.open() as stream:
        assert b"Appareil secret" not in stream.read()
