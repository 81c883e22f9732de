"""How the desk finds a row by what one types of its label."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

JOINTS = "–—-,;:.()«»'\""


class LookupAdmin(admin.ModelAdmin[Any]):
    """Rows are found by words, and chosen in lookups that say no more than they hold."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Asks for each word that was typed: signs that join the parts of a label are in no field, and the
        apostrophes of "Côte d'Azur, source d'innovation" are no quotation marks, as the stock search has it.
        """
        found, may_repeat = super().get_search_results(request, queryset, "")
        for word in filter(None, (word.strip(JOINTS) for word in search_term.split())):
            found, repeats = super().get_search_results(request, found, word)
            may_repeat |= repeats
        return found, may_repeat

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the lookup's cross for all choices, which is no item of their list: each has its own."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name in self.get_autocomplete_fields(request):
            field.widget.is_required = True
        return field
