"""The pages that the sitemap names, in all its pieces."""

import re
from urllib.parse import urlsplit


def entries(read):
    """Each path with its lastmod, or None; `read` gives the text at a path of the site."""
    found = {}
    for piece in _paths(read("/sitemap.xml")):
        for entry in re.findall(r"<url>(.*?)</url>", read(piece), re.DOTALL):
            (path,) = _paths(entry)
            assert path not in found
            found[path] = (re.findall(r"<lastmod>(.*?)</lastmod>", entry) or [None])[0]
    return found


def _paths(text):
    """With the parameters of a piece."""
    parts = map(urlsplit, re.findall(r"<loc>(.*?)</loc>", text))
    return [f"{one.path}?{one.query}" if one.query else one.path for one in parts]
