"""What tests of the desk share."""

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories import (
    make_figure,
    make_region,
    make_report,
    make_user,
)


def url(model, page, *args):
    return reverse(f"admin:regions_{model}_{page}", args=args)


def said(response):
    return " ".join(strip_tags(response.content.decode()).replace("&#x27;", "'").split())


def draft_figure(**kwargs):
    region = make_region()
    return make_figure(region=region, report=make_report(region=region), **kwargs)


def form_of(figure, **changes):
    names = ("question", "answer", "base", "region", "report")
    values = {name: getattr(figure, f"{name}_id") for name in names}
    values |= {
        "value": figure.value,
        "source": figure.source,
        "base_status": "stated",
        "certainty": "certain",
    }
    return values | seen(figure) | changes


def seen(obj):
    """What the form of a stored row sends of its version."""
    return {"seen_version": type(obj)._base_manager.get(pk=obj.pk).version} if obj.pk else {}


def act(desk, model, action, *objects, **data):
    """As the page does: the confirmation carries the version that it shows."""
    data |= {"action": action, "_selected_action": [obj.pk for obj in objects]}
    for obj in objects:
        data.setdefault(f"version-{obj.pk}", type(obj).objects.get(pk=obj.pk).version)
    return desk.post(url(model, "changelist"), data, follow=True)


def report_form(report, **changes):
    return {
        "title": report.title,
        "slug": report.slug,
        "kind": report.kind,
        "region": report.region_id,
        "released_on": "26/05/2016",
        "released_precision": "day",
        **seen(report),
    } | changes


def staff(client, *names):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client
