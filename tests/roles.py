"""People of the desk by their role."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group

from tests.factories import make_user

roles = import_module("press.migrations.0007_roles")


def make_editor(*names, **kwargs):
    """Somebody in the groups of these names, which a database that was emptied has lost."""
    if not Group.objects.exists():
        roles.make_groups(apps, None)
    editor = make_user(is_staff=True, **kwargs)
    editor.groups.set(Group.objects.filter(name__in=names))
    assert editor.groups.count() == len(names)
    return editor
