"""Everything that the site shows, each route with its addresses, and the headers of production."""

import runpy
from pathlib import Path

from django.core.files.base import ContentFile

from tests.press import announced_leaks, leaks
from tests.press.access import address as access_address
from tests.press.access import embargoed, invited

SETTINGS = Path(__file__).parent.parent.parent / "phare" / "settings.py"
VARIABLES = {
    "PHARE_ENV": "production",
    "SECRET_KEY": "abcdefghij" * 5,
    "ALLOWED_HOSTS": "testserver",
    "DATABASE_URL": "sqlite:///:memory:",
    "BEHIND_HTTPS_PROXY": "1",
}
OF_HEADERS = ("SECURE_", "SESSION_COOKIE_", "CSRF_", "X_FRAME_", "CONTENT_SECURITY_", "ALLOWED_HOSTS")


def as_in_production(settings, monkeypatch):
    """The settings that headers, cookies and redirections depend on, as production reads them."""
    with monkeypatch.context() as variables:
        for name, value in VARIABLES.items():
            variables.setenv(name, value)
        for name, value in runpy.run_path(str(SETTINGS)).items():
            if name.startswith(OF_HEADERS):
                setattr(settings, name, value)


def plant():
    """All that `leaks` and `announced_leaks` keep back, out since a second."""
    release = leaks.plant()
    announced_leaks.plant()
    announced_leaks.lift()
    leaks.lift()  # last: a release is not out before its report
    return release


def public_addresses():
    """(name of the route, address) of every public route, those of early access aside."""
    for name, path in leaks.places():
        if not name.startswith("press:access"):
            yield name, path


def one_address_of_each():
    """The last of each route: of what has two states, that which is out."""
    return dict(public_addresses())


def access_addresses(access):
    """(name of the route, address) of every route of early access, for an `invited` person."""
    for name in sorted(name for name in leaks.CHANNELS if name.startswith("press:access")):
        name = name.removeprefix("press:")
        more = ["visuel.png"] if name == "access_enclosure" else []
        yield f"press:{name}", access_address(access, *more, name=name)


def invite():
    """Somebody who has accepted the terms of a release under embargo, with a file of each kind."""
    release = embargoed(files=["visuel.png"])
    release.report.document.save("document.pdf", ContentFile(leaks.pdf("Rapport")))
    return invited(release=release)
