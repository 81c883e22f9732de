"""What a form does not show, nobody changes by typing it into what the form sends.

Each form of the desk is sent twice, as it is and with a value for each field that it does not have, of the
row and of the rows beside it: both leave the same rows behind.
"""

from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models, transaction
from django.forms.models import model_to_dict

from tests.phare.desk_routes import ROLES, address, make_things, sign_in
from tests.phare.roles import MODELS
from tests.trust import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

FORMS = [(model, role) for model, (_, _, changes, _) in MODELS.items() for role in ROLES if role in changes]
# Without `make trust`: one role of each form, and the superuser's where others may less.
QUICK = list({model: (model, role) for model, role in FORMS if role != "S"}.values())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Controls(HTMLParser):
    """What a browser sends of a page's forms: (name, value), several of a name where it has several."""

    def __init__(self, page):
        super().__init__()
        self.sent, self._select, self._area, self._words = {}, None, None, ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        name, kind = found.get("name"), found.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self._send(self._select, found.get("value", ""))
        elif tag == "textarea":
            self._area, self._words = name, ""
        elif tag == "input" and name and self._is_sent(kind, found):
            self._send(name, found.get("value", "on" if kind == "checkbox" else ""))

    def _is_sent(self, kind, found):
        return kind not in ("submit", "file", "button", "checkbox", "radio") or "checked" in found

    def handle_data(self, data):
        self._words += data if self._area else ""

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            self._send(self._area, self._words.removeprefix("\n"))
            self._area = None

    def _send(self, name, value):
        if "__prefix__" not in name:
            self.sent.setdefault(name, []).append(value)


def forged(model, form, prefix=""):
    """A value for each column and each relation of a model that its form has no field for."""
    other = str(form.instance.pk and form.instance.pk + 1)
    data = {}
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    for field in fields:
        shown = field.name in form.fields and not form.fields[field.name].disabled
        if shown or field.primary_key:
            continue
        names = {f"{prefix}{field.name}", f"{prefix}{getattr(field, 'attname', field.name)}"}
        for name in names:
            data |= _typed(field, name, other)
    return data


def _typed(field, name, other):
    if isinstance(field, models.DateTimeField):
        return {name: "2001-01-01 00:00", f"{name}_0": "01/01/2001", f"{name}_1": "00:00"}
    if isinstance(field, models.DateField):
        return {name: "2001-01-01"}
    if field.is_relation:
        return {name: other}
    if isinstance(field, models.BooleanField):
        return {name: "on"}
    if field.get_internal_type().endswith(("IntegerField", "DecimalField")):
        return {name: "77"}
    choices = [value for value, _ in field.flatchoices]
    return {name: choices[-1] if choices else "forge"}


def rows(*models_):
    """All rows with their relations; instants of today as that day, as the two savings are not at once."""
    return {
        (model._meta.label, row.pk): {name: _still(value) for name, value in _whole(row).items()}
        for model in models_
        for row in model._base_manager.all()
    }


def _whole(row):
    whole = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    related = model_to_dict(row, fields=[field.name for field in row._meta.many_to_many])
    return whole | {name: sorted(one.pk for one in found) for name, found in related.items()}


def _still(value):
    if isinstance(value, datetime):
        return value.date() if abs((value.date() - date.today()).days) < 2 else value
    return str(value) if isinstance(value, models.fields.files.FieldFile) else value


def left_by(client, path, data, *models_):
    """(the status, the rows) that sending leaves; it is undone."""
    with transaction.atomic():
        status = client.post(path, data).status_code
        found = rows(*models_)
        transaction.set_rollback(True)
    return status, found


@pytest.mark.parametrize("form", FORMS if FULL else QUICK, ids=" ".join)
def test_field_that_is_not_in_the_form_is_not_changed(form):
    name, role = form
    numbers, client = make_things(), sign_in(role)
    path = address(f"{name}/<path:object_id>/change/", numbers)
    page = client.get(path)
    model = apps.get_model(*name.split("/"))
    sent = Controls(page.content.decode()).sent
    sent = {key: values for key, values in sent.items() if not key.startswith("csrf")} | {"_save": "1"}
    more = forged(model, page.context["adminform"].form)
    tables = [one.formset for one in page.context["inline_admin_formsets"]]
    for table in tables:
        for row in table.initial_forms:
            more |= forged(table.model, row, f"{row.prefix}-")
    seen = [model, *(table.model for table in tables)]
    status, expected = left_by(client, path, sent, *seen)
    assert status == 302, "the form as it is was refused"
    status, found = left_by(client, path, more | sent, *seen)
    assert status == 302
    changed = {key: (values, found.get(key)) for key, values in expected.items() if found.get(key) != values}
    assert (changed, set(found) - set(expected)) == ({}, set())
    assert more or name == "auth/group", "nothing was forged"
