"""Two versions of a release, part by part."""

from press import prose
from press.content import Content
from regions.differences import Change, lines, paragraphs


def compare(old: Content, new: Content) -> list[Change]:
    """The parts of which the words differ, in the order of the page; an empty list where none do."""
    changes = []
    for (label, before), (_, after) in zip(_parts(old), _parts(new), strict=True):
        if before != after:
            changes.append(Change(label, tuple(paragraphs(before, after))))
    return changes


def _parts(content: Content) -> list[tuple[str, list[str]]]:
    return [
        ("Titre", [content.headline]),
        ("Chapô", lines(content.standfirst)),
        ("Lieu et date", lines(", ".join(filter(None, (content.place, content.date_words))))),
        ("Texte", [block.text for block in prose.paragraphs(prose.parse(content.body))]),
        ("Remis à", lines(content.recipients)),
        ("Porte-parole", lines(content.spokesperson)),
        ("Territoires", [str(region) for region in content.regions]),
        ("Rapport", lines(content.report_title)),
        ("Événement", lines(content.event_words)),
        ("Organismes", [str(one) for one in content.organisations]),
        (
            "Textes de référence",
            [line for one in content.boilerplates for line in (one.title, *lines(one.text))],
        ),
        ("Pièces jointes", [f"{one.title} ({one.file.name})" for one in content.enclosed]),
    ]
