"""What search engines read in a page: schema.org's Dataset, and the pieces that both apps share."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from regions import licence, rows, sentences
from regions.downloads import FORMATS

ORGANISATION = "Phare, observatoire des partenariats"

_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}

Address = Callable[[str], str]


def data_block(thing: dict[str, Any]) -> SafeString:
    """JSON-LD, for a data block: nothing in it can end the block, or be read as markup."""
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(_MARKUP))  # noqa: S308  # <, > and & are escaped


def dataset(extent: rows.Extent, absolute: Address) -> dict[str, Any]:
    """All the public figures; `absolute` makes the address of a path."""
    files = [
        *(
            (form.content_type, reverse("regions:dataset_data", args=[name]))
            for name, form in FORMATS.items()
        ),
        ("application/zip", reverse("regions:dataset_archive")),
    ]
    return {
        **_dataset(sentences.DATASET_TITLE, sentences.dataset_summary(extent), absolute),
        "url": absolute(reverse("regions:dataset")),
        "spatialCoverage": _place("France"),
        "distribution": _distribution(files, absolute),
        **(
            {"dateModified": localtime(extent.changed_at).isoformat(timespec="seconds")}
            if extent.changed_at
            else {}
        ),
    }


def indicator_dataset(figures: rows.IndicatorFigures, absolute: Address) -> dict[str, Any]:
    """One indicator in every territory that has a value of it."""
    indicator = figures.indicator
    files = [
        (form.content_type, reverse("regions:indicator_data", args=[indicator.slug, name]))
        for name, form in FORMATS.items()
    ]
    description = f"{indicator.label}. Chaque valeur est donnée avec sa base, son enquête et sa source."
    return {
        **_dataset(indicator.short_label, description, absolute),
        "url": absolute(indicator.get_absolute_url()),
        "isPartOf": {
            "@type": "Dataset",
            "name": sentences.DATASET_TITLE,
            "url": absolute(reverse("regions:dataset")),
        },
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.label,
            "unitText": indicator.get_unit_display(),
        },
        "spatialCoverage": [_place(region.name) for region in figures.territories],
        "distribution": _distribution(files, absolute),
    }


def _dataset(name: str, description: str, absolute: Address) -> dict[str, Any]:
    organisation = {"@type": "Organization", "name": ORGANISATION, "url": absolute("/")}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "inLanguage": "fr",
        "license": licence.ADDRESS,
        "isAccessibleForFree": True,
        "creator": organisation,
        "publisher": organisation,
    }


def _place(name: str) -> dict[str, str]:
    return {"@type": "Place", "name": name}


def _distribution(files: Iterable[tuple[str, str]], absolute: Address) -> list[dict[str, str]]:
    return [
        {"@type": "DataDownload", "encodingFormat": kind.partition(";")[0], "contentUrl": absolute(path)}
        for kind, path in files
    ]
