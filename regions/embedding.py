"""The lines that another site pastes to show a chart or a map of this one."""

from django.utils.html import escape

# Of each kind, in a frame some 640 pixels wide: a height, and what each row adds.
_HEIGHTS = {
    "block": (450, 135),
    "map": (1160, 0),
    "comparison": (620, 100),
    "audiences": (100, 310),
    "series": (800, 0),
}

# Takes the height that the frame tells (embed.js); without it, the frame keeps the one that it is given.
_LISTENER = (
    '<script>addEventListener("message",function(e){{if(e.origin==="{site}"&&e.data.phareHeight)'
    'document.querySelectorAll("iframe").forEach(function(f){{if(f.contentWindow===e.source)'
    "f.height=e.data.phareHeight}})}})</script>"
)


def height(kind: str, rows: int) -> int:
    """Pixels that a chart of so many rows takes, more or less: what they hold varies."""
    fixed, each = _HEIGHTS[kind]
    return fixed + each * rows


def snippet(address: str, title: str, height: int, site: str) -> str:
    """HTML for a page of another site: a frame of `height` pixels, and the script by which it takes its own.

    `site` is the origin of `address`: https://phare.example.org.
    """
    frame = (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" '
        'loading="lazy" style="border:0"></iframe>'
    )
    return f"{frame}\n{_LISTENER.format(site=site)}"
