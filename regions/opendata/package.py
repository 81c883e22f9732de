"""The archive: every collection as CSV, with its description as a Data Package and a reading guide.

https://specs.frictionlessdata.io/tabular-data-package/
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from regions import licence, rows
from regions.downloads import csv_of
from regions.jsonld import ORGANISATION
from regions.opendata import COLLECTIONS
from regions.opendata.collection import Collection, Field, Line, moment
from regions.sentences import BEFORE_USE, DATASET_TITLE, dataset_citation, dataset_summary
from regions.typography import french
from regions.zipped import BEGINNING, zipped

_FORMATS = {"uri": {"type": "string", "format": "uri"}}
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True}


@dataclass(frozen=True, slots=True)
class Filed:
    """A collection with its lines, as the archive holds it."""

    collection: Collection
    lines: list[Line]

    @property
    def name(self) -> str:
        return f"{self.collection.name}.csv"

    @property
    def content(self) -> bytes:
        return csv_of(self.collection.names, (line.values() for line in self.lines))


def archive(at: datetime, site: str) -> bytes:
    """A ZIP of all that is public at `at`, the same bytes for the same data; sixteen queries."""
    extent = rows.extent(at)
    filed = [Filed(one, one.all_lines(at, site)) for one in COLLECTIONS.values()]
    files = [
        ("LISEZ-MOI.txt", _guide(extent, filed, site)),
        ("datapackage.json", _json(descriptor(extent, filed, site))),
        *((one.name, one.content) for one in filed),
    ]
    return zipped(files, extent.changed_at or BEGINNING)


def descriptor(extent: rows.Extent, filed: list[Filed], site: str) -> dict[str, Any]:
    """The Data Package that describes the archive."""
    dated = {"created": moment(extent.changed_at)} if extent.changed_at else {}
    return {
        "profile": "tabular-data-package",
        "name": "phare",
        "title": DATASET_TITLE,
        "description": f"{dataset_summary(extent)} {' '.join(BEFORE_USE)}",
        "homepage": site + reverse("regions:dataset"),
        **dated,
        "licenses": [{"name": licence.SPDX, "title": licence.NAME, "path": licence.ADDRESS}],
        "sources": list(_sources(filed)),
        "contributors": [{"title": ORGANISATION, "path": f"{site}/", "role": "publisher"}],
        "resources": [_resource(one) for one in filed],
    }


def _sources(filed: list[Filed]) -> Iterator[dict[str, Any]]:
    reports = next(one.lines for one in filed if one.collection.name == "rapports")
    for report in reports:
        title = ", ".join(str(part) for part in (report["titre"], report["date"]) if part)
        yield {"title": title, "path": report["adresse"]}


def _resource(one: Filed) -> dict[str, Any]:
    collection = one.collection
    return {
        "profile": "tabular-data-resource",
        "name": collection.name,
        "title": collection.title,
        "path": one.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": {
            "fields": [_field(field) for field in collection.fields],
            "missingValues": [""],
            "primaryKey": list(collection.key),
            "foreignKeys": [
                {
                    "fields": list(link.fields),
                    "reference": {"resource": link.collection, "fields": list(link.named)},
                }
                for link in collection.links
            ],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    constraints = {"constraints": {"required": True}} if field.filled else {}
    kind = _FORMATS.get(field.type, {"type": field.type})
    return {"name": field.name, "description": field.meaning, **kind, **constraints}


def _guide(extent: rows.Extent, filed: list[Filed], site: str) -> bytes:
    address = site + reverse("regions:dataset")
    context = {
        "title": DATASET_TITLE,
        "summary": dataset_summary(extent),
        "address": address,
        "api": site + reverse("regions:api"),
        "before_use": BEFORE_USE,
        "filed": filed,
        "licence": licence,
        "citation": dataset_citation(extent, address, licence.NAME),
    }
    return french(render_to_string("regions/dataset_guide.txt", context)).encode()


def _json(thing: dict[str, Any]) -> bytes:
    return json.dumps(thing, ensure_ascii=False, indent=1).encode()
