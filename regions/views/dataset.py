"""All the figures at once, for a reader to take away."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from regions import jsonld, licence, rows
from regions.downloads import Table
from regions.opendata import COLLECTIONS
from regions.opendata.package import archive
from regions.publication import instant
from regions.sentences import BEFORE_USE, DATASET_TITLE, dataset_citation, dataset_day, dataset_summary
from regions.stored import made_file
from regions.views.files import table_file

FILES = {
    "csv": ("CSV", "Pour un logiciel de statistique\u00a0: virgules, point décimal, UTF-8."),
    "excel.csv": ("CSV pour Excel", "S'ouvre d'un double clic dans un Excel français."),
    "xlsx": ("XLSX", "Un classeur\u00a0: les chiffres, et une feuille qui explique les colonnes."),
    "json": ("JSON", "Pour un programme."),
}
ARCHIVE = "Toutes les tables en CSV, leur description (datapackage.json) et un guide de lecture."


class File(NamedTuple):
    name: str
    address: str
    meaning: str


def revalidated(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """With an ETag: whoever has the answer already is told so."""
    return conditional_page(cache_control(public=True, max_age=1)(view))


@require_safe
def dataset(request: HttpRequest) -> HttpResponse:
    extent = rows.extent(instant(request))
    address = request.build_absolute_uri(reverse("regions:dataset"))
    context = {
        "extent": extent,
        "summary": dataset_summary(extent),
        "changed": dataset_day(extent.changed_at) if extent.changed_at else "",
        "files": files(),
        "before_use": BEFORE_USE,
        "collections": COLLECTIONS.values(),
        "licence": licence,
        "citation": dataset_citation(extent, address, licence.NAME),
        "jsonld": jsonld.data_block(jsonld.dataset(extent, request.build_absolute_uri)),
    }
    return render(request, "regions/dataset.html", context)


def files() -> list[File]:
    found = [
        File(name, reverse("regions:dataset_data", args=[extension]), meaning)
        for extension, (name, meaning) in FILES.items()
    ]
    return [*found, File("Archive ZIP", reverse("regions:dataset_archive"), ARCHIVE)]


@require_safe
@revalidated
def dataset_data(request: HttpRequest, extension: str) -> HttpResponse:
    table = Table(
        name="donnees",
        title=DATASET_TITLE,
        address=reverse("regions:dataset"),
        rows=rows.dataset(instant(request)),
        notes=BEFORE_USE,
    )
    return table_file(request, table, extension)


@require_safe
@revalidated
def dataset_archive(request: HttpRequest) -> HttpResponse:
    site = request.build_absolute_uri("/").removesuffix("/")
    return made_file(archive(instant(request), site), "phare-donnees.zip", "application/zip")
