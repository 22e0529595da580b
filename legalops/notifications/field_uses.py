"""Where reminder rules name fields of records, and which webhooks tell of them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.catalogue import catalogue
from legalops.fields.events import CHANGED, CHANGED_CONFIDENTIAL
from legalops.fields.uses import Use, codes_in, gathered
from legalops.fields.visibility import is_confidential
from legalops.notifications.models import ReminderRule, WebhookEndpoint
from legalops.notifications.reminders import wording

_FIELD = "field:"


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("notifications", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    rules = ReminderRule.objects.filter(record_type=record_type)
    reminding = ((_named(each), _use(each)) for each in rules)
    return gathered([*reminding, *_told_to_webhooks(record_type)])


def _told_to_webhooks(record_type: str) -> Iterator[tuple[list[str], Use]]:
    """Other systems that hear when a value changes; a confidential change is an event of its own."""
    fields = catalogue().live(record_type)
    by_event = {
        CHANGED: [each.code for each in fields if not is_confidential(each)],
        CHANGED_CONFIDENTIAL: [each.code for each in fields if is_confidential(each)],
    }
    hooks = WebhookEndpoint.objects.filter(is_active=True, events__overlap=list(by_event)) if fields else ()
    for hook in hooks:
        url = reverse("admin:notifications_webhookendpoint_change", args=[hook.pk])
        told = [code for event in hook.events for code in by_event.get(event, ())]
        yield told, Use(_("Webhook “%s” tells of changes") % hook.name, url)


def _named(rule: ReminderRule) -> list[str]:
    """The date, the conditions, the people and the words of a rule."""
    people = [each.removeprefix(_FIELD) for each in (*rule.recipients, *rule.escalate_to) if _FIELD in each]
    words = [*wording.named(rule.title), *wording.named(rule.body)]
    return [rule.date_field, *codes_in(rule.conditions), *people, *words]


def _use(rule: ReminderRule) -> Use:
    url = reverse("admin:notifications_reminderrule_change", args=[rule.pk])
    return Use(_("Reminder rule “%s”") % rule.name, url, blocks=True)
