"""A matter's history in words, read from the ledger."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.audit import registry
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.web import formats
from matters.models import Matter

_ICONS = {
    "matters.matter.opened": ("folder", "ok"),
    "matters.matter.stage_entered": ("arrow-right", "progress"),
    "matters.matter.restricted": ("lock", "warn"),
    "matters.wall.raised": ("wall", "bad"),
    "matters.wall.lifted": ("wall", "ok"),
    "matters.budget.approved": ("coin", "progress"),
    "matters.key_date.set": ("calendar-event", "neutral"),
    "matters.key_date.changed": ("calendar-event", "warn"),
    "matters.key_date.done": ("check", "ok"),
    "matters.firm.engaged": ("building", "neutral"),
    "matters.member.added": ("user-plus", "neutral"),
    "matters.member.removed": ("user", "neutral"),
}
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LABELS = {
    "name": gettext_lazy("Name"),
    "matter_type": gettext_lazy("Type"),
    "type": gettext_lazy("Type"),
    "team": gettext_lazy("Team"),
    "lead": gettext_lazy("Lead"),
    "stage": gettext_lazy("Stage"),
    "description": gettext_lazy("Summary"),
    "business_unit": gettext_lazy("Business unit"),
    "currency": gettext_lazy("Currency"),
    "opened_on": gettext_lazy("Opened"),
    "restricted": gettext_lazy("Restricted"),
    "person": gettext_lazy("Person"),
    "role": gettext_lazy("Role"),
    "screened": gettext_lazy("Screened"),
    "firm": gettext_lazy("Firm"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "amount": gettext_lazy("Amount"),
    "version": gettext_lazy("Version"),
    "what": gettext_lazy("What"),
    "date": gettext_lazy("Date"),
    "owner": gettext_lazy("Owner"),
    "number": gettext_lazy("Number"),
    "timekeeper": gettext_lazy("Timekeeper"),
    "rate": gettext_lazy("Rate"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    who: str
    did: str
    details: list[str]
    reason: str
    when: datetime
    icon: str
    tone: str


def timeline_of(
    matter: Matter, limit: int = 100, before: int | None = None
) -> tuple[list[Happening], int | None]:
    """Newest first, and the id to go on from (None at the end). The matter comes from `visible_to`."""
    events = events_of(matter)
    if before is not None:
        events = events.filter(pk__lt=before)
    rows = list(events[: limit + 1])
    more = rows[limit - 1].pk if len(rows) > limit else None
    return [happening(event) for event in rows[:limit]], more


def happening(event: AuditEvent) -> Happening:
    """An event of the ledger in words."""
    icon, tone = _ICONS.get(event.action, ("pencil", "neutral"))
    return Happening(
        who=event.actor_label,
        did=registry.phrase(event.action),
        details=_details(event.before or {}, event.after or {}),
        reason=event.reason,
        when=event.occurred_at,
        icon=icon,
        tone=tone,
    )


def _details(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed, as "Stage: Assessment → In progress"; what stayed the same is left out."""
    words = []
    # The database keeps no order of keys; ours is the order of the labels.
    order = list(_LABELS)
    keys = sorted({*before, *after}, key=lambda key: order.index(key) if key in order else len(order))
    for key in keys:
        old, new = before.get(key), after.get(key)
        if key in before and key in after and old == new and key not in ("person", "what", "timekeeper"):
            continue
        label = str(_LABELS.get(key, key))
        if key in before and key in after and old != new:
            words.append(f"{label}: {_word(old)} → {_word(new)}")
        else:
            words.append(f"{label}: {_word(new if key in after else old)}")
    return words


def _word(value: Any) -> str:
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
