"""What search engines read in a page: the pieces that the schema.org things of both apps share."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

ORGANISATION = "Phare, observatoire des partenariats"

_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}

Address = Callable[[str], str]


def data_block(thing: dict[str, Any]) -> SafeString:
    """JSON-LD, for a data block: nothing in it can end the block, or be read as markup."""
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(_MARKUP))  # noqa: S308  # <, > and & are escaped
