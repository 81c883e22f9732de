"""What tests of pages share."""

import re
from html import unescape

from django.utils.html import strip_tags

ALLIANCES = "/indicateurs/alliances-source-innovation/"
NOTICE = "Ce choix n'existe pas ici : "
USUAL = "La page montre le choix habituel."


def plain(markup):
    """Markup as a reader sees it, spaces made plain."""
    markup = re.sub("<sup>(e|er|re)</sup>", r"\1", markup)
    words = " ".join(unescape(strip_tags(markup.replace("<", " <"))).split())
    return re.sub(r" (?=[,.])", "", words)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return plain(re.search(r"<main[^>]*>.*</main>", response.content.decode(), re.DOTALL)[0])


def line(client, path, name):
    """The one table row of a page that begins with this name."""
    page = client.get(path).content.decode()
    lines = [plain(f"<tr{row.split('</tr>')[0]}") for row in page.split("<tr")[1:]]
    (found,) = [one for one in lines if one.startswith(name)]
    return found


def answer(client, path):
    """All that an answer tells, apart from the path that was asked for."""
    response = client.get(path)
    return response.status_code, dict(response.headers), response.content.replace(path.encode(), b"")


def short(figure):
    return figure.get_absolute_url().removesuffix(f"{figure.base.slug}/")
