"""What editors do that must happen as a whole or not at all, each with what it needs around it.

A job makes its rows and gives the act: a function that does it, as a browser or a shell would, and that may
fail. `size` is how many figures it is about, where it is about figures.
"""

from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from regions.models import FigureImport, Indicator
from tests.factories import (
    ago,
    make_answer,
    make_contact,
    make_correction,
    make_figure,
    make_organisation,
    make_release,
    make_report,
    make_resource,
    make_user,
    png,
    publish,
)
from tests.press.desk import form_of, resource_form
from tests.press.editions import read
from tests.regions.entry import Table
from tests.regions.imports import csv_of, load, make_catalogue
from tests.regions.pdfs import pdf

REGIONS = ("Bretagne", "Corse", "Grand Est", "Provence-Alpes-Côte d'Azur")
OLD, NEW = pdf(b"(ancien)"), pdf(b"(nouveau)")


class Job(NamedTuple):
    name: str
    make: Callable


def signed_in():
    """A superuser's browser, which is answered 500 where a test's would raise."""
    client = Client(raise_request_exception=False)
    client.user = make_user(is_staff=True, is_superuser=True)
    client.force_login(client.user)
    return client


def at(model, page, *args):
    return reverse(f"admin:{model}_{page}", args=args)


def rows(size, value):
    """Rows of a file for `size` figures, in four regions."""
    return [{"region": REGIONS[n % 4], "answer": f"Réponse {n // 4}", "value": value} for n in range(size)]


def figures_file(size):
    """The bytes of a file that changes half of `size` figures, which are there, and makes the others."""
    make_catalogue()
    indicator = Indicator.objects.get()
    for number in range((size + 3) // 4):
        make_answer(indicator=indicator, slug=f"r{number}", label=f"Réponse {number}")
    if kept := rows(size // 2, "40"):
        load(*kept)
    return csv_of(*rows(size, "41"))


def import_by_command(size):
    path = Path(settings.MEDIA_ROOT).parent / "chiffres.csv"
    path.write_bytes(figures_file(size))
    user = make_user(is_superuser=True).username

    def act():
        with redirect_stderr(StringIO()):
            call_command("import_figures", path, "--user", user, "--confirm", stdout=StringIO())

    return act


def prepared(size):
    """An import that was sent and checked: its record, its fingerprint, and who sent it."""
    desk = signed_in()
    file = SimpleUploadedFile("chiffres.csv", figures_file(size))
    desk.post(at("regions_figureimport", "add"), {"file": file})
    record = FigureImport.objects.latest("pk")
    desk.post(at("regions_figureimport", "verifier", record.pk))
    record.refresh_from_db()
    return record, record.plan["fingerprint"], desk


def import_sent(size):
    data, desk = figures_file(size), signed_in()
    return lambda: desk.post(
        at("regions_figureimport", "add"), {"file": SimpleUploadedFile("chiffres.csv", data)}
    )


def import_confirmed(size):
    record, seen, desk = prepared(size)
    return lambda: desk.post(at("regions_figureimport", "confirmer", record.pk), {"seen": seen})


def import_undone(size):
    record, seen, desk = prepared(size)
    desk.post(at("regions_figureimport", "confirmer", record.pk), {"seen": seen})
    return lambda: desk.post(at("regions_figureimport", "annuler", record.pk))


def import_forgotten(size):
    record, _, desk = prepared(size)
    return lambda: desk.post(at("regions_figureimport", "abandonner", record.pk))


def grid_saved(size):
    table, desk = Table(regions=max(1, size // 4), answers=4), signed_in()
    for region in table.regions[::2]:
        for answer in table.answers:
            table.figure(region, answer, 40)
    sent = table.typed(desk) | table.all_cells("41")
    return lambda: desk.post(table.address, sent)


def written(**kwargs):
    """A release that somebody else wrote, with all that may stand around it."""
    kwargs.setdefault("organisations", [make_organisation()])
    release = make_release(figures=[make_figure() for _ in range(3)], **kwargs)
    release.record_edit(by=make_user())
    return release


def release_saved(size):
    release, desk = written(), signed_in()
    file = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-release": release.pk,
        "attachments-0-title": "Une photo",
        "attachments-0-alternative": "Ce qu'elle montre.",
        "attachments-0-position": 0,
    }
    sent = form_of(release, headline="Un autre titre", **file)

    def act():
        sent["attachments-0-file"] = SimpleUploadedFile("photo.png", png())
        return desk.post(at("press_release", "change", release.pk), sent)

    return act


def release_cited(size):
    report = make_report(publish_at=ago(hours=2))
    figures = [make_figure(report=report, region=report.region) for _ in range(3)]
    release, desk = make_release(figures=figures[:1], report=report), signed_in()
    return lambda: desk.post(at("press_release", "cite", release.pk))


def release_approved(size):
    release, desk = written(), signed_in()
    sent = {"reading": read(release)}
    return lambda: desk.post(at("press_release", "approve", release.pk), sent)


def release_withdrawn(size):
    release, desk = written(), signed_in()
    publish(release)
    return lambda: desk.post(at("press_release", "withdraw", release.pk), {"notice": "Une erreur."})


def _step_of_a_report(action, report, desk, **sent):
    sent |= {"action": action, "_selected_action": [report.pk], "confirm": "1"}
    sent[f"version-{report.pk}"] = report.version
    return lambda: desk.post(at("regions_report", "changelist"), sent)


def report_approved(size):
    report, desk = make_report(), signed_in()
    make_figure(report=report, region=report.region)
    type(report).objects.filter(pk=report.pk).update(publish_at=ago(hours=1))
    report.record_edit(by=make_user())
    report.refresh_from_db()
    return _step_of_a_report("approve_selected", report, desk)


def report_withdrawn(size):
    report, desk = make_report(publish_at=ago(hours=1)), signed_in()
    for _ in range(3):
        make_figure(report=report, region=report.region)
    return _step_of_a_report("withdraw_selected", report, desk, notice="Une erreur.")


def correction_approved(size):
    correction, desk = make_correction(figure=make_figure()), signed_in()
    type(correction).objects.filter(pk=correction.pk).update(publish_at=ago(hours=1))
    correction.record_edit(by=make_user())
    correction.refresh_from_db()
    sent = {"action": "approve_selected", "_selected_action": [correction.pk], "confirm": "1"}
    sent[f"version-{correction.pk}"] = correction.version
    return lambda: desk.post(at("regions_correction", "changelist"), sent)


def contact_erased(size):
    contact, desk = make_contact(name="Camille Exemple", kind="person"), signed_in()
    publish(written(contacts=[contact]))
    desk.post(at("press_presscontact", "change", contact.pk), {"name": "Camille Exemple"})
    return lambda: desk.post(at("press_presscontact", "erase", contact.pk))


def file_replaced(size):
    resource = make_resource(publish_at=ago(hours=1), file=ContentFile(OLD, name="ancien.pdf"))
    desk = signed_in()
    sent = resource_form(resource)
    return lambda: desk.post(
        at("press_resource", "change", resource.pk), sent | {"file": SimpleUploadedFile("nouveau.pdf", NEW)}
    )


JOBS = [
    Job("import par la commande", import_by_command),
    Job("import envoyé", import_sent),
    Job("import confirmé au bureau", import_confirmed),
    Job("import annulé", import_undone),
    Job("import oublié", import_forgotten),
    Job("tableau enregistré", grid_saved),
    Job("communiqué enregistré, avec une pièce jointe", release_saved),
    Job("chiffres cités", release_cited),
    Job("communiqué publié", release_approved),
    Job("communiqué retiré", release_withdrawn),
    Job("rapport approuvé", report_approved),
    Job("rapport retiré", report_withdrawn),
    Job("rectificatif approuvé", correction_approved),
    Job("contact effacé", contact_erased),
    Job("fichier remplacé", file_replaced),
]
