"""Sessions of the desk: 30 minutes without activity, 12 hours in all, and nothing on public pages."""

from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from phare.desk import second_factor

IDLE = 30 * 60
LONGEST = 12 * 3600
# Activity is noted once a minute at most, so that reading pages writes little.
NOTED_EVERY = 60

BEGUN = "begun"
SEEN = "seen"

REASONS = {
    "inactivite": "Votre session s'est fermée après 30 minutes sans activité.",
    "duree": "Votre session s'est fermée : elle dure 12 heures au plus.",
    "appareil": "Votre session s'est fermée : l'appareil de votre double authentification a changé.",
    "droits": "Votre session s'est fermée : votre compte n'ouvre plus le bureau.",
    "fermee": "Votre session est fermée.",
}


class DeskSessionMiddleware(SessionMiddleware):
    """On public pages no session is saved, no cookie set or removed, and no answer varies by one. Of the desk
    no answer is kept: refusals neither, which pass by what says so of its pages."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not request.path_info.startswith(reverse("admin:index")):
            return response
        response.headers.setdefault("Cache-Control", "no-store")
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            # What is told of a session that went meanwhile is told of a database that fails too.
            lost = error.__context__ and error.__context__.__context__
            if isinstance(lost, OperationalError):
                raise OperationalError(*lost.args) from lost
            raise


def begin(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """At each sign-in (Django's `user_logged_in`): a code that the session gave before is forgotten."""
    second_factor.forget(request)
    request.session[BEGUN] = request.session[SEEN] = int(time())
    request.session[second_factor.DUE] = second_factor.authenticator(user) is not None


def why_ended(request: HttpRequest) -> str:
    """A key of REASONS where the session has to end, else an empty text."""
    session, now = request.session, time()
    if not request.user.is_authenticated:
        return "fermee" if request.COOKIES.get(settings.SESSION_COOKIE_NAME) else ""
    if not (request.user.is_active and request.user.is_staff):
        return "droits"
    if now - session.get(BEGUN, 0) > LONGEST:
        return "duree"
    if now - session.get(SEEN, 0) > IDLE:
        return "inactivite"
    return "appareil" if second_factor.was_removed(request) else ""


def note_activity(request: HttpRequest) -> None:
    now = int(time())
    if now - request.session[SEEN] >= NOTED_EVERY:
        request.session[SEEN] = now


def sign_in_again(request: HttpRequest, reason: str) -> HttpResponse:
    """Close the session; the sign-in page says why and leads back."""
    logout(request)
    query = {"fin": reason} if reason else {}
    if request.path != reverse("admin:logout"):
        query["next"] = request.get_full_path()
        if request.method == "POST":
            query["perdu"] = "1"
    return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode(query)}")


def alive(request: HttpRequest) -> JsonResponse:
    """For the script that keeps a session open while somebody types; the token is that of its forms."""
    return JsonResponse({"token": get_token(request)})
