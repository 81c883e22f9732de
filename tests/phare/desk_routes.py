"""Every page of the desk, with a real object on each, and what it answers to whom."""

import re

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from phare.desk import help
from press.models import Fact, Spokesperson
from regions.models import FigureImport
from tests.factories import (
    ago,
    make_access,
    make_boilerplate,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_organisation,
    make_page,
    make_region,
    make_release,
    make_report,
    make_resource,
    make_user,
    publish,
)
from tests.phare.blocks import soon
from tests.regions.imports import csv_of

# A letter for each role: the six groups, the superuser, staff without a group, who is not signed in.
GROUPS = {
    "D": "Données",
    "R": "Rédaction",
    "L": "Relecture",
    "P": "Presse",
    "A": "Agenda",
    "X": "Administration",
}
ROLES = "".join(GROUPS) + "SN-"
ROOT = "admin/"


def routes(patterns=None, prefix=""):
    """Each pattern under the desk's address, without that address."""
    for one in patterns or get_resolver().url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif route.startswith(ROOT):
            yield plain(route)


def plain(route):
    """A route without the desk's address, and without the applications that have lists."""
    return re.sub(r"\^?\(\?P<app_label>[^)]*\)/\$", "<app_label>/", route.removeprefix(ROOT))


def sign_in(role):
    client = Client()
    if role != "-":
        user = make_user(username=f"role-{role}", is_staff=True, is_superuser=role == "S", email="")
        user.groups.set(Group.objects.filter(name=GROUPS.get(role, "")))
        client.force_login(user)
        client.user = user
    return client


def make_things():
    """The number of an object of each model, such that each page has something to do with it; by route,
    where another one is asked for."""
    draft = make_report()
    figure = make_figure(report=draft, region=draft.region)
    embargoed = make_release(publish_at=soon(days=1))
    publish(embargoed)
    found = {
        "regions/region": make_region(),
        "regions/survey": figure.question.survey,
        "regions/base": figure.base,
        "regions/theme": figure.question.indicator.theme,
        "regions/indicator": figure.question.indicator,
        "regions/answer": figure.answer,
        "regions/question": figure.question,
        "regions/figure": figure,
        "regions/report": make_report(),
        "regions/correction": make_correction(figure=make_figure()),
        "regions/correction/rectifier/<int:pk>/": make_figure(),
        "regions/figure/tableau/<int:pk>/": figure.question,
        "regions/figureimport": FigureImport.objects.create(
            file=ContentFile(csv_of({}), name="chiffres.csv"),
            name="chiffres.csv",
            sha256="0" * 64,
            author=make_user(),
            created_at=ago(hours=1),
            state="done",
            imported_at=ago(hours=1),
        ),
        "press/release": make_release(headline="Brouillon"),
        "press/earlyaccess": make_access(embargoed),
        "press/presscontact": make_contact(),
        "press/organisation": make_organisation(),
        "press/boilerplate": make_boilerplate(),
        "press/spokesperson": Spokesperson.objects.create(name="Camille Exemple"),
        "press/fact": Fact.objects.create(about="programme", name="PHARE", fact="Début", value="2013"),
        "auth/group": Group.objects.create(name="Sans personne"),
        "auth/user": make_user(username="compte"),
    }
    for name, make in {"event": make_event, "resource": make_resource, "page": make_page}.items():
        found[f"press/{name}"] = make()
        found[f"press/{name}/<int:pk>/retirer/"] = make(publish_at=ago(hours=1))
        gone = found[f"press/{name}/<int:pk>/publier-de-nouveau/"] = make(publish_at=ago(hours=1))
        gone.withdraw(by=make_user(), notice="Une erreur.")
    numbers = {key: one.pk for key, one in found.items()}
    numbers["aide/<slug:slug>/"] = help.JOBS[0].slug
    numbers["r"] = found["press/page/<int:pk>/retirer/"].pk
    return numbers


def address(route, numbers):
    """The path of a route, on the object that it is about."""
    if route == "<app_label>/":
        return f"/{ROOT}press/"
    number = numbers.get(route) or numbers.get("/".join(route.split("/")[:2])) or numbers["r"]
    pages = ContentType.objects.get(app_label="press", model="page").pk
    path = route.replace("<path:content_type_id>", str(pages)).replace("(?P<url>.*)$", "nulle-part")
    path = re.sub(r"<(\w+:)?\w+>", str(number), path)
    asked = "?app_label=press&model_name=release&field_name=report" if route == "autocomplete/" else ""
    return f"/{ROOT}{path}{asked}"


def outcome(client, method, path):
    """Whether that is granted: it neither refuses nor asks to sign in. What it does is undone."""
    signed_in = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path) if method != "POST" else client.post(path, {"post": "yes"})
        if response.streaming:
            b"".join(response.streaming_content)  # which closes its file
        transaction.set_rollback(True)
    client.cookies = signed_in
    if response.status_code == 302 and response["Location"].startswith(f"/{ROOT}login/"):
        return False
    assert response.status_code in (200, 302, 403, 404, 405), (method, path, response.status_code)
    return response.status_code in (200, 302)
