"""What is wrong with a rule, each fault beside its field, before it is saved."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.kernel import conditions, records
from legalops.kernel.errors import DomainError
from legalops.notifications.models import ReminderRule
from legalops.notifications.reminders import audience, wording
from legalops.notifications.services.reminding.fields import date_fields, people_fields, placeholders


def check(rule: ReminderRule) -> None:
    """Raise DomainError with the field whose value cannot be used, what is wrong and what would do."""
    _check_date(rule)
    try:
        conditions.parse(rule.conditions, records.fields_of(rule.record_type))
    except conditions.ConditionFaults as faulty:
        raise _refusal("conditions", faulty.message) from None
    for name in ("recipients", "escalate_to"):
        _check_people(rule, name, getattr(rule, name))
    for name in ("title", "body"):
        if fault := wording.faults(getattr(rule, name), placeholders(rule.record_type)):
            raise _refusal(name, fault)


def _check_date(rule: ReminderRule) -> None:
    try:
        offered = date_fields(rule.record_type)
    except DomainError as unknown:
        raise _refusal("record_type", unknown.message) from None
    if rule.date_field not in offered:
        words = _("“%(name)s” is no date of this record. Dates: %(known)s.")
        known = ", ".join(sorted(offered)) or _("none")
        raise _refusal("date_field", words % {"name": rule.date_field, "known": known})


def _check_people(rule: ReminderRule, name: str, stored: list[str]) -> None:
    if name == "recipients" and not stored:
        raise _refusal(name, _("Say whom to tell."))
    if name == "escalate_to" and bool(stored) != (rule.escalate_after is not None):
        raise _refusal(name, _("Give both: after how many days it is escalated, and to whom."))
    for text in stored:
        try:
            token = audience.read(text)
        except DomainError as refusal:
            raise _refusal(name, refusal.message) from None
        if not _exists(token, rule.record_type):
            raise _refusal(name, _("“%s” names nobody here.") % text)


def _exists(token: audience.Token, record_type: str) -> Any:
    if token.means == "field":
        return token.name in people_fields(record_type)
    if token.means == "role":
        return Role.objects.filter(code=token.name).exists()
    return User.objects.filter(pk=token.name, is_system=False).exists()


def _refusal(field: str, words: str) -> DomainError:
    return DomainError(f"reminders.{field}", words, field=field)
