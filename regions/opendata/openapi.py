"""The API as OpenAPI 3.1 describes it: https://spec.openapis.org/oas/v3.1.0"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse

from regions import licence
from regions.opendata import COLLECTIONS
from regions.opendata.collection import Collection, Field, Filter
from regions.opendata.query import MAX_PAGE, MAX_PAGE_SIZE, PAGE_SIZE
from regions.sentences import DATASET_TITLE

Schema = dict[str, Any]
Taken = Callable[[Callable[[datetime], dict[str, Any]]], list[str]]

_TYPES: dict[str, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "uri": {"type": "string", "format": "uri"},
}
_NEIGHBOUR = {"type": ["string", "null"], "format": "uri"}


def description(at: datetime, site: str) -> Schema:
    """With the values that each filter takes at `at`, each asked for once."""
    taken = cache(lambda values: sorted(values(at)))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": DATASET_TITLE,
            "version": "1",
            "description": "Les chiffres publics et ce dont ils sont faits, à lire seulement.",
            "license": {"name": licence.NAME, "identifier": licence.SPDX},
        },
        "servers": [{"url": site}],
        "paths": {
            reverse("regions:api_collection", args=[one.name]): {"get": _operation(one, taken)}
            for one in COLLECTIONS.values()
        },
        "components": {"schemas": {"erreur": _problem()}},
    }


def _operation(one: Collection, taken: Taken) -> Schema:
    return {
        "operationId": one.name,
        "summary": one.title,
        "parameters": [
            *(_parameter(filter_, taken) for filter_ in one.filters),
            _number("page", "La page, depuis 1.", MAX_PAGE, 1),
            _number("taille", "Le nombre de lignes d'une page.", MAX_PAGE_SIZE, PAGE_SIZE),
        ],
        "responses": {
            "200": {
                "description": "Une page de lignes.",
                "headers": {
                    name: {"schema": {"type": "string"}} for name in ("ETag", "Access-Control-Allow-Origin")
                },
                "content": {"application/json": {"schema": _page(one)}},
            },
            "304": {"description": "Rien n'a changé depuis l'ETag donné."},
            "400": _refusal("Un filtre ou sa valeur n'existe pas."),
            "404": _refusal("Cette page n'existe pas."),
            "405": _refusal("L'API se lit seulement."),
        },
    }


def _parameter(one: Filter, taken: Taken) -> Schema:
    values = taken(one.values)
    schema: Schema = {"type": "string", **({"enum": values} if values else {})}
    return {"name": one.name, "in": "query", "description": f"{one.meaning}.", "schema": schema}


def _number(name: str, meaning: str, most: int, usual: int) -> Schema:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return {"name": name, "in": "query", "description": meaning, "schema": schema}


def _page(one: Collection) -> Schema:
    count = {"type": "integer", "minimum": 0}
    return _object(
        {
            "table": {"const": one.name},
            "titre": {"type": "string"},
            "source": {"type": "string", "format": "uri"},
            "licence": {"type": "string"},
            "total": count,
            "page": count,
            "pages": count,
            "taille": count,
            "precedente": _NEIGHBOUR,
            "suivante": _NEIGHBOUR,
            "lignes": {
                "type": "array",
                "items": _object({field.name: _field(field) for field in one.fields}),
            },
        }
    )


def _field(field: Field) -> Schema:
    schema = {**_TYPES[field.type], "description": field.meaning}
    return schema if field.filled else {**schema, "type": [schema["type"], "null"]}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _refusal(meaning: str) -> Schema:
    schema = {"$ref": "#/components/schemas/erreur"}
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}


def _problem() -> Schema:
    text = {"type": "string"}
    filters = {"type": "array", "items": _object({"filtre": text, "message": text})}
    return _object({"message": text, "filtres": filters})
