"""What a reader of the API asked for: a collection, a page of it, and filters."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from regions.opendata.collection import Collection, Filter
from regions.sentences import listed

PAGE_SIZE = 100
MAX_PAGE_SIZE = 500
MAX_PAGE = 10**6


class WholeField(forms.Field):
    """A whole number in digits, from 1 to `most`; None where it is not given."""

    def __init__(self, most: int) -> None:
        super().__init__(required=False)
        self.most = most

    def clean(self, value: Any) -> int | None:
        if value is None:
            return None
        if value.isascii() and value.isdecimal() and len(value) < 10 and 0 < int(value) <= self.most:
            return int(value)
        raise ValidationError(f"Écrire un nombre entier, de 1 à {self.most}.")


class FilterField(forms.Field):
    """One of the values that are public at an instant, as the lookup takes it; None where none is given."""

    def __init__(self, filter_: Filter, at: datetime) -> None:
        super().__init__(required=False)
        self.filter, self.at = filter_, at

    def clean(self, value: Any) -> Any:
        if value is None:
            return None
        values = self.filter.values(self.at)
        if value in values:
            return values[value]
        known = listed(list(values)) or "aucune pour l'instant"
        raise ValidationError(f"Valeur inconnue. Celles qui existent\u00a0: {known}.")


class CollectionForm(forms.Form):
    """`collection` as it was asked for at `at`. What is not known, or said twice, is refused."""

    def __init__(self, collection: Collection, data: QueryDict, at: datetime) -> None:
        super().__init__(data)
        self.asked = data
        self.fields |= {one.name: FilterField(one, at) for one in collection.filters}
        self.fields |= {"page": WholeField(MAX_PAGE), "taille": WholeField(MAX_PAGE_SIZE)}
        self.lookups = {one.name: one.lookup for one in collection.filters}

    def problems(self) -> list[dict[str, str]]:
        """Each filter that cannot be followed, and why."""
        unknown = f"Ce filtre n'existe pas ici. Ceux qui existent\u00a0: {listed(list(self.fields))}."
        found = {name: unknown for name in self.asked if name not in self.fields}
        found |= {name: str(errors[0]) for name, errors in self.errors.items()}
        twice = {name: "Ce filtre est donné deux fois." for name, all_ in self.asked.lists() if len(all_) > 1}
        return [{"filtre": name, "message": message} for name, message in (found | twice).items()]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the database is asked."""
        cleaned = self.cleaned_data
        return {lookup: cleaned[name] for name, lookup in self.lookups.items() if cleaned[name] is not None}

    @property
    def page(self) -> int:
        return self.cleaned_data["page"] or 1

    @property
    def size(self) -> int:
        return self.cleaned_data["taille"] or PAGE_SIZE
