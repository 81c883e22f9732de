"""Regions, surveys, bases, indicators, answers and questions: what figures refer to."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from regions.admin.versions import VersionedAdmin
from regions.models import Answer, Base, Figure, Indicator, Question, Region, Survey, Theme
from regions.publication import instant


class FixedOnceUsed(VersionedAdmin):
    """Freezes keys after the first save, and what gives public figures their meaning once there are some.

    `fixed` never changes, since files name things by it; `meaning` is open to administrators alone when
    a public figure is reached by `figures`, the lookup from a figure to this model.
    """

    fixed: tuple[str, ...] = ()
    meaning: tuple[str, ...] = ()
    figures = ""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        own = tuple(super().get_readonly_fields(request, obj))
        if obj is None:
            return own
        return (*own, *self.fixed, *(self.meaning if self._is_closed(request, obj) else ()))

    def _is_closed(self, request: HttpRequest, obj: Model) -> bool:
        if not self.figures or (request.user.is_active and request.user.is_superuser):
            return False
        return Figure.objects.published(instant(request)).filter(**{self.figures: obj}).exists()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)


@admin.register(Region)
class RegionAdmin(FixedOnceUsed):
    list_display = ("name", "code", "level", "abbreviation", "name_in", "name_of")
    list_filter = ("level",)
    search_fields = ("name", "code", "other_names", "abbreviation")
    prepopulated_fields = {"slug": ("name",)}
    fixed = ("code", "slug", "level")
    figures = "region"
    meaning = ("name", "name_in", "name_of")


@admin.register(Survey)
class SurveyAdmin(FixedOnceUsed):
    list_display = (
        "name",
        "programme",
        "audience",
        "date",
        "institute",
        "respondents",
        "small_regional_bases",
    )
    list_filter = ("programme", "audience", "small_regional_bases")
    search_fields = ("name", "institute", "slug", "released_on")
    prepopulated_fields = {"slug": ("name",)}
    fixed = ("slug", "audience")
    figures = "question__survey"
    meaning = (
        "name",
        "programme",
        "field",
        "respondents",
        "respondents_text",
        "design_effect",
        "small_regional_bases",
    )
    fieldsets = (
        (None, {"fields": ("name", "slug", "programme", "audience")}),
        ("Publication", {"fields": ("released_on", "released_precision")}),
        (
            "Méthode",
            {
                "fields": (
                    "institute",
                    ("fieldwork_start", "fieldwork_end"),
                    "field",
                    "respondents",
                    "respondents_text",
                    "design_effect",
                    "small_regional_bases",
                    "note",
                )
            },
        ),
    )

    @admin.display(description="date", ordering="released_on")
    def date(self, survey: Survey) -> str:
        return str(survey.released)


@admin.register(Base)
class BaseAdmin(FixedOnceUsed):
    list_display = ("label", "audience", "restriction", "parent")
    list_filter = ("audience",)
    list_select_related = ("parent",)
    search_fields = ("label", "slug", "restriction")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("label",)}
    fixed = ("slug", "audience")
    figures = "base"
    meaning = ("label", "restriction", "parent")


@admin.register(Theme)
class ThemeAdmin(FixedOnceUsed):
    list_display = ("name", "order")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fixed = ("slug",)


class AnswerFormSet(BaseInlineFormSet[Answer, Indicator, Any]):
    def clean(self) -> None:
        super().clean()
        headlines = [form for form in self.forms if getattr(form, "cleaned_data", {}).get("headline")]
        if len(headlines) > 1:
            raise ValidationError("Une seule réponse est la principale.")


class AnswerInline(admin.StackedInline[Answer, Indicator]):
    """Adds answers; those that are there are edited on their own page, which knows what is public."""

    model = Answer
    formset = AnswerFormSet
    extra = 0
    fields = (("label", "slug"), "predicate", ("headline", "order"))
    prepopulated_fields = {"slug": ("label",)}
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Indicator)
class IndicatorAdmin(FixedOnceUsed):
    list_display = ("short_label", "theme", "unit", "order", "featured")
    list_filter = ("theme", "unit", "featured")
    list_select_related = ("theme",)
    search_fields = ("short_label", "label", "slug")
    prepopulated_fields = {"slug": ("short_label",)}
    fixed = ("slug", "unit")
    figures = "question__indicator"
    meaning = ("label", "short_label")
    inlines = (AnswerInline,)


@admin.register(Answer)
class AnswerAdmin(FixedOnceUsed):
    list_display = ("label", "indicator", "predicate", "parent_label", "headline", "order")
    list_filter = ("headline", "indicator")
    list_select_related = ("indicator", "parent")
    search_fields = ("label", "slug", "indicator__short_label", "indicator__slug")
    autocomplete_fields = ("indicator", "parent")
    prepopulated_fields = {"slug": ("label",)}
    fixed = ("slug", "indicator")
    figures = "answer"
    meaning = ("label", "predicate", "parent", "headline")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("indicator")

    @admin.display(description="partie de", ordering="parent")
    def parent_label(self, answer: Answer) -> str | None:
        return answer.parent.label if answer.parent else None


@admin.register(Question)
class QuestionAdmin(FixedOnceUsed):
    list_display = ("indicator", "survey", "code", "wording_status", "several_answers", "series")
    list_filter = ("survey", "wording_status", "several_answers")
    search_fields = (
        "indicator__short_label",
        "indicator__slug",
        "survey__name",
        "survey__slug",
        "survey__released_on",
        "wording",
        "code",
    )
    autocomplete_fields = ("indicator", "survey")
    fixed = ("indicator", "survey")
    figures = "question"
    meaning = ("wording", "wording_status", "several_answers", "series")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("indicator", "survey")
