"""The roles of the desk, as groups."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

CATALOGUE = ("survey", "base", "theme", "indicator", "answer", "question")
FIGURES = ("region", *CATALOGUE, "figure", "report", "correction")
# What forms and lists of one's own work refer to.
SEEN_BY_ALL = tuple(f"regions.view_{name}" for name in FIGURES) + tuple(
    f"press.view_{name}" for name in ("release", "event", "resource", "page", "organisation")
)


def rights(app, actions, *names):
    return tuple(f"{app}.{action}_{name}" for name in names for action in actions)


WRITE = ("view", "add", "change")
ALL = (*WRITE, "delete")

ROLES = {
    "Données": (
        *SEEN_BY_ALL,
        "regions.change_region",
        *rights("regions", WRITE, *CATALOGUE, "report"),
        *rights("regions", ALL, "figure", "correction"),
        "regions.import_figure",
        "regions.export_figure",
    ),
    "Rédaction": (
        *SEEN_BY_ALL,
        "regions.export_figure",
        *rights("press", ALL, "release", "page"),
        *rights("press", WRITE, "boilerplate", "organisation", "spokesperson", "fact"),
        *rights("press", ALL, "spokespersontitle"),
        "press.withdraw_page",
        "press.view_presscontact",
    ),
    "Relecture": (
        *SEEN_BY_ALL,
        "regions.approve_report",
        "regions.withdraw_report",
        "regions.approve_correction",
        "press.approve_release",
        "press.withdraw_release",
        *rights("press", ["view"], "boilerplate", "spokesperson", "presscontact", "fact"),
    ),
    "Presse": (
        *SEEN_BY_ALL,
        *rights("press", ALL, "presscontact"),
        "press.erase_presscontact",
        *rights("press", WRITE, "earlyaccess"),
        "press.withdraw_release",
        *rights("press", WRITE, "organisation"),
    ),
    "Agenda": (
        *SEEN_BY_ALL,
        *rights("press", ALL, "event", "resource"),
        "press.withdraw_event",
        "press.withdraw_resource",
        *rights("press", WRITE, "organisation"),
    ),
    "Administration": (
        *rights("regions", ALL, *FIGURES),
        "regions.import_figure",
        "regions.export_figure",
        "regions.approve_report",
        "regions.withdraw_report",
        "regions.approve_correction",
        "regions.approve_alone",
        *rights("press", ALL, "release", "event", "resource", "page", "fact"),
        *rights("press", ALL, "boilerplate", "organisation", "spokesperson", "spokespersontitle"),
        *rights("press", ALL, "presscontact"),
        *rights("press", WRITE, "earlyaccess"),
        "press.erase_presscontact",
        "press.approve_release",
        *(f"press.withdraw_{name}" for name in ("release", "event", "resource", "page")),
        *rights("auth", WRITE, "user"),
        "auth.view_group",
    ),
}


def make_groups(apps, schema_editor):
    for label in ("auth", "regions", "press"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    permissions = {
        f"{one.content_type.app_label}.{one.codename}": one
        for one in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    for name, granted in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions[right] for right in granted)


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0006_versions_and_history"),
        ("regions", "0007_versions_and_history"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
