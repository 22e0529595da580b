"""An event of the ledger in words: who did what, and which facts went from what to what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legalops.audit import registry
from legalops.audit.models import AuditEvent
from legalops.kernel.currencies import is_currency
from legalops.timeline import labels
from legalops.web import formats

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Money as the ledger keeps it: "USD 1200000.00".
_AMOUNT = re.compile(r"([A-Z]{3}) (-?\d+(?:\.(\d+))?)")
_NOTHING = (None, "", [])
_ISO_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact before and after; `told` is what a reader is shown in a line."""

    label: str
    before: str
    after: str
    changed: bool

    @property
    def told(self) -> str:
        """ "Stage: Assessment → In progress", or the fact alone where there is nothing to compare."""
        return (
            f"{self.label}: {self.before} → {self.after}" if self.changed else f"{self.label}: {self.after}"
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline."""

    who: str
    did: str
    details: list[str]
    reason: str
    when: datetime
    icon: str
    tone: str
    about: str


def happening(event: AuditEvent) -> Happening:
    """An event of the ledger in words."""
    icon, tone = labels.mark_of(event.action)
    return Happening(
        who=event.actor_label,
        did=registry.phrase(event.action),
        details=[fact.told for fact in facts(event)],
        reason=event.reason,
        when=event.occurred_at,
        icon=icon,
        tone=tone,
        about=event.subject_label,
    )


def facts(event: AuditEvent) -> list[FactChange]:
    """The facts an event tells, in their order.

    What stayed the same is left out unless it says of whom, and what was left empty at the start or the end.
    """
    before, after = event.before or {}, event.after or {}
    keys = labels.in_order({*before, *after})
    return [_fact(key, before, after) for key in keys if _is_told(key, before, after)]


def _is_told(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if key in before and key in after:
        return before[key] != after[key] or labels.is_repeated(key)
    return {**before, **after}[key] not in _NOTHING


def _fact(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> FactChange:
    changed = key in before and key in after and before[key] != after[key]
    now = after[key] if key in after else before[key]
    return FactChange(labels.label_of(key), word(before.get(key)), word(now), changed)


def word(value: Any) -> str:
    """A kept value in words: days and amounts as people write them, lists joined, nothing as a dash."""
    if value in _NOTHING:
        return formats.MISSING
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value))
    if isinstance(value, str) and _ISO_INSTANT.match(value):
        return formats.instant(datetime.fromisoformat(value))
    if isinstance(value, str) and (amount := _AMOUNT.fullmatch(value)) and is_currency(amount[1]):
        return f"{amount[1]} {formats.number(Decimal(amount[2]), len(amount[3] or ''))}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{labels.label_of(key)}: {word(each)}" for key, each in value.items())
    return ", ".join(word(each) for each in value) if isinstance(value, list) else str(value)
