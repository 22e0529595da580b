"""Keeping rules: checked, versioned, in the ledger."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.selectors import events_of
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.reminding.checking import check

FIELDS = (
    "name",
    "is_active",
    "record_type",
    "date_field",
    "conditions",
    "ladder",
    "off_weekends",
    "at",
    "recipients",
    "escalate_after",
    "escalate_to",
    "title",
    "body",
)


@transaction.atomic
def save_rule(rule: ReminderRule, given: Mapping[str, Any], *, actor: User) -> ReminderRule:
    """Change a rule, or add an unsaved one; the ladder is kept from far to near.

    Raises DomainError naming the field, and Conflict when the rule was changed since `rule` was read.
    """
    current = _current(rule)
    before = state_of(current) if current.pk else None
    for name in FIELDS:
        if name in given:
            setattr(current, name, given[name])
    current.ladder = sorted(current.ladder, reverse=True)
    _require_sound(current)
    after = state_of(current)
    if before == after:
        return current
    current.version = current.version + 1 if before else 1
    current.changed_by, current.changed_at, current.planned_on = actor, clock.now(), None
    current.save()
    action = "notifications.reminder_rule.changed" if before else "notifications.reminder_rule.added"
    record(current, action, actor=actor, before=before, after=after)
    return current


def ship_rule(name: str, **given: Any) -> None:
    """Install a rule that comes with the product, unless one of this name is there, changed or not."""
    if not ReminderRule.objects.filter(name=name).exists():
        rule = ReminderRule(name=name, **given)
        _require_sound(rule)
        rule.save()


def state_of(rule: ReminderRule) -> dict[str, Any]:
    """The rule as the ledger keeps it."""
    state = {name: getattr(rule, name) for name in FIELDS}
    return state | {"at": rule.at.isoformat("minutes")}


def _current(rule: ReminderRule) -> ReminderRule:
    if not rule.pk:
        return ReminderRule()
    stored = ReminderRule.objects.select_for_update().get(pk=rule.pk)
    if stored.version != rule.version:
        raise Conflict("reminders.changed", _("Someone else changed this rule meanwhile. Load it again."))
    return stored


def _require_sound(rule: ReminderRule) -> None:
    check(rule)
    try:
        rule.full_clean(exclude=["changed_by"])
    except ValidationError as faulty:
        field, faults = next(iter(faulty.message_dict.items()))
        raise DomainError(f"reminders.{field}", " ".join(faults), field=field) from None


@transaction.atomic
def restore_previous(rule: ReminderRule, *, actor: User) -> ReminderRule:
    """Give a rule the settings it had before its last change, as a new version.

    Raises DomainError when it was never changed, or when what it was then cannot work any more.
    """
    last = events_of(rule).filter(action="notifications.reminder_rule.changed").first()
    if last is None or not last.before:
        raise DomainError("reminders.unchanged", _("Nobody has changed this rule."))
    given = {name: value for name, value in last.before.items() if name in FIELDS}
    return save_rule(rule, given | {"at": time.fromisoformat(given["at"])}, actor=actor)
