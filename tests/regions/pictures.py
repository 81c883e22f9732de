"""What tests of pictures share: an SVG as its texts."""

from xml.dom import minidom

from regions.charts import PALETTE
from regions.drawing.standalone.strips import css
from regions.models import Indicator, Region
from regions.publication import database_now
from regions.rows import IndicatorFigures, profile

COLOURS = {css(rgb) for rgb in PALETTE.values()}


def tree(response):
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    return minidom.parseString(response.content).documentElement


def words(element):
    return "".join(node.data for node in element.childNodes)


def texts(element):
    return [words(text) for text in element.getElementsByTagName("text")]


def values(element):
    """What is written in the colour of an audience."""
    drawn = element.getElementsByTagName("text")
    return [words(text) for text in drawn if text.getAttribute("fill") in COLOURS]


def blocks():
    """Each block of each territory, with the address of its files without their end."""
    for region in Region.objects.all():
        place = "/france" if region.is_nation else f"/regions/{region.slug}"
        for block in profile(region, database_now()).blocks:
            yield f"{place}/{block.indicator.slug}", block


def choices():
    """Each answer and audience of each indicator of which a region has a value."""
    for indicator in Indicator.objects.select_related("theme"):
        figures = IndicatorFigures(indicator, database_now())
        if not figures.has_regions:
            continue
        for answer in figures.answers:
            for audience in figures.audiences_of(answer):
                query = f"?reponse={answer.slug}&public={audience.slug}"
                yield f"/indicateurs/{indicator.slug}", query, figures.comparison(answer, audience)
