"""Links to the help from the pages of the desk, and the pictures of the help."""

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from PIL import Image

from phare.desk.help import jobs_for

PICTURES = Path(__file__).parent.parent / "static" / "phare" / "help"

register = template.Library()


@register.inclusion_tag("admin/help/_links.html", takes_context=True)
def help_links(context: Any) -> dict[str, Any]:
    """The jobs of who reads the page that the page belongs to."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or context.get("is_popup") or not context.get("has_permission"):
        return {"jobs": []}
    return {"jobs": jobs_for(context["user"], match.view_name)}


@register.inclusion_tag("admin/help/_picture.html")
def help_picture(name: str, alt: str) -> dict[str, Any]:
    """A picture that tests.browser.help_pictures took; it leads to itself, which a phone can enlarge."""
    width, height = picture_size(name)
    return {"file": f"phare/help/{name}.webp", "width": width, "height": height, "alt": alt}


@cache
def picture_size(name: str) -> tuple[int, int]:
    """In pixels."""
    with Image.open(PICTURES / f"{name}.webp") as picture:
        return picture.size
