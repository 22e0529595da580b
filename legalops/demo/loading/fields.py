"""Custom fields of the demo department, with values, owners and definitions."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from legalops.audit.services import Entry, record_all
from legalops.demo.loading.world import World
from legalops.demo.plan.fields import DESCRIBED, FIELDS, FieldPlan, values_for_firm, values_for_matter
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.events import CHANGED
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.services.counting import count_all
from legalops.fields.services.describing import describe
from legalops.fields.services.writing import write_definition
from legalops.fields.values.words import told
from legalops.kernel import clock
from matters.models import Matter
from vendors.models import Firm

_SEED = 717


def make_fields(world: World) -> int:
    """Define the fields, fill them in and describe what ships; answers how many records have values."""
    with clock.frozen(world.now):
        for plan in FIELDS:
            _define(world, plan)
        random = Random(_SEED)  # noqa: S311  (a demo has to come out the same each time)
        matters = Matter._base_manager.select_related("matter_type", "stage").order_by("pk")
        firms = Firm._base_manager.order_by("pk")
        filled = _fill(world, "matter", ((each, values_for_matter(each, random)) for each in matters))
        filled += _fill(world, "firm", ((each, values_for_firm(each, random)) for each in firms))
        count_all()
        _describe(world)
    return filled


def _define(world: World, plan: FieldPlan) -> None:
    row = FieldDefinition(record_type=plan.record_type, code=plan.code)
    owner = world.people[plan.owner] if plan.owner else None
    team = world.teams[plan.team] if plan.team else None
    choices = [{"code": code, "label": label} for code, label in plan.choices]
    values = {"label": plan.label, "kind": plan.kind, "owner": owner, "owner_team": team, **plan.more}
    write_definition(row, values, choices=choices or None, actor=world.people["noah.birkett"])


def _fill(world: World, record_type: str, rows: Iterable[tuple[Any, dict[str, Any]]]) -> int:
    """In bulk, with one ledger event for each record, as filling in the form leaves it."""
    fields = catalogue().of(record_type)
    changed: list[Any] = []
    for record, values in rows:
        if values:
            record.custom = values
            changed.append(record)
    if changed:
        type(changed[0])._base_manager.bulk_update(changed, ["custom"], batch_size=500)
        record_all((_entry(each, fields) for each in changed), actor=world.manager)
    return len(changed)


def _entry(record: Any, fields: Any) -> Entry:
    return Entry(
        record, CHANGED, before=dict(_told(fields, record.custom, empty=True)),
        after=dict(_told(fields, record.custom)),
    )  # fmt: skip


def _told(fields: dict[str, Definition], values: dict[str, Any], *, empty: bool = False) -> Iterator[Any]:
    for code, value in values.items():
        yield fields[code].told_as, told(fields[code], None if empty else value)


def _describe(world: World) -> None:
    """Owners and definitions of what ships."""
    entries = {(each.record_type, each.code): each for each in FieldEntry.objects.filter(definition=None)}
    for record_type, code, owner, meaning, why in DESCRIBED:
        describe(
            entries[record_type, code], owner=world.people[owner], owner_team=None, meaning=meaning, why=why,
            actor=world.manager,
        )  # fmt: skip
