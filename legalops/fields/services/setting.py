"""Giving a record values of its custom fields: the one door."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from legalops.audit.services import record as note
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.events import CHANGED, CHANGED_CONFIDENTIAL
from legalops.fields.judging import Standing
from legalops.fields.models import ConfidentialChange
from legalops.fields.registry import host_of
from legalops.fields.values.faults import FieldFaults, NotOfField
from legalops.fields.values.reading import is_empty, read_value
from legalops.fields.values.words import told
from legalops.fields.visibility import fills_in, is_confidential, sees
from legalops.kernel import records
from legalops.kernel.errors import Conflict, NotAllowed

_UNIQUE_LOCK = 7_290_104


@transaction.atomic
def set_values(
    record: Any,
    values: Mapping[str, Any],
    *,
    actor: Any,
    seen: Mapping[str, Any] | None = None,
    opening: bool = False,
    reason: str = "",
) -> Any:
    """Set custom fields by code; an empty value takes one away. Answers the record as it is now.

    `seen` holds the stored values the person was looking at. `opening` is the opening of the record: who may
    open one may fill in what is asked then, and what is asked has to be given.
    Raises NotFound when the actor may not see the record, NotAllowed when they may not edit it, Conflict when
    someone else changed one of the fields, FieldFaults with a sentence for each field that is wrong.
    """
    kind = records.type_of(record).code
    host = host_of(kind)
    record = host.lock(record, actor=actor)
    if not opening and not actor.is_system and not host.may_edit(actor, record):
        raise NotAllowed("fields.not_yours", _("You may not change this record."))
    read = _Reading(record, kind, actor=actor, opening=opening)
    ahead = read.all(values)
    if opening:
        ahead = read.asked() | ahead
    read.refuse_unwanted(ahead)
    read.raise_faults()
    changed = {each: value for each, value in ahead.items() if value != record.custom.get(each.code)}
    _refuse_overwriting(record, changed, seen or {})
    _refuse_taken(record, kind, changed)
    return _store(record, kind, changed, actor=actor, reason=reason) if changed else record


class _Reading:
    """Values as they are to be stored, and everything that is wrong with them."""

    def __init__(self, record: Any, kind: str, *, actor: Any, opening: bool) -> None:
        self._record, self._actor, self._opening = record, actor, opening
        self._fields = catalogue().of(kind)
        self._faults: dict[str, str] = {}

    def all(self, values: Mapping[str, Any]) -> dict[Definition, Any]:
        """The stored form of what can be read."""
        found = {}
        for code, value in values.items():
            definition = self._fields.get(code)
            if definition is None or not sees(self._actor, definition):
                self._faults[code] = _("There is no such field.")
                continue
            try:
                found[definition] = self._one(definition, value)
            except NotOfField as fault:
                self._faults[code] = str(fault)
        return found

    def _one(self, definition: Definition, value: Any) -> Any:
        present = self._record.custom.get(definition.code)
        if not fills_in(self._actor, definition, opening=self._opening):
            if _same(definition, value, present):
                return present
            raise NotOfField(_why_not(definition))
        return read_value(definition, value, actor=self._actor, present=present)

    def asked(self) -> dict[Definition, Any]:
        """What is asked at opening, as yet without a value."""
        return {
            each: self._record.custom.get(each.code)
            for each in self._fields.values()
            if each.asked_at_opening and fills_in(self._actor, each, opening=True)
        }

    def refuse_unwanted(self, ahead: Mapping[Definition, Any]) -> None:
        """Refuse values that the record has no field for, and the want of those that it needs."""
        standing = Standing(self._record, ahead)
        for definition, value in ahead.items():
            if definition.code in self._faults:
                continue
            if value is not None and not standing.shown(definition):
                if value != self._record.custom.get(definition.code):
                    self._faults[definition.code] = _("This is not asked of this record; leave it empty.")
            elif value is None and standing.required(definition, opening=self._opening):
                self._faults[definition.code] = _("This is required.")

    def raise_faults(self) -> None:
        """Refuse all at once."""
        if self._faults:
            raise FieldFaults(self._faults, {each.code: each.label for each in self._fields.values()})


def _same(definition: Definition, value: Any, present: Any) -> bool:
    return (is_empty(value) and present is None) or value == present


def _why_not(definition: Definition) -> str:
    if definition.retired:
        return _("This field is retired.")
    return _("This is worked out.") if definition.is_derived else _("You may not fill this in.")


def _refuse_overwriting(record: Any, changed: Mapping[Definition, Any], seen: Mapping[str, Any]) -> None:
    """Two people at once: neither loses what they typed without having seen the other's."""
    both = [
        _("%(label)s: now “%(theirs)s”, yours “%(yours)s”")
        % {
            "label": each.label,
            "theirs": _read_out(told(each, record.custom.get(each.code))),
            "yours": _read_out(told(each, value)),
        }
        for each, value in changed.items()
        if each.code in seen and seen[each.code] != record.custom.get(each.code)
    ]
    if both:
        message = _("Someone changed this while you were typing. %s. Save again to keep yours.")
        raise Conflict("fields.changed", message % "; ".join(both), field="custom")


def _read_out(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _refuse_taken(record: Any, kind: str, changed: Mapping[Definition, Any]) -> None:
    faults = {}
    for each, value in changed.items():
        if not each.is_unique or value is None:
            continue
        _one_at_a_time(each)
        rows = records.find(kind).model._base_manager.exclude(pk=record.pk)
        if rows.filter(custom__contains={each.code: value}).exists():
            faults[each.code] = _("Another record has this value. Give one of its own.")
    if faults:
        raise FieldFaults(faults, {each.code: each.label for each in changed})


def _one_at_a_time(definition: Definition) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_UNIQUE_LOCK, definition.pk % 2**31])


def _store(record: Any, kind: str, changed: Mapping[Definition, Any], *, actor: Any, reason: str) -> Any:
    before = dict(record.custom)
    custom = before | {each.code: value for each, value in changed.items()}
    record.custom = {code: value for code, value in custom.items() if value is not None}
    record.save(update_fields=["custom"])
    open_, secret = {}, {}
    for each, value in changed.items():
        (secret if is_confidential(each) else open_)[each] = value
    if open_:
        _note(record, CHANGED, open_, before, actor=actor, reason=reason)
    for each, value in secret.items():
        row = ConfidentialChange.objects.create(definition_id=each.pk, record_type=kind, record_id=record.pk)
        _note(row, CHANGED_CONFIDENTIAL, {each: value}, before, actor=actor, reason=reason)
    return record


def _note(
    subject: Any, action: str, changed: Mapping[Definition, Any], before: Mapping[str, Any], *, actor: Any,
    reason: str,
) -> None:  # fmt: skip
    note(
        subject,
        action,
        actor=actor,
        before={each.told_as: told(each, before.get(each.code)) for each in changed},
        after={each.told_as: told(each, value) for each, value in changed.items()},
        reason=reason,
    )
