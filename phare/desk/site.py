"""The desk: Django's admin behind a password, a second factor and sessions that end."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.cache import never_cache

from phare.desk import second_factor, sessions, sign_in
from phare.desk.account import account

View = Callable[..., HttpResponseBase]


LONGEST_KEY = 18  # digits that any database takes for a whole number


class Desk(AdminSite):
    site_header = "Phare, bureau des éditeurs"
    site_title = "Phare"
    index_title = "Bureau"
    empty_value_display = "–"
    login_form = sign_in.SignInForm
    logout_template = "admin/logged_out.html"

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not second_factor.is_due(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every view of the desk passes here: the session is open still, and its code was given."""
        inner: View = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and second_factor.is_due(request):
                return sign_in.second_step(request, "admin:code", request.get_full_path())
            if _is_forged(request):
                return _answered(inner, request, *args, **kwargs)
            return inner(request, *args, **kwargs)

        return update_wrapper(self._in_session(guarded), inner)

    def second_step_view(self, view: View) -> View:
        """A page between the password and the desk."""

        def after_password(request: HttpRequest) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return sessions.sign_in_again(request, "")
            return view(request)

        return never_cache(self._in_session(after_password))

    def _in_session(self, view: View) -> View:
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if reason := sessions.why_ended(request):
                return sessions.sign_in_again(request, reason)
            if request.user.is_authenticated:
                sessions.note_activity(request)
            return view(request, *args, **kwargs)

        return inner

    def each_context(self, request: HttpRequest) -> Any:
        return {**super().each_context(request), "session_seconds": sessions.IDLE - sessions.NOTED_EVERY}

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        ended = sessions.REASONS.get(request.GET.get("fin", ""), "")
        lost = "perdu" in request.GET
        return super().login(request, {"ended": ended, "lost": lost, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("code/", self.second_step_view(sign_in.code), name="code"),
            path("appareil/", self.second_step_view(sign_in.device), name="device"),
            path("mon-compte/", self.admin_view(account), name="account"),
            path("session/", self.admin_view(sessions.alive), name="session"),
            *super().get_urls(),
        ]


def _is_forged(request: HttpRequest) -> bool:
    """Whether it may hold a key that no row has: a NUL, or too many digits."""
    sent = (value for asked in (request.GET, request.POST) for _, values in asked.lists() for value in values)
    return any("\0" in one or (len(one) > LONGEST_KEY and one.isdecimal()) for one in sent)


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the view answers to such a request, as 400 where it fails: stock fields hand keys to the database
    as they came, also to show them again."""
    try:
        response = view(request, *args, **kwargs)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response
    except (DataError, OverflowError, ValueError) as error:
        raise SuspiciousOperation("A key that no row has.") from error
