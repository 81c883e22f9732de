"""Accounts at the desk: who may sign in, in which groups, with which second factor."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, ManyToManyField, OuterRef
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django_otp.plugins.otp_static.admin import StaticDeviceAdmin
from django_otp.plugins.otp_totp.admin import TOTPDeviceAdmin
from django_otp.plugins.otp_totp.models import TOTPDevice

from phare.desk import second_factor

# The packages' own pages: two show keys and codes, two let anybody with their rights make a superuser.
PACKAGED = (UserAdmin, GroupAdmin, TOTPDeviceAdmin, StaticDeviceAdmin)
for model in [model for model, page in admin.site._registry.items() if type(page) in PACKAGED]:
    admin.site.unregister(model)


def is_superuser(request: HttpRequest) -> bool:
    return cast(User, request.user).is_superuser


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles come by migration: only a superuser changes one; others read who has it."""

    readonly_fields = ("people",)
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}

    @admin.display(description="personnes")
    def people(self, obj: Group) -> str:
        return ", ".join(user.get_full_name() or user.username for user in obj.user_set.order_by("username"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name", "permissions", "people") if is_superuser(request) else ("name", "people")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_superuser(request)


@admin.register(User)
class AccountAdmin(UserAdmin[User]):
    """Superusers and single rights belong to superusers; a group says the rest."""

    change_form_template = "admin/auth/account_change_form.html"
    add_form_template = None
    add_form = UserCreationForm
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        ("Premier mot de passe", {"fields": ("password1", "password2")}),
        ("Groupes", {"fields": ("groups",)}),
    )
    list_display = ("person", "groups_named", "is_active", "has_device", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("second_factor", "last_login", "date_joined")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}

    def get_queryset(self, request: HttpRequest) -> Any:
        device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(device=Exists(device)).prefetch_related("groups")

    # What lists and forms show

    @admin.display(description="personne", ordering="username")
    def person(self, obj: User) -> str:
        full = obj.get_full_name()
        return f"{full} ({obj.username})" if full else obj.username

    @admin.display(description="groupes")
    def groups_named(self, obj: User) -> str:
        named = [group.name for group in obj.groups.all()]
        return ", ".join(["Super-administrateur", *named] if obj.is_superuser else named)

    @admin.display(description="second facteur", boolean=True, ordering="device")
    def has_device(self, obj: Any) -> bool:
        return bool(obj.device)

    @admin.display(description="double authentification")
    def second_factor(self, obj: User) -> str:
        standing = second_factor.standing(obj)
        if standing.since is None:
            return "Pas encore mise en place."
        since = f"{localtime(standing.since):%d/%m/%Y}"
        return f"En place depuis le {since} ; codes de secours restants : {standing.codes_left}."

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        changes = self.has_change_permission(request, obj)
        own = (("Droits particuliers", {"fields": ("is_staff", "is_superuser", "user_permissions")}),)
        return (
            (None, {"fields": ("username", "password") if changes else ("username",)}),
            ("Personne", {"fields": ("first_name", "last_name", "email")}),
            ("Accès", {"fields": ("is_active", "groups")}),
            ("Connexion", {"fields": ("second_factor", "last_login", "date_joined")}),
            *(own if is_superuser(request) else ()),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody shuts themselves out."""
        own = ("is_active", "is_staff", "is_superuser") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What somebody did keeps their name: an account that was used is closed, not deleted."""
        used = obj is not None and (obj.last_login is not None or obj == request.user)
        return super().has_delete_permission(request, obj) and _within_reach(request, obj) and not used

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True  # an account opens the desk and nothing else
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        context["out_of_reach"] = not _within_reach(request, obj)
        context["may_reset"] = bool(obj and obj.device and self.has_change_permission(request, obj))
        return super().render_change_form(request, context, *args, **kwargs)

    # Pages

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.reset_second_factor)
        name = "auth_user_reset_second_factor"
        return [path("<int:pk>/double-authentification/", view, name=name), *super().get_urls()]

    def reset_second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            second_factor.remove(user)
            self.log_change(request, user, "Double authentification réinitialisée.")
            messages.success(request, f"La double authentification de {user} est réinitialisée.")
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Réinitialiser la double authentification",
            "opts": self.opts,
            "account": user,
        }
        return TemplateResponse(request, "admin/auth/reset_second_factor.html", context)


def _within_reach(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or is_superuser(request)
