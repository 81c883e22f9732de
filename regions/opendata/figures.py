"""The figures: the rows of every download, with the keys of what they are made of."""

from collections.abc import Sequence
from datetime import datetime

from regions import rows
from regions.downloads import COLUMNS, record
from regions.models import Figure
from regions.opendata import public
from regions.opendata.collection import Collection, Field, Filter, Line, Link, audiences, slugs
from regions.rows import FigureRow

_TYPES = {"repondants": "integer", "adresse": "uri"} | dict.fromkeys(
    (
        "valeur",
        "intervalle_bas",
        "intervalle_haut",
        "valeur_france",
        "ecart_points",
        "ecart_bas",
        "ecart_haut",
    ),
    "number",
)
# What no figure lacks.
_FILLED = """
    cle region code_region indicateur definition public enquete etat_libelle reponse base etat_base unite
    statut certitude rapport source adresse
"""

_KEYS = (
    Field("id_region", "Le territoire : voir territoires."),
    Field("id_indicateur", "L'indicateur : voir indicateurs."),
    Field("id_enquete", "L'enquête : voir enquetes."),
    Field("id_reponse", "La réponse, parmi celles de l'indicateur : voir reponses."),
    Field("id_base", "La base : voir bases."),
    Field("id_rapport", "Le rapport qui publie le chiffre : voir rapports."),
)


def _lines(figures: Sequence[Figure], at: datetime, site: str) -> list[Line]:
    return [record(row, site) | _keys(row) for row in rows.rows_of(figures, at)]


def _keys(row: FigureRow) -> Line:
    assert row.figure is not None
    names: tuple[str, ...] = (*row.figure.slugs, row.figure.report.slug)
    return dict(zip((field.name for field in _KEYS), names, strict=True))


FIGURES = Collection(
    name="chiffres",
    title="Les chiffres publics, chacun avec sa base, sa source et son écart à la France",
    fields=(
        *(
            Field(
                column.name, column.meaning, _TYPES.get(column.name, "string"), column.name in _FILLED.split()
            )
            for column in COLUMNS
        ),
        *_KEYS,
    ),
    key=("cle",),
    public=rows.all_figures,
    lines=_lines,
    links=(
        Link(("id_region",), "territoires", ("id",)),
        Link(("id_indicateur",), "indicateurs", ("id",)),
        Link(("id_indicateur", "id_reponse"), "reponses", ("id_indicateur", "id")),
        Link(("id_indicateur", "id_enquete"), "questions", ("id_indicateur", "id_enquete")),
        Link(("id_enquete",), "enquetes", ("id",)),
        Link(("id_base",), "bases", ("id",)),
        Link(("id_rapport",), "rapports", ("id",)),
    ),
    filters=(
        Filter("region", "Un territoire", "region__slug", slugs(public.territories)),
        Filter("indicateur", "Un indicateur", "question__indicator__slug", slugs(public.indicators)),
        Filter("public", "Un public", "question__survey__audience", audiences),
        Filter("enquete", "Une enquête", "question__survey__slug", slugs(public.surveys)),
        Filter("reponse", "Une réponse", "answer__slug", slugs(public.answers)),
        Filter("base", "Une base", "base__slug", slugs(public.bases)),
        Filter("rapport", "Un rapport", "report__slug", slugs(public.reports)),
    ),
)
