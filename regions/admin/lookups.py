"""How the desk finds a row by what one types of its label."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest

JOINTS = "–—-,;:.()«»'\""


class _Known(AutocompleteMixin):
    """A refused form shows what was sent again: of that, the stock lookup asks the database also for what is
    no key."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        keys = [one for one in map(str, value) if one.isascii() and one.isdecimal() and len(one) < 19]
        return super().optgroups(name, keys, attrs)


class _One(_Known, AutocompleteSelect):
    pass


class _Several(_Known, AutocompleteSelectMultiple):
    pass


class Lookups(BaseModelAdmin[Any]):
    """Rows that a form refers to are chosen in lookups that say no more than they hold."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = _One(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the lookup's cross for all choices, which is no item of their list: each has its own."""
        if db_field.name not in self.get_autocomplete_fields(request):
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        kwargs["widget"] = _Several(db_field, self.admin_site)
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.widget.is_required = True
        return field


class LookupAdmin(Lookups, admin.ModelAdmin[Any]):
    """Rows are found by words."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Asks for each word that was typed: signs that join the parts of a label are in no field, and the
        apostrophes of "Côte d'Azur, source d'innovation" are no quotation marks, as the stock search has it.
        """
        found, may_repeat = super().get_search_results(request, queryset, "")
        for word in filter(None, (word.strip(JOINTS) for word in search_term.split())):
            found, repeats = super().get_search_results(request, found, word)
            may_repeat |= repeats
        return found, may_repeat
