"""Early access at the desk: whom the press office invites to read a release before its instant."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from press.models import EarlyAccess
from press.models.access import AccessState
from regions.admin.approval import DateAndTime, InstantField
from regions.admin.versions import VersionedAdmin, VersionedForm
from regions.publication import database_now, instant

OPENINGS_SHOWN = 100


class EarlyAccessForm(VersionedForm):
    def clean_expires_at(self) -> Any:
        expires_at = self.cleaned_data["expires_at"]
        if expires_at and "expires_at" in self.changed_data and expires_at <= database_now():
            raise ValidationError("Cet instant est passé : pour fermer l'accès, révoquez-le.")
        return expires_at

    def clean(self) -> None:
        """One live link for a person and a release: the desk revokes one and not the other otherwise."""
        super().clean()
        release, email = self.cleaned_data.get("release"), self.cleaned_data.get("email")
        if release is None or not email:
            return
        twins = EarlyAccess.objects.filter(release=release, email__iexact=email, revoked_at=None)
        if twins.exists():
            self.add_error("email", "Cette personne a déjà un accès à ce communiqué : renouvelez son lien.")


class StateFilter(admin.SimpleListFilter):
    title = "état"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return AccessState.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(state=self.value()) if self.value() in AccessState else queryset


@admin.register(EarlyAccess)
class EarlyAccessAdmin(VersionedAdmin):
    """The link shows on one page, the answer to the form that makes it, and is kept nowhere."""

    form = EarlyAccessForm
    change_form_template = "admin/press/access_change_form.html"
    list_display = ("person", "state", "opening_count", "last_opening", "accepted_at", "release")
    list_filter = (StateFilter, ("release", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("release",)
    search_fields = ("name", "media", "email", "release__headline")
    autocomplete_fields = ("release",)
    formfield_overrides = {models.DateTimeField: {"form_class": InstantField, "widget": DateAndTime}}
    fields = ("release", "name", "media", "email", "expires_at")
    kept = ("state", "invited_by", "invited_at", "accepted_at", "revoked_at")

    # What lists and forms show

    def get_queryset(self, request: HttpRequest) -> Any:
        found: Any = super().get_queryset(request)
        return found.with_state(instant(request)).annotate(
            opening_total=Count("openings"), last_opened=Max("openings__at")
        )

    @admin.display(description="personne", ordering="name")
    def person(self, obj: EarlyAccess) -> str:
        return str(obj)

    @admin.display(description="état", ordering="state")
    def state(self, obj: Any) -> SafeString:
        label = AccessState(obj.state).label
        return format_html('<span class="state state-{}">{}</span>', obj.state, label)

    @admin.display(description="dernière ouverture", ordering="last_opened")
    def last_opening(self, obj: Any) -> Any:
        return obj.last_opened

    @admin.display(description="ouvertures", ordering="opening_total")
    def opening_count(self, obj: Any) -> int:
        return int(obj.opening_total)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, *self.kept) if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An invitation is to one release; and once the terms are accepted, it is known by whom."""
        if obj is None:
            return ()
        accepted = ("name", "media") if obj.accepted_at else ()
        return ("release", *accepted, *self.kept)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who read what before its instant is kept."""
        return False

    # Saving

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            # What the form shows and nothing else: never the token or what was accepted.
            own = {field.name for field in obj._meta.fields}
            obj.save(update_fields=[name for name in form.cleaned_data if name in own])
            return
        obj.invited_by, obj.invited_at = request.user, instant(request)
        obj.fresh_token = obj.renew()
        obj.save()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        return self._link_page(request, obj, obj.fresh_token)

    # Pages

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/lien/", wrap(self.renew), name="press_earlyaccess_renew"),
            path("<int:pk>/revoquer/", wrap(self.revoke), name="press_earlyaccess_revoke"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        access = kwargs.get("obj")
        if access:
            context["openings"] = access.openings.all()[:OPENINGS_SHOWN]
            context["live"] = self._is_live(access)
            context["warning"] = self._warning(request, access) if self._is_live(access) else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def renew(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            access = self._changeable(request, pk)
            if request.method == "POST":
                token = access.renew()
                access.save(update_fields=["token_digest"])
                self.log_change(request, access, "Nouveau lien ; l'ancien ne mène plus à rien.")
                return self._link_page(request, access, token)
        return self._page(request, access, "access_renew", "Nouveau lien")

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            access = self._changeable(request, pk)
            if request.method == "POST":
                access.revoke(instant(request))
                self.log_change(request, access, "Accès révoqué.")
                messages.success(request, f"L'accès de {access} est révoqué : son lien ne mène plus à rien.")
                return HttpResponseRedirect(reverse("admin:press_earlyaccess_change", args=[pk]))
        return self._page(request, access, "access_revoke", "Révoquer l'accès")

    def _changeable(self, request: HttpRequest, pk: int) -> Any:
        """The invitation, held; Http404 where its link is dead already."""
        access = self.get_object(request, str(pk))
        if access is None:
            raise Http404
        if not self.has_change_permission(request, access):
            raise PermissionDenied
        if not self._is_live(access):
            raise Http404
        return access

    def _is_live(self, access: Any) -> bool:
        return access.state in (AccessState.SENT, AccessState.ACCEPTED)

    def _warning(self, request: HttpRequest, access: EarlyAccess) -> str:
        """Where the link leads, when that is not to a text under embargo."""
        led = EarlyAccess.objects.leading(instant(request)).filter(pk=access.pk).first()
        if led is None:
            return (
                "Ce communiqué n'a pas de version approuvée à venir : le lien répondra 404 tant "
                "qu'aucune n'est approuvée."
            )
        return "" if led.edition_id else "Ce communiqué est déjà sorti : le lien mène à son adresse publique."

    def _link_page(self, request: HttpRequest, access: EarlyAccess, token: str) -> HttpResponse:
        link = request.build_absolute_uri(reverse("press:access", args=[token]))
        return self._page(request, access, "access_link", "Lien de l'accès anticipé", link=link)

    def _page(
        self, request: HttpRequest, access: EarlyAccess, template: str, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "access": access,
            "may_invite": self.has_add_permission(request),
            "warning": self._warning(request, access),
        }
        return TemplateResponse(request, f"admin/press/{template}.html", context)
