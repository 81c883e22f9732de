"""The way from an address to what is public behind it, to where it went, or to the notice that it left."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from press.models import Edition, Release
from regions.publication import instant
from regions.views.withdrawn import WithdrawnError, tells_withdrawal

View = Callable[..., HttpResponseBase]


def public_edition(at: datetime, slug: str) -> Edition:
    """The edition that the public reads of a release; WithdrawnError or Http404 otherwise."""
    edition = Edition.objects.current(at).with_content().filter(release__slug=slug).first()
    if edition is None:
        if release := Release.objects.withdrawn(at).filter(slug=slug).first():
            raise WithdrawnError(release)
        raise Http404
    return edition


def of_release(view: View) -> View:
    """For views of a release's `slug`: only read; one that left answers 410; an old address leads on."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        try:
            return tells_withdrawal(view)(request, slug=slug, **kwargs)  # type: ignore[no-any-return]
        except Http404:
            release = _moved(slug, instant(request))
            if release is None:
                raise
            return _lead(request, release.slug, kwargs)

    return wrapped


def _moved(slug: str, at: datetime) -> Release | None:
    """The release that had this address, where the public knows it.

    The same is asked for one under embargo as for none: the time of an answer tells nothing.
    """
    had = Release.objects.filter(past_addresses__slug=slug)
    return had.published(at).first() or had.withdrawn(at).first()


def _lead(request: HttpRequest, slug: str, kwargs: dict[str, Any]) -> HttpResponseBase:
    assert request.resolver_match is not None
    response = redirect(
        reverse(request.resolver_match.view_name, kwargs={"slug": slug, **kwargs}), permanent=True
    )
    # An address may come back to its first owner: browsers must not remember this one for ever.
    response["Cache-Control"] = "public, max-age=60"
    return response
