"""Long work told as it goes: a line of JSON for each step, or a plain redirection without JavaScript."""

import json
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse

LINES = "application/x-ndjson"


def progressive(
    request: HttpRequest, steps: Iterator[int], total: int, address: Callable[[], str]
) -> HttpResponseBase:
    """Do `steps`, which tell how many of `total` rows are done; then lead to `address()`.

    The lines are {"done": 500, "total": 20000} and, last, {"location": "/admin/…"}.
    """
    if request.headers.get("Accept") != LINES:
        for _ in steps:
            pass
        return HttpResponseRedirect(address())

    def lines() -> Iterator[str]:
        yield json.dumps({"done": 0, "total": total}) + "\n"
        for done in steps:
            yield json.dumps({"done": done, "total": total}) + "\n"
        yield json.dumps({"location": address()}) + "\n"

    response = StreamingHttpResponse(lines(), content_type=LINES)
    response["Cache-Control"] = "no-store"
    response["Content-Encoding"] = "identity"  # GZipMiddleware would keep lines back
    response["X-Accel-Buffering"] = "no"  # and so would nginx
    return response
