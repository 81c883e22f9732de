"""Three hundred texts that would run a script in a page that took them for its own, and where they go."""

from html.parser import HTMLParser

from django.apps import apps
from django.db import models

RUN = "window.qhit=1"
HREF = f"javascript:{RUN}"
ELEMENTS = [
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT >",
    f"<script/x>{RUN}//",
    f"<script src='data:text/javascript,{RUN}'></script>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='{HREF}'><text y=20>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    f"<img src=x onerror={RUN}>",
    f"<img src='x:x' oNeRrOr\x0c=\x0c{RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<p style='animation:x' onanimationstart={RUN}>x</p>",
    f"<iframe src='{HREF}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data='{HREF}'></object><embed src='{HREF}'>",
    f"<a href='{HREF}'>x</a>",
    f"<a href='java&#x09;script:{RUN}'>x</a>",
    f"<a href=' &#1;JaVaScRiPt&colon;{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<a href='//evil.example'>x</a><base href='{HREF}/'>",
    f"<form action='{HREF}'><button formaction='{HREF}'>x</button></form>",
    f"<meta http-equiv=refresh content='0;url={HREF}'>",
    f"<link rel=stylesheet href='{HREF}'><style>@import '{HREF}'</style>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<template><script>{RUN}</script></template><plaintext>",
]
AROUND = [
    "{}",
    '">{}',
    "'>{}",
    "</textarea>{}",
    "</title>{}",
    "</script>{}",
    "-->{}",
    "]]>{}",
    "<p>{}</p>",
    "<b {}",
]
TEXTS = [around.format(element) for around in AROUND for element in ELEMENTS]

RICH = {
    "p": (),
    "h2": (),
    "h3": (),
    "ul": (),
    "ol": ("start",),
    "li": (),
    "blockquote": (),
    "hr": (),
    "br": (),
}
RICH |= {"strong": (), "em": (), "sup": (), "a": ("href", "rel")}
_NOT_TYPED = (
    "slug",
    "uid",
    "code",
    "email",
    "phone",
    "file",
    "logo",
    "series",
    "sha256",
    "token",
    "time_zone",
)
_ADDRESSES = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster")


def spoil(text):
    """Whatever somebody writes, in every table, holds that, as far as there is room and it stays unique."""
    for model in apps.get_models():
        if model._meta.app_label not in ("press", "regions") or hasattr(model, "history_id"):
            continue
        texts = [
            one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField)
        ]
        written = [
            one for one in texts if not one.choices and not one.name.startswith((*_NOT_TYPED, "search_"))
        ]
        for row in model._base_manager.all():
            whole = f"{row.pk} {text}"
            said = {
                one.name: whole[: one.max_length] if one.max_length else whole
                for one in written
                if getattr(row, one.name) and not isinstance(one, models.URLField | models.FileField)
            }
            if said:
                model._base_manager.filter(pk=row.pk).update(**said)


def wrong_in(page, allowed=None):
    """The elements and attributes of some HTML that run or lead where they should not.

    `allowed`: the only elements that may be there, with their attributes.
    """
    reader = _Reader(allowed)
    reader.feed(page)
    reader.close()
    return reader.wrong


class _Reader(HTMLParser):
    def __init__(self, allowed):
        super().__init__()
        self.allowed, self.wrong, self.script = allowed, [], False

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if self.allowed is not None and (
            tag not in self.allowed or set(names) - {*self.allowed[tag], "title", "lang"}
        ):
            self.wrong.append((tag, attrs))
        for name, value in attrs:
            address = "".join(sign for sign in (value or "").lower() if sign > " ")
            runs = name in _ADDRESSES and address.startswith(("javascript:", "data:", "vbscript:"))
            if name.startswith("on") or name == "srcdoc" or runs or "qhit" in name:
                self.wrong.append((tag, attrs))
        self.script = tag in ("script", "style")

    def handle_endtag(self, tag):
        self.script = False

    def handle_data(self, data):
        if self.script and "qhit" in data and "\\u003C" not in data:
            self.wrong.append(("script", data[:200]))
