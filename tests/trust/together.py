"""Several at once: each act has one effect, nobody's work is lost, and what two do at the same moment is what
they would have done one after the other."""

import json
import logging
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from traceback import format_exc

from tests.trust import Row
from tests.trust.bench import EMPTY, bench, in_a_child

SIZE = 40
EDITORS = 8
TURNS = {"release": 50, "resource": 10, "event": 10, "report": 10}  # of each, at one form
PROCESSES = 2  # as the site is served: deploy/systemd
# Sent twice, these are two: another file to be looked at, which the desk says is the same.
SEVERAL = ("import_sent",)


def run(full):
    logging.disable(logging.CRITICAL)
    with bench() as kept:
        yield twice(kept, full)
        yield at_once(kept, full)
        for form, turns in TURNS.items():
            yield crowd(kept, form, turns if full else 2)
        yield migrations(kept)


def all_at_once(kept, acts):
    """What each act gives, in a process of its own; they begin together."""
    told = [kept.folder / f"told-{number}" for number, _ in enumerate(acts)]
    start = time.time() + 0.05 * len(acts)

    def begin(act, place):
        def together():
            try:
                time.sleep(max(0, start - time.time()))
                place.write_text(json.dumps(act()))
            except Exception:
                place.write_text(json.dumps([f"erreur : {format_exc()[-1500:]}"]))

        return together

    children = [in_a_child(begin(act, place)) for act, place in zip(acts, told, strict=True)]
    for child in children:
        os.waitpid(child, 0)
    kept.settle()
    return [json.loads(place.read_text()) for place in told]


def quiet(act):
    """The same, that gives the code of its answer."""
    return lambda: getattr(act(), "status_code", None)


def twice(kept, full):
    """A button that is clicked twice, and a form that is sent again later."""
    from tests.trust.jobs import JOBS
    from tests.trust.picture import Album

    failures, jobs = [], [job for job in JOBS if job.make.__name__ not in SEVERAL][0 if full else -2 :]
    for job in jobs:
        kept.restore(EMPTY)
        act = job.make(SIZE)
        kept.keep("before")
        album = Album()
        act()
        after = album.take().rows
        kept.restore("before")
        codes = all_at_once(kept, [quiet(act), quiet(act)])
        seen = album.take().rows
        if seen != after:
            failures.append(
                f"{job.name}, deux fois à la fois ({codes}) : {seen - after}, manque {after - seen}"
            )
        kept.restore("before")
        act()
        code = again(act)
        seen = album.take().rows
        if seen != after:
            failures.append(f"{job.name}, renvoyé ({code}) : {seen - after}, manque {after - seen}")
    return Row("double clic, formulaire renvoyé : un seul effet", 2 * len(jobs), failures)


def again(act):
    from django.core.management import CommandError

    try:
        return quiet(act)()
    except CommandError as error:
        return str(error)


def pairs():
    """Of what two persons do at once: each makes its rows and gives two acts."""
    from tests.trust import jobs
    from tests.trust.jobs import at, read, signed_in, written

    def of(*makers):
        return lambda: [make(SIZE) for make in makers]

    def approval_and_withdrawal():
        release, desk = written(), signed_in()
        report = release.report
        approved = {"reading": read(release)}
        withdrawn = {"action": "withdraw_selected", "_selected_action": [report.pk], "confirm": "1"}
        withdrawn |= {"notice": "Une erreur.", f"version-{report.pk}": report.version}
        return [
            lambda: desk.post(at("press_release", "approve", release.pk), approved),
            lambda: desk.post(at("regions_report", "changelist"), withdrawn),
        ]

    return {
        "deux communiqués publiés": of(jobs.release_approved, jobs.release_approved),
        "un communiqué pendant un import": of(jobs.import_by_command, jobs.release_approved),
        "un communiqué pendant un import au bureau": of(jobs.import_confirmed, jobs.release_approved),
        "un rapport approuvé, un autre retiré": of(jobs.report_approved, jobs.report_withdrawn),
        "un contact effacé, un communiqué publié": of(jobs.contact_erased, jobs.release_approved),
        "un communiqué approuvé, son rapport retiré": approval_and_withdrawal,
    }


def at_once(kept, full):
    from tests.trust.picture import Album

    failures, tries = [], 10 if full else 1
    for name, make in pairs().items():
        kept.restore(EMPTY)
        acts = make()
        kept.keep("before")
        album = Album()
        orders = []
        for order in (acts, acts[::-1]):
            kept.restore("before")
            for act in order:
                act()
            orders.append(album.take().rows)
        for _ in range(tries):
            kept.restore("before")
            codes = all_at_once(kept, [quiet(act) for act in acts])
            seen = album.take().rows
            if seen not in orders:
                failures.append(f"{name} ({codes}) : {seen - orders[0]}, manque {orders[0] - seen}")
    return Row("à la fois comme l'un après l'autre", tries * len(pairs()), failures)


def crowd(kept, form, turns):
    """Editors at one row: each save is accepted once, or refused with what was typed."""
    from django.db import connections

    from tests.trust.jobs import at, signed_in

    kept.restore(EMPTY)
    model, name, obj, fields = _edited(form)
    desks = [signed_in() for _ in range(EDITORS)]
    address = at(f"{model._meta.app_label}_{form}", "change", obj.pk)

    def work(number):
        accepted, faults = [], []
        for turn in range(turns):
            typed = f"Par {number}, fois {turn}"
            answer = desks[number].post(address, fields(model.objects.get(pk=obj.pk)) | {name: typed})
            if answer.status_code == 302:
                accepted.append(typed)
            elif answer.status_code != 200 or typed not in unescape(answer.content.decode()):
                faults.append(f"{typed} : réponse {answer.status_code}, saisie perdue")
        connections.close_all()
        return accepted, faults

    def process(numbers):
        def act():
            with ThreadPoolExecutor(len(numbers)) as threads:
                done = list(threads.map(work, numbers))
            return [[one for some in kind for one in some] for kind in zip(*done, strict=True)]

        return act

    told = all_at_once(kept, [process(range(first, EDITORS, PROCESSES)) for first in range(PROCESSES)])
    if broken := [one[0] for one in told if len(one) == 1]:
        return Row(f"{EDITORS} éditeurs, {form}", 0, broken)
    accepted = [one for some, _ in told for one in some]
    failures = [one for _, some in told for one in some]
    history = list(obj.history.order_by("history_id").values_list(name, flat=True))
    written = [one for one in dict.fromkeys(history) if one.startswith("Par ")]
    if sorted(written) != sorted(accepted):
        failures.append(f"acceptés : {len(accepted)}, écrits : {len(written)}")
    if not accepted or getattr(model.objects.get(pk=obj.pk), name) != written[-1]:
        failures.append("le dernier enregistré n'est pas celui qui reste")
    words = f"{EDITORS} éditeurs, {form} : {len(accepted)} acceptés, les autres refusés avec leur texte"
    return Row(words, EDITORS * turns, failures)


def _edited(form):
    """The model, the field that everybody types in, the row, and what its form sends."""
    from press.models import Event, Release, Resource
    from regions.models import Report
    from tests import factories
    from tests.press import desk
    from tests.regions.desk import report_form

    model, name, make, fields = {
        "release": (Release, "headline", factories.make_release, desk.form_of),
        "resource": (Resource, "title", factories.make_resource, desk.resource_form),
        "event": (Event, "title", factories.make_event, desk.event_form),
        "report": (Report, "title", factories.make_report, report_form),
    }[form]
    return model, name, make(), fields


def migrations(kept):
    """Three machines that are upgraded at once."""
    failures, address = [], kept.blank()
    root = Path(__file__).parent.parent.parent

    def manage(*words):
        variables = os.environ | {"DATABASE_URL": address}
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(
            command, cwd=root, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    running = [manage("migrate", "-v0") for _ in range(3)]
    for one in running:
        _, error = one.communicate()
        if one.returncode:
            failures.append(error[-500:])
    last = manage("migrate", "--check", "-v0")
    if last.communicate()[1] or last.returncode:
        failures.append("il reste des migrations à faire")
    return Row("trois migrations à la fois", 3, failures)
