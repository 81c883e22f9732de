"""The pages of the demonstration as French sets them."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.urls import Resolver404, resolve

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]

PAGES_OF_A_ROUTE = 2
INLINE = {"a", "abbr", "b", "cite", "del", "em", "i", "ins", "mark", "q", "small", "span", "strong", "time"}
SILENT = {"script", "style", "code", "kbd"}
PLAIN = {"title", "option", "textarea"}  # of which the words hold no tag
RAISED = "\ue000"

LOOSE = re.compile(r"\S* [;:!?%»]|« \S*|(?<![\d\ue000])\d{1,3} \d{3}\b")
FLAT = re.compile(r"(?<![\w.,-])\d{1,3}(?:er|re|e)\b")
UNACCENTED = re.compile(
    r"\b(?:Ecarts?|Echantillons?|Echelles?|Ecoles?|Ecologie|Economie|Economiques?|Editeurs?|Education|Elus?|"
    r"Energie|Equipes?|Etapes?|Etats?|Etudes?|Evenements?|Ile-de|Iles?|Ecrire)\b|(?:^|[.!?] )A [a-zà-ÿ]"
)


class Page(HTMLParser):
    """The visible words of a page, a line for each block; raised letters are marked."""

    def __init__(self, html):
        super().__init__()
        self.lines, self.links, self.open = [""], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href") and value]
        if tag in SILENT | PLAIN:
            self.open.append(tag)
        if tag == "sup":
            self.lines[-1] += RAISED
        elif tag not in INLINE:
            self.lines.append("")

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        if tag not in INLINE | {"sup"}:
            self.lines.append("")

    def handle_data(self, data):
        if self.open and self.open[-1] in SILENT:
            return
        words = data.replace("\n", " ")
        self.lines[-1] += FLAT.sub("", words) if self.open else words

    @property
    def texts(self):
        return [" ".join(line.strip(" ").split(" ")) for line in self.lines if line.strip()]


def pages(client):
    """Pages by their address, found by following links, some of each route."""
    waiting, seen, routes = ["/"], {"/"}, Counter()
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
            continue
        page = Page(response.content.decode())
        yield address, page.texts
        for link in page.links:
            path = link.partition("#")[0].partition("?")[0]
            if path in seen or not path.startswith("/") or path.startswith(("/admin/", "/static/")):
                continue
            seen.add(path)
            try:
                route = resolve(path).view_name
            except Resolver404:
                continue
            routes[route] += 1
            if routes[route] <= PAGES_OF_A_ROUTE or route == "regions:detail":
                waiting.append(path)


def test_pages_of_the_demonstration_are_set_as_french_is(client, demonstration):
    faults, addresses = [], []
    for address, texts in pages(client):
        addresses.append(address)
        for words in texts:
            for fault in (LOOSE, FLAT, UNACCENTED):
                faults += [(address, found[0], words[:120]) for found in fault.finditer(words)]
    assert len(addresses) > 40
    assert faults == [], "\n".join(map(str, faults))
