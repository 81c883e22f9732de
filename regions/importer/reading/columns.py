"""The columns that an import knows, and the names by which files call them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

COLUMNS = {
    "region": "région",
    "indicator": "indicateur",
    "survey": "enquête",
    "answer": "réponse",
    "base": "base",
    "base_status": "état de la base",
    "value": "valeur",
    "unit": "unité",
    "qualifier": "nuance",
    "respondents": "répondants",
    "count": "effectif",
    "report": "rapport",
    "source": "source",
    "certainty": "certitude",
    "note": "note",
}
REQUIRED = ("region", "indicator", "survey", "answer", "base", "value", "report", "source")
# Besides these and the English names; plurals and punctuation do not count.
_SYNONYMS = {
    "region": (
        "territoire",
        "territory",
        "code région",
        "code INSEE",
        "nom de la région",
        "region name",
    ),
    "indicator": ("variable", "intitulé de l'indicateur"),
    "survey": ("sondage", "étude", "vague", "study", "wave"),
    "answer": ("modalité", "item", "réponse proposée", "response"),
    "base": ("population", "base de répondants", "répondants (base)"),
    "base_status": ("statut de la base", "base écrite ou implicite"),
    "value": ("résultat", "pourcentage", "pct", "%", "score", "result", "percentage"),
    "unit": ("unité de mesure",),
    "qualifier": ("environ / plus de", "précision"),
    "respondents": (
        "nombre de répondants",
        "effectif de la base",
        "taille de la base",
        "n",
        "sample size",
        "sample",
    ),
    "count": ("effectif de la réponse", "nombre de réponses"),
    "report": ("publication", "rapport régional"),
    "source": ("lu dans", "document", "référence"),
    "certainty": ("fiabilité",),
    "note": ("note publique", "remarque", "commentaire", "comment"),
}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Without accents, case or doubled spaces: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _heading(text: str) -> str:
    words = re.findall(r"[a-z0-9%]+", folded(text))
    bare = [word for word in words if word != "%"] or words
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in bare)


_OWN = {_heading(name): key for key, column in COLUMNS.items() for name in (key, column)}
_CLOSE = {_heading(name): key for key, names in _SYNONYMS.items() for name in names}


@lru_cache(maxsize=65_536)
def known_as(heading: str) -> str | None:
    """The column that a heading names, by its own name or by a close one."""
    name = _heading(heading)
    return _OWN.get(name) or _CLOSE.get(name)


def recognise(headings: Mapping[int, str]) -> dict[str, int]:
    """Our columns and the places of theirs. A column's own name wins over close ones; where two headings
    name it equally well, it is left to the user."""
    own: dict[str, list[int]] = {}
    close: dict[str, list[int]] = {}
    for place, heading in headings.items():
        if key := known_as(heading):
            (own if _heading(heading) in _OWN else close).setdefault(key, []).append(place)
    claims = {key: own.get(key) or close.get(key, []) for key in COLUMNS}
    return {key: places[0] for key, places in claims.items() if len(places) == 1}


def missing(keys: Iterable[str]) -> list[str]:
    """The names of the columns that an import needs and that are not among `keys`."""
    there = set(keys)
    return [COLUMNS[key] for key in REQUIRED if key not in there]
