"""What browsers may do with an answer, beside the content security policy that settings.py has."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

CROSS_ORIGIN = "Cross-Origin-Resource-Policy"


class CrossOrigin:
    """No other site loads an answer into its pages, but those whose view says otherwise: pictures and frames
    that are made for it. Reading data across origins is asked for by CORS, which this does not touch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(CROSS_ORIGIN, "same-origin")
        return response


def without_django() -> list[tuple[str, str]]:
    """The headers of an answer that passes no middleware: those that every page of the site has."""
    policy: str = build_policy()
    return [
        ("Content-Security-Policy", policy),
        (CROSS_ORIGIN, "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ]
