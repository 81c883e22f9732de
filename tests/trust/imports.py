"""Spoilt spreadsheets through the desk's import and through the command: nothing fails, nothing is half
written.

Part of the piece `input` of `make trust`; a few of them in `make test`.
"""

import re
import tempfile
import time
import traceback
from hashlib import sha256
from io import StringIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from regions.models import Figure, FigureImport, Report
from tests.factories import ago, make_report, make_user
from tests.regions.imports import load, make_catalogue
from tests.trust import Row
from tests.trust.spreadsheets import spoilt

FILES = 10_000
FEW = 0.003  # of them in `make test`
SLOWEST = 5.0  # seconds of processor, from the file to its import, by the desk and by the command
# What a refusal of a row begins with.
PLACE = re.compile(r"(Feuille « .* », l|L)igne \d+(, colonne [^:]+)? : ", re.DOTALL)
OURS = "erreur imprévue"


def row(seed, share):
    """What a share of the files does; of the slowest, also its name."""
    count, failures, slowest, name = round(FILES * share), [], 0.0, ""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), transaction.atomic():
        world = World()
        for said, data in spoilt(seed, range(count)):
            began = time.process_time()
            failures += [f"{said} : {fault}" for fault in world.faults(data)]
            slowest, name = max((slowest, name), (time.process_time() - began, said))
        transaction.set_rollback(True)
    if slowest > SLOWEST:
        failures.append(f"{name} : {slowest:.1f} s")
    return Row(f"tableurs abîmés, graine {seed} ({slowest:.1f} s au plus)", count, failures)


class World:
    """A catalogue with figures in it, one of them public, and somebody signed in who may import."""

    def __init__(self):
        make_catalogue()
        load({"region": "Corse", "value": "57", "answer": "Non"})
        Report.objects.update(publish_at=ago(), approved_at=ago(), approved_alone_because="essai")
        make_report(slug="brouillon", title="Brouillon")
        load({"region": "Corse", "value": "43", "report": "brouillon"})
        user = make_user(username="essai", is_staff=True, is_superuser=True)
        self.desk = Client()
        self.desk.force_login(user)

    def faults(self, data):
        """What goes wrong with a file. Nothing of it stays."""
        found = []
        for door in (self._desk, self._command):
            with transaction.atomic():
                before = stored()
                try:
                    written = door(data)
                    changed = stored() != before
                    if changed != bool(written):
                        found.append(f"{door.__name__} : {written} annoncés ; la base change : {changed}")
                except WrongError as refusal:
                    found.append(f"{door.__name__} : {refusal}")
                except Exception:  # a test of whatever may come
                    found.append(f"{door.__name__} : {traceback.format_exc()[-1500:]}")
                transaction.set_rollback(True)
        return found

    def _desk(self, data):
        """Page by page, as an editor who says yes to everything; how many figures were written."""
        before = stored()
        page = self._sent("add", {"file": SimpleUploadedFile("chiffres.xlsx", data)})
        if page.redirect_chain == []:
            errors = page.context["form"].errors
            expect(errors.get("file") and OURS not in str(errors), f"refus sans message : {errors}")
            return 0
        record = FigureImport.objects.latest("pk")
        if page.redirect_chain[-1][0].endswith("/feuille/"):
            name = page.context["form"].fields["sheet"].choices[0][0]
            page = self._sent("feuille", {"sheet": name}, record)
        if page.redirect_chain and page.redirect_chain[-1][0].endswith("/colonnes/"):
            columns = page.context["reading"].choices.columns
            page = self._sent("colonnes", {**columns, "ignored": "on"}, record)
        page = self._sent("verifier", {}, record)
        record.refresh_from_db()
        plan = record.plan
        if not plan:
            return 0  # a sheet or columns that are still to be chosen
        for told in [fault["text"] for fault in plan["faults"]]:
            expect(PLACE.match(told) and OURS not in told, f"message : {told[:300]}")
        expect(stored() == before, "l'aperçu a écrit")
        self._sent("confirmer", {"seen": plan["fingerprint"]}, record)
        record.refresh_from_db()
        if not page.context["may_confirm"]:
            expect(record.state == "prepared", "un fichier refusé est importé")
            return 0
        counts = plan["counts"]
        expect((record.new, record.changed) == (counts["new"], counts["changed"]), f"autres : {counts}")
        expect(Figure.objects.count() - before[0] == counts["new"], "autant de chiffres que l'aperçu en dit")
        return counts["new"] + counts["changed"]

    def _sent(self, page, data, record=None):
        address = reverse(f"admin:regions_figureimport_{page}", args=[record.pk] if record else [])
        response = self.desk.post(address, data, follow=True)
        expect(response.status_code == 200, f"{page} : {response.status_code}")
        return response

    def _command(self, data):
        out = StringIO()
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            Path(file.name).write_bytes(data)
            options = {
                "user": "essai",
                "confirm": True,
                "column": ["*="],
                "stdout": out,
                "stderr": StringIO(),
            }
            try:
                call_command("import_figures", file.name, **options)
            except CommandError as error:
                expect(str(error) and OURS not in str(error), f"message : {error}")
                return 0
        return "fait." in out.getvalue()


class WrongError(AssertionError):
    pass


def expect(what, words):
    if not what:
        raise WrongError(words)


def stored():
    """How many figures there are, and a digest of all that an import may change."""
    figures = list(Figure.objects.order_by("pk").values_list())
    reports = list(Report.objects.order_by("pk").values_list())
    history = Figure.history.count()
    return len(figures), sha256(repr((figures, reports, history)).encode()).hexdigest()
