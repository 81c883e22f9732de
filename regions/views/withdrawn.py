"""What was public and no longer is: the second door, which gives a notice and no more."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from regions.models import Figure, Report
from regions.publication import Withdrawable

View = Callable[..., Any]


class WithdrawnError(Exception):
    """Raised where what is asked for was withdrawn, or went with this."""

    def __init__(self, subject: Withdrawable) -> None:
        super().__init__(str(subject))
        self.subject = subject


def tells_withdrawal(view: View) -> View:
    """Answers 410 with the public notice where the view meets something withdrawn."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except WithdrawnError as gone:
            return withdrawal_notice(request, gone)
        return response

    return wrapped


def withdrawal_notice(request: HttpRequest, gone: WithdrawnError, base: str = "base.html") -> HttpResponse:
    """The public notice, on a page that extends `base`."""
    name = gone.subject._meta.model_name
    context = {"withdrawn": gone.subject, "base": base}
    return render(request, f"withdrawn/{name}.html", context, status=410)


def public_report(at: datetime, slug: str) -> Report:
    """The report that is out; WithdrawnError or Http404 otherwise."""
    report = Report.objects.published(at).select_related("region").filter(slug=slug).first()
    if report is None:
        raise WithdrawnError(get_object_or_404(Report.objects.withdrawn(at), slug=slug))
    return report


def public_figure(at: datetime, **key: str) -> Figure:
    """The figure that is out; WithdrawnError or Http404 otherwise."""
    figure = Figure.objects.published(at).with_labels().filter(**key).first()
    if figure is None:
        raise_withdrawn(at, **key)
    return figure


def raise_withdrawn(at: datetime, **key: str) -> NoReturn:
    """WithdrawnError where such a figure was out, Http404 where none was."""
    gone = Figure.objects.withdrawn(at).select_related("report").filter(**key).first()
    if gone is None:
        raise Http404
    raise WithdrawnError(gone.report)
