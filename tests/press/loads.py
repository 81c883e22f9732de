"""The loader's files, whole or spoilt, and what a load leaves."""

from press.models import (
    Boilerplate,
    Event,
    Fact,
    Organisation,
    Page,
    PressContact,
    Release,
    Resource,
)

PLACE = "phare-grand-est"  # the one release of the fixture `folder`
REAL = [20, 6, 9, 13, 10, 5]


def spoil(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def counted():
    models = (Organisation, Event, Resource, Fact, Page, Boilerplate, PressContact, Release)
    return [model.objects.count() for model in models]
