"""A release as typed, or as it was saved, shown as its reader would see it. Nothing is saved."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from press.admin.claims_page import summary_words
from press.admin.forms import PreviewForm
from press.claimed import checked, cited_figures, passages
from press.content import TYPED, Content, Enclosed, Paragraphs, borne_date
from press.models import Release
from press.models.parts import cited_values
from press.models.spokesperson import introduced
from press.sheets import sheet
from regions.dates import PARIS
from regions.publication import instant

if TYPE_CHECKING:
    from press.admin.release import ReleaseAdmin


def stored(request: HttpRequest, release: Release) -> HttpResponse:
    """The draft as it was saved, as the public will see it."""
    now = instant(request)
    comes_out, content = release.next_instant(now), release.content(now)
    at = max(comes_out or now, now)
    return _page(request, content, at=at, comes_out=comes_out, early=False, saved=True)


def preview(model_admin: "ReleaseAdmin", request: HttpRequest, release: Release | None) -> HttpResponse:
    form_class = model_admin.get_form(request, release, change=release is not None)
    typed = Release.objects.get(pk=release.pk) if release else Release()
    form = form_class(request.POST or None, request.FILES or None, instance=typed)
    asked = PreviewForm(request.POST or None)
    form.is_valid()
    form.errors.pop("__all__", None)  # another's save does not keep from looking
    formsets = _formsets(model_admin, request, typed)
    errors = [form.errors, asked.errors, *(one for formset in formsets.values() for one in formset.errors)]
    if request.method != "POST" or any(errors):
        context = {
            **model_admin.admin_site.each_context(request),
            "title": "Aperçu",
            "opts": model_admin.opts,
            "faults": [
                (_label(error_form, name), message)
                for error_form in [form, asked, *(one for formset in formsets.values() for one in formset)]
                for name, messages in error_form.errors.items()
                for message in messages
            ],
        }
        return TemplateResponse(request, "admin/press/preview_refused.html", context)
    if not request.user.has_perm("regions.view_figure"):
        formsets["citations"].forms.clear()  # values under embargo are read by whom figures are open to
    return _shown(request, typed, form.cleaned_data, formsets, asked.cleaned_data)


def _shown(
    request: HttpRequest, typed: Release, data: Any, formsets: dict[str, Any], asked: Any
) -> HttpResponse:
    now = instant(request)
    comes_out = typed.next_instant(now)
    at = asked["at"] or comes_out or now
    content = _content(typed, data, formsets, comes_out or at)
    return _page(request, content, at=at, comes_out=comes_out, early=asked["reader"] == "journalist")


def _page(
    request: HttpRequest,
    content: Content,
    *,
    at: datetime,
    comes_out: datetime | None,
    early: bool,
    saved: bool = False,
) -> HttpResponse:
    if not request.user.has_perm("regions.view_figure"):
        content = replace(content, cited=(), claims=())
    out = comes_out is not None and comes_out <= at
    shown = sheet(
        content,
        comes_out if early and comes_out and not out else at,
        release=None,
        first_at=comes_out,
        edition_at=comes_out,
        number=1,
    )
    context = {
        "sheet": shown,
        "saved": saved,
        "reader": "un journaliste invité" if early else "le public",
        "at": at,
        "comes_out": comes_out,
        "visible": out or (early and comes_out is not None),
        "embargoed": early and not out,
        "numbers": summary_words(content.claims) if content.claims else "",
        "open_numbers": [one for one in content.claims if not one.is_settled],
    }
    return TemplateResponse(request, "admin/press/preview.html", context)


def _formsets(model_admin: "ReleaseAdmin", request: HttpRequest, typed: Release) -> dict[str, Any]:
    """Each inline's formset, bound to what was typed, by prefix."""
    found = {}
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, typed if typed.pk else None):
        prefix = formset_class.get_default_prefix()
        formset = formset_class(
            request.POST or None,
            request.FILES or None,
            instance=typed,
            prefix=prefix,
            queryset=inline.get_queryset(request),
        )
        formset.is_valid()
        found[prefix] = formset
    return found


def _rows(formset: Any) -> list[Any]:
    """What was typed in each row that stays, in the order of its positions."""
    kept = [
        form
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]
    return sorted((form.cleaned_data for form in kept), key=lambda data: data.get("position") or 0)


def _content(typed: Release, data: Any, formsets: dict[str, Any], at: datetime) -> Content:
    """As Release.content(), from a form."""
    day, date_words = borne_date(data["dated_on"], typed.report, at)
    texts = {name: getattr(typed, name) for name in TYPED}
    regions = tuple(data["regions"])
    rulings = list(typed.rulings.all()) if typed.pk else []
    found = checked(passages(typed.headline, typed.standfirst, typed.body), regions, rulings, at)
    chosen = [row["figure"].pk for row in _rows(formsets["citations"])]
    boilerplates = [row["boilerplate"] for row in _rows(formsets["boilerplates"])]
    return Content(
        **texts,
        day=day,
        date_words=date_words,
        report_title=str(typed.report or ""),
        spokesperson=introduced(data["spokesperson"], day or at.astimezone(PARIS).date()),
        regions=regions,
        event_words=typed.event.words if typed.event else "",
        organisations=tuple(one.partner for one in data["organisations"]),
        boilerplates=tuple(Paragraphs(one.pk, one.title, one.text) for one in boilerplates),
        contacts=tuple(row["contact"].pk for row in _rows(formsets["contacts"])),
        cited=cited_values(list(dict.fromkeys([*chosen, *cited_figures(found)])), at),
        claims=found,
        enclosed=tuple(
            Enclosed(row["id"], row["title"], row["alternative"], row["credit"])
            for row in _rows(formsets["attachments"])
            if row.get("id")
        ),
    )


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else ""
