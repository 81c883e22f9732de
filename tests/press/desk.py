"""What tests of the press desk share."""

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.timezone import localtime

from tests.factories import make_user

GROUPS = ("citations", "contacts", "boilerplates", "attachments")
WRITER = ("view_release", "add_release", "change_release", "view_report", "view_region", "view_figure")


def url(page, *args, model="release"):
    return reverse(f"admin:press_{model}_{page}", args=args)


def staff(client, *names):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    client.user = user
    return client


def form_of(release=None, **changes):
    """What the form sends for a release as it is, with changes; rows beside it stay."""
    data = {"headline": "", "slug": "", "standfirst": "", "body": ""}
    if release:
        data = {
            name: getattr(release, name) or ""
            for name in ("headline", "slug", "standfirst", "place", "body", "note_to_readers", "recipients")
        }
        data |= {
            "seen_version": type(release).objects.get(pk=release.pk).version,
            "regions": [region.pk for region in release.regions.all()],
            "report": release.report_id or "",
        }
        if release.publish_at:
            at = release.publish_at.astimezone()
            data |= {"publish_at_0": at.strftime("%d/%m/%Y"), "publish_at_1": at.strftime("%H:%M:%S")}
    for group in GROUPS:
        rows = _rows(release, group) if release else []
        data |= {f"{group}-TOTAL_FORMS": len(rows), f"{group}-INITIAL_FORMS": len(rows)}
        for index, row in enumerate(rows):
            data |= {f"{group}-{index}-{name}": value for name, value in row.items()}
    return data | changes


def _rows(release, group):
    names = {
        "citations": ("figure_id",),
        "contacts": ("contact_id", "position"),
        "boilerplates": ("boilerplate_id", "position"),
        "attachments": ("title", "alternative", "credit", "position"),
    }[group]
    found = getattr(release, group).all()
    if group == "attachments":
        found = found.in_draft()
    return [
        {"id": row.pk, "release": release.pk}
        | {name.removesuffix("_id"): getattr(row, name) for name in names}
        for row in found
    ]


def event_form(event=None, **changes):
    """What the form sends for an event as it is, with changes; `publish_at` may be an instant or None."""
    data = {
        "title": "",
        "slug": "",
        "state": "to_confirm",
        "held_precision": "day",
        "time_zone": "Europe/Paris",
    }
    if event:
        names = (
            "title",
            "slug",
            "kind",
            "subject",
            "state",
            "held_precision",
            "time_zone",
            "place",
            "address",
        )
        data = {name: getattr(event, name) for name in (*names, "programme", "account", "registration")}
        data |= {name: getattr(event, f"{name}_id") or "" for name in ("region", "host", "report")}
        data |= {"partners": [one.pk for one in event.partners.all()], "seen_version": event.version}
        data |= {"held_on": f"{event.held_on:%d/%m/%Y}" if event.held_on else ""}
        changes.setdefault("publish_at", event.publish_at)
    if at := changes.pop("publish_at", None):
        local = localtime(at)
        data |= {"publish_at_0": f"{local:%d/%m/%Y}", "publish_at_1": f"{local:%H:%M:%S}"}
    return data | changes


def resource_form(resource=None, **changes):
    """What the form sends for a resource as it is, or for a new note, with changes."""
    data = {"title": "Une note", "slug": "une-note", "kind": "note", "question": "formes", "summary": "Utile"}
    data |= {"url": "", "released_on": "", "released_precision": "unknown"}
    if resource:
        data |= {name: getattr(resource, name) for name in data if name != "released_on"}
        data |= {"region": resource.region_id, "report": resource.report_id or ""}
        data |= {"seen_version": type(resource).objects.get(pk=resource.pk).version}
    if resource and resource.publish_at:
        local = resource.publish_at.astimezone()
        data |= {"publish_at_0": local.strftime("%d/%m/%Y"), "publish_at_1": local.strftime("%H:%M:%S")}
    return data | changes
