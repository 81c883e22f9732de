"""All that is public as open data: the same collections as an archive and as an API."""

from regions.opendata.catalogues import ANSWERS, BASES, INDICATORS, QUESTIONS, SURVEYS, TERRITORIES
from regions.opendata.collection import Collection
from regions.opendata.figures import FIGURES
from regions.opendata.publications import CORRECTIONS, REPORTS

COLLECTIONS: dict[str, Collection] = {
    one.name: one
    for one in (
        FIGURES,
        TERRITORIES,
        INDICATORS,
        ANSWERS,
        QUESTIONS,
        SURVEYS,
        BASES,
        REPORTS,
        CORRECTIONS,
    )
}

__all__ = ["COLLECTIONS", "Collection"]
