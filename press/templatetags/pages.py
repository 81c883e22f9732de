"""The menus that are built from pages."""

from dataclasses import dataclass
from typing import Any

from django import template

from press.models import Page, PageMenu
from regions.publication import instant

register = template.Library()


@dataclass(frozen=True, slots=True)
class Menus:
    """The public pages of each menu; `in_about` where one of the first is the page that is read."""

    about: list[Page]
    site: list[Page]
    in_about: bool


@register.simple_tag(takes_context=True)
def page_menus(context: dict[str, Any]) -> Menus:
    """One query, for all menus of a page."""
    request = context["request"]
    pages = Page.objects.published(instant(request)).exclude(menu=PageMenu.NONE)
    found = list(pages.only("slug", "title", "menu_title", "menu"))
    about = [page for page in found if page.menu == PageMenu.ABOUT]
    return Menus(
        about=about,
        site=[page for page in found if page.menu == PageMenu.SITE],
        in_about=request.path in [page.get_absolute_url() for page in about],
    )
