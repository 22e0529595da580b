"""Where reminder rules name fields of records."""

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.uses import Use, codes_in, gathered
from legalops.notifications.models import ReminderRule
from legalops.notifications.reminders import wording

_FIELD = "field:"


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("notifications", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    rules = ReminderRule.objects.filter(record_type=record_type)
    return gathered((_named(each), _use(each)) for each in rules)


def _named(rule: ReminderRule) -> list[str]:
    """The date, the conditions, the people and the words of a rule."""
    people = [each.removeprefix(_FIELD) for each in (*rule.recipients, *rule.escalate_to) if _FIELD in each]
    words = [*wording.named(rule.title), *wording.named(rule.body)]
    return [rule.date_field, *codes_in(rule.conditions), *people, *words]


def _use(rule: ReminderRule) -> Use:
    url = reverse("admin:notifications_reminderrule_change", args=[rule.pk])
    return Use(_("Reminder rule “%s”") % rule.name, url, blocks=True)
