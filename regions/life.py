"""The life of a row: its records and those of its parts, gathered by who did what and when.

A form that is saved writes several records: of the row, of its many-to-many fields, of the tables beside
it. They are one act here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, ForeignKey, Model

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State: TypeAlias = Mapping[str, Any]  # by field; of a many-to-many field, the keys of its rows
Thing: TypeAlias = tuple[type[Model], Any]  # a row or one of its parts: its model and key

TOGETHER = timedelta(seconds=1)  # between two records of one act
LOGGED = timedelta(seconds=3)  # from an act to the line that the desk's log has of it
# Counted or copied by code; who did something is told of the act.
UNTOLD = frozenset({"version", "revised_at", "unit"})


@dataclass(slots=True)
class Act:
    """What one person did at once. `before` and `after` are of the things touched: None, not there.

    `record` is the key of the row's last record in it, by which it may be compared and restored; None for
    an act on its parts, or a step alone. `begins` where the row was there before anything was recorded.
    `steps` are the desk's words of it, `fields` those of its form.
    """

    at: datetime
    user: "User | None"
    record: int | None = None
    reasons: list[str] = field(default_factory=list)
    begins: bool = False
    steps: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    before: dict[Thing, State | None] = field(default_factory=dict)
    after: dict[Thing, State | None] = field(default_factory=dict)

    @property
    def touched(self) -> list[Thing]:
        """What is not as it was, in the order in which it was touched."""
        return [thing for thing, state in self.after.items() if self.before[thing] != state]


def told_fields(model: type[Model], parent: type[Model] | None = None) -> list[Field[Any, Any]]:
    """The fields of a recorded model that its history tells, those of many rows last."""
    recorded: Any = model.history.model  # type: ignore[attr-defined]
    users = get_user_model()
    kept = [
        one
        for one in recorded.tracked_fields
        if not one.primary_key
        and one.name not in UNTOLD
        and not (isinstance(one, ForeignKey) and one.related_model in (users, parent))
    ]
    return [*kept, *recorded._history_m2m_fields]


def acts(model: type[Model], pk: Any, parts: Sequence[type[Model]] = ()) -> list[Act]:
    """All acts on a row and its parts, the first one first.

    A query for each model and each of its many-to-many fields, and one for the desk's log.
    """
    records = sorted(
        [one for each in (model, *parts) for one in _records(each, model, pk)],
        key=lambda one: (one.record.history_date, one.thing[0] is not model),
    )
    found: list[Act] = []
    states: dict[Thing, State | None] = {}
    for one in records:
        if not found or not _continues(found[-1], one.record):
            found.append(Act(one.record.history_date, one.record.history_user))
        act, thing = found[-1], one.thing
        act.at = one.record.history_date
        if (reason := one.record.history_change_reason) and reason not in act.reasons:
            act.reasons.append(reason)
        if thing[0] is model:
            act.record = one.record.history_id
        if thing not in states:
            # What was there before its first record: a deletion still says what it was, a change does not.
            states[thing] = {"+": None, "-": one.held, "~": one.state}[one.record.history_type]
            act.begins = act.begins or (thing[0] is model and one.record.history_type != "+")
        act.before.setdefault(thing, states[thing])
        act.after[thing] = states[thing] = one.state
    return _with_log(found, model, pk)


def states_after(found: Iterable[Act], record: int | None = None) -> dict[Thing, State]:
    """The row and its parts as they were after the act of that record, or as they are; empty where no act
    has it."""
    states: dict[Thing, State | None] = {}
    for act in found:
        states |= act.after
        if record is not None and act.record == record:
            break
    else:
        states = states if record is None else {}
    return {thing: state for thing, state in states.items() if state is not None}


@dataclass(frozen=True, slots=True)
class _Recorded:
    """`held` is what the record holds, `state` what it leaves: nothing, where the thing went."""

    record: Any
    thing: Thing
    held: State
    state: State | None


def _records(model: type[Model], row: type[Model], pk: Any) -> Iterator[_Recorded]:
    parent = None if model is row else row
    key = "pk" if parent is None else _link(model, row).attname
    name = model._meta.pk.attname if parent is None else key
    history: Any = model.history  # type: ignore[attr-defined]
    records = list(
        history.filter(**{name: pk}).order_by("history_date", "history_id").select_related("history_user")
    )
    many = {one.name: _many(history.model, one, records) for one in history.model._history_m2m_fields}
    fields = [one for one in told_fields(model, parent) if one.name not in many]
    for record in records:
        held = {one.name: getattr(record, one.attname) for one in fields}
        held |= {name: rows.get(record.history_id, ()) for name, rows in many.items()}
        gone = record.history_type == "-" or getattr(record, "removed", False)
        thing = (model, getattr(record, model._meta.pk.attname))
        yield _Recorded(record, thing, held, None if gone else held)


def _link(model: type[Model], row: type[Model]) -> Any:
    """The foreign key of a part to its row."""
    return next(one for one in model._meta.fields if isinstance(one, ForeignKey) and one.related_model is row)


def _many(recorded: Any, field: Any, records: list[Any]) -> dict[int, tuple[Any, ...]]:
    """The keys of the rows that each record has in a many-to-many field."""
    rows = getattr(recorded, field.name).model._default_manager
    target = f"{field.m2m_reverse_field_name()}_id"
    found: dict[int, list[Any]] = {}
    pairs = rows.filter(history__in=[one.history_id for one in records]).values_list("history_id", target)
    for record, key in pairs:
        found.setdefault(record, []).append(key)
    return {record: tuple(sorted(keys)) for record, keys in found.items()}


def _continues(act: Act, record: Any) -> bool:
    reason = record.history_change_reason
    return (
        record.history_date - act.at <= TOGETHER
        and record.history_user == act.user
        and not (reason and act.reasons and reason not in act.reasons)
    )


def _with_log(found: list[Act], model: type[Model], pk: Any) -> list[Act]:
    """The same with the lines of the desk's log: words of steps, and the names of changed fields."""
    log = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=str(pk), action_flag=CHANGE
    )
    alone = []
    for line in log.select_related("user").order_by("action_time", "pk"):
        message, of_form = line.get_change_message(), line.change_message.startswith("[")
        if not message or "import_export" in message:
            continue
        near = [act for act in found if act.user == line.user and abs(line.action_time - act.at) <= LOGGED]
        act = min(near, key=lambda act: abs(line.action_time - act.at), default=None)
        if of_form:
            if act:
                act.fields.append(message)
        elif act:
            act.steps.append(message)
        else:
            alone.append(Act(line.action_time, line.user, steps=[message]))
    return sorted([*found, *alone], key=lambda act: act.at)
