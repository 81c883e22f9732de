"""The collections of what was published, and of what was corrected since."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from regions import rows
from regions.models import Correction, Report, ReportKind
from regions.opendata import public
from regions.opendata.catalogues import ADDRESS, ID
from regions.opendata.collection import Collection, Field, Filter, Line, Link, moment, names, slugs


def _reports(found: Sequence[Report], at: datetime, site: str) -> list[Line]:
    return [
        {
            "id": one.slug,
            "titre": one.title,
            "nature": one.get_kind_display(),
            "id_region": one.region.slug,
            "region": one.region.name,
            "rang": one.rank,
            "date": one.released.iso or None,
            "document": site + reverse("regions:report_document", args=[one.slug])
            if one.has_document(at)
            else None,
            "adresse": site + one.get_absolute_url(),
        }
        for one in found
    ]


REPORTS = Collection(
    name="rapports",
    title="Les publications d'où viennent les chiffres",
    fields=(
        ID,
        Field("titre", "Son titre."),
        Field("nature", "Étude nationale ou rapport régional."),
        Field("id_region", "Le territoire : voir territoires."),
        Field("region", "Le nom du territoire."),
        Field("rang", "4 pour le 4e rapport régional, s'il est connu.", "integer", False),
        Field("date", "Parution, autant qu'elle est connue : 2016-05-26, 2016-11, 2016-H2.", filled=False),
        Field("document", "Le rapport en PDF, s'il est disponible.", "uri", False),
        ADDRESS,
    ),
    key=("id",),
    public=public.reports,
    lines=_reports,
    links=(Link(("id_region",), "territoires", ("id",)),),
    filters=(
        Filter("region", "Un territoire", "region__slug", slugs(public.territories)),
        Filter("nature", "national ou regional", "kind", names(ReportKind.values)),
    ),
)


def _corrections(found: Sequence[Correction], at: datetime, site: str) -> list[Line]:
    return [
        {
            "id": change.pk,
            "cle": change.figure.key,
            "instant": moment(change.at),
            "avant": change.before,
            "apres": change.after,
            "raison": change.reason,
            "adresse": f"{site}{change.figure.get_absolute_url()}#rectificatif-{change.pk}",
        }
        for change in rows.changes(found)
    ]


CORRECTIONS = Collection(
    name="rectificatifs",
    title="Les chiffres publiés qui ont changé, le dernier d'abord",
    fields=(
        Field("id", "Son numéro.", "integer"),
        Field("cle", "Le chiffre rectifié : voir chiffres."),
        Field("instant", "Quand la nouvelle valeur est parue.", "datetime"),
        Field("avant", "La valeur d'avant ; vide si rien n'était publié.", "number", False),
        Field("apres", "La nouvelle valeur.", "number"),
        Field("raison", "Ce qui était faux, et pourquoi."),
        Field("adresse", "Le rectificatif, à la page du chiffre.", "uri"),
    ),
    key=("id",),
    public=rows.public_corrections,
    lines=_corrections,
    links=(Link(("cle",), "chiffres", ("cle",)),),
    filters=(
        Filter("region", "Un territoire", "figure__region__slug", slugs(public.territories)),
        Filter("indicateur", "Un indicateur", "figure__question__indicator__slug", slugs(public.indicators)),
    ),
)
