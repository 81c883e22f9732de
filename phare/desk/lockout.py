"""Ten failures in five minutes close the sign-in to a name or an address (django-axes, see settings)."""

from ipaddress import ip_address, ip_network
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Whoever has an IPv6 line has all the addresses of such a network.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address, or for IPv6 that of the network; None where the server gives none.

    Behind the proxy of production, the one that the proxy itself wrote: the last. What stands before it,
    and the whole header where there is no proxy, is whatever the visitor likes to say.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_HTTPS_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", said).rpartition(",")[2].strip()
    try:
        address = ip_address(said)
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)


def is_locked_out(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Asked before a code or a password is looked at; the answer to the request is then the page below."""
    if AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, user: AbstractBaseUser) -> None:
    """A wrong code counts like a wrong password."""
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def locked_page(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """In place of any answer. It says the same whether the account exists or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {
        **admin.site.each_context(request),
        "has_permission": False,
        "title": "Trop d'essais",
        "failures": settings.AXES_FAILURE_LIMIT,
        "minutes": seconds // 60,
    }
    page = render(request, "admin/locked.html", context, status=429)
    page.headers["Retry-After"], page.headers["Cache-Control"] = str(seconds), "no-store"
    return page
