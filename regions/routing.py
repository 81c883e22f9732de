"""The addresses of pages that a page leads to by the dozen."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(route: str, *args: str | int) -> str:
    """As `reverse`, which looks for its way again each time."""
    return reverse(route, args=args)
