"""A page as a tree of elements: as much as it takes to read tables and drawings back from what is sent."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """A tag with its attributes; children are elements and texts, in their order."""

    def __init__(self, tag, attributes=()):
        self.tag = tag
        self.attributes = dict(attributes)
        self.children = []

    def __getitem__(self, attribute):
        return self.attributes[attribute]

    def get(self, attribute):
        return self.attributes.get(attribute)

    @property
    def classes(self):
        return set(self.attributes.get("class", "").split())

    @property
    def text(self):
        """All that it says, each run of spaces, no-break ones too, as one space."""
        return plain(" ".join(_texts(self)))

    @property
    def own_text(self):
        """What it says itself, without its elements."""
        return plain(" ".join(child for child in self.children if isinstance(child, str)))

    def all(self, tag, *classes, **attributes):
        """The elements in it of this tag, these classes and these attributes, in the order of the page."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}.items()
        found = [one for one in _elements(self) if one.tag == tag and one.classes >= set(classes)]
        return [one for one in found if wanted <= one.attributes.items()]

    def only(self, tag, *classes, **attributes):
        (found,) = self.all(tag, *classes, **attributes)
        return found


def plain(text):
    return " ".join(text.split())


def parse(source):
    """The tree of a page; ValueError where tags do not close in their order."""
    parser = _Parser()
    parser.feed(source)
    parser.close()
    if len(parser.open) != 1:
        raise ValueError(f"never closed: {[one.tag for one in parser.open[1:]]}")
    return parser.open[0]


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        if self.open.pop().tag != tag:
            raise ValueError(f"</{tag}> closes another tag, line {self.getpos()[0]}")

    def handle_data(self, data):
        self.open[-1].children.append(data)


def _elements(element):
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _elements(child)


def _texts(element):
    for child in element.children:
        if isinstance(child, Element):
            yield from _texts(child)
        else:
            yield child
