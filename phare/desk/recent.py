"""Who changed what lately, as the desk's log has it."""

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import Q
from django.http import HttpRequest

from phare.desk.entries import SHOWN, Block, Entry, Link, instant_words, may_see


def recent(request: HttpRequest) -> Block | None:
    """One query: only changes of what its reader may see."""
    seen = [model._meta for model in admin.site._registry if may_see(request, model)]
    if not seen:
        return None
    kinds = [Q(content_type__app_label=meta.app_label, content_type__model=meta.model_name) for meta in seen]
    found = LogEntry.objects.filter(Q(*kinds, _connector=Q.OR)).select_related("user", "content_type")
    entries = [_entry(one) for one in found.order_by("-action_time", "-pk")[:SHOWN]]
    empty = "Rien n'a été modifié au bureau."
    return Block("changements", "Changements récents", empty, entries, total=0)


def _entry(log: LogEntry) -> Entry:
    address = "" if log.action_flag == DELETION else log.get_admin_url() or ""
    done = log.get_change_message().rstrip(".") or log.get_action_flag_display()
    return Entry(
        Link(log.object_repr, address),
        log.content_type.name if log.content_type else "",
        when=instant_words(log.action_time),
        notes=(f"{done}, par {log.user}.",),
    )
