"""What it takes to build each kind of public page, without the page cache, as production builds it.

On the database of the environment (DATABASE_URL): python -m tests.benchmarks.cold [PART OF A NAME…]
"""

import logging
import os
import secrets
import statistics
import sys
import time

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "phare.settings",
    "PHARE_ENV": "production",
    "ALLOWED_HOSTS": "localhost",
}
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from press.models import Edition, Event, Resource  # noqa: E402
from regions.models import Figure, Region, Report, Survey  # noqa: E402
from regions.publication import INSTANT, database_now  # noqa: E402

WARMING = 3
BUILDS = 15
MILLISECONDS, QUERIES = 30, 8  # what no page should pass


def pages():
    """The name of each kind of public page, with the address of one: where they differ, of the largest."""
    at = database_now()
    figures = Figure.objects.published(at).filter(value__isnull=False).order_by()
    largest = {
        name: figures.values_list(name).annotate(n=Count("pk")).order_by("-n", name).first()[0]
        for name in ("question__indicator__slug", "question__survey__slug")
    }
    indicator, survey = largest.values()
    regional = figures.filter(region__level="region").values_list("region__slug")
    region = regional.annotate(n=Count("pk")).order_by("-n", "region__slug").first()[0]
    report = Report.objects.published(at).annotate(n=Count("figures")).order_by("-n", "slug").first()
    number = figures.filter(region__slug=region, question__indicator__slug=indicator).order_by("pk").first()
    editions = Edition.objects.current(at).annotate(n=Count("citations")).order_by("-n", "pk")
    release = editions.select_related("release").first().release
    event = Event.objects.published(at).order_by("pk").first()
    resource = Resource.objects.published(at).order_by("pk").first()
    others = Region.objects.regions().order_by("slug").values_list("slug", flat=True)[:4]
    return {
        "accueil": "/",
        "France": "/france/",
        "régions": "/regions/",
        "région": f"/regions/{region}/",
        "indicateurs": "/indicateurs/",
        "indicateur": f"/indicateurs/{indicator}/",
        "rapports": "/rapports/",
        "rapport": report.get_absolute_url(),
        "enquêtes": "/enquetes/",
        "enquête": Survey.objects.get(slug=survey).get_absolute_url(),
        "chiffre": number.get_absolute_url(),
        "rectificatifs": "/rectificatifs/",
        "tableau de bord": "/tableau-de-bord/",
        "comparer": "/comparer/",
        "comparer 4 régions": "/comparer/?" + "&".join(f"regions={slug}" for slug in others),
        "communiqués": "/communiques/",
        "communiqué": release.get_absolute_url(),
        "communiqué, versions": f"{release.get_absolute_url()}versions/",
        "communiqués, flux": "/communiques/flux.xml",
        "contacts": "/contacts-presse/",
        "agenda": "/agenda/",
        "événement": event.get_absolute_url(),
        "agenda, calendrier": "/agenda.ics",
        "tour": "/tour/",
        "ressources": "/ressources/",
        "ressource": resource.get_absolute_url(),
        "page": "/methode/",
        "recherche": "/recherche/?q=partenariat",
        "recherche vide": "/recherche/",
        "données": "/donnees/",
        "carte intégrée": f"/integrer/indicateurs/{indicator}/carte/",
        "bloc intégré": f"/integrer/regions/{region}/{indicator}/",
        "graphique JSON": f"/graphiques/indicateurs/{indicator}/regions.json",
        "graphique JSON, région": f"/graphiques/regions/{region}/{indicator}.json",
        "carte SVG": f"/indicateurs/{indicator}/carte.svg",
        "CSV, indicateur": f"/indicateurs/{indicator}.csv",
        "CSV, région": f"/regions/{region}.csv",
        "API": "/api/v1/",
        "API, chiffres": "/api/v1/chiffres/",
        "API, description": "/api/v1/openapi.json",
        "plan du site": "/sitemap.xml",
        "plan du site, communiqués": "/sitemap/communiques.xml",
        "plan du site, indicateurs": "/sitemap/indicateurs.xml",
    }


class Site:
    """The bare Django application of production, told the instant as the page cache tells it, which reads it
    with the content stamp: one query of a process in a tenth of a second, for all pages."""

    def __init__(self):
        self.handler, self.requests, self.at = WSGIHandler(), RequestFactory(), database_now()

    def build(self, address):
        """The body of the answer to who asks for `address`."""
        told = {"SERVER_NAME": "localhost", INSTANT: self.at}
        environ = self.requests.get(address, secure=True, **told).environ
        status = []
        response = self.handler(environ, lambda line, headers: status.append(line))
        body = b"".join(response)
        response.close()
        assert status == ["200 OK"], f"{address} : {status[0]}"
        return body

    def measure(self, address, warming=WARMING, builds=BUILDS):
        """Queries, and the median of some builds in milliseconds."""
        for _ in range(warming):
            self.build(address)
        asked = []
        with connection.execute_wrapper(lambda execute, *query: asked.append(query[0]) or execute(*query)):
            self.build(address)
        spent = []
        for _ in range(builds):
            start = time.perf_counter()
            self.build(address)
            spent.append(time.perf_counter() - start)
        return len(asked), statistics.median(spent) * 1000


def main(*parts):
    logging.disable(logging.INFO)  # a line for each request
    call_command("collectstatic", interactive=False, verbosity=0)
    site = Site()
    for name, address in pages().items():
        if not parts or any(part in name for part in parts):
            queries, spent = site.measure(address)
            beyond = " *" if queries > QUERIES or spent > MILLISECONDS else ""
            sys.stdout.write(f"{name:<24} {queries:4d} requêtes {spent:7.1f} ms{beyond}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
