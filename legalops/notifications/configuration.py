"""Reminder rules, wordings of e-mail and webhooks as sections of the configuration's files.

Secrets are in no file: a webhook says that it has one (`secret_set`), and the address of a chat system, which
is as good as one, is written without its path.
"""

from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import conditions, naming, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.notifications.models import KindWording, ReminderRule, WebhookEndpoint
from legalops.notifications.services.hooking.endpoints import save_endpoint
from legalops.notifications.services.reminding.naming import from_words, in_words
from legalops.notifications.services.reminding.rules import FIELDS, save_rule
from legalops.notifications.services.wording import reset_wording, set_wording
from legalops.notifications.webhooks.addresses import is_hidden, shown

_RULE = tuple(name for name in FIELDS if name != "name")
_HOOK = ("url", "shape", "events", "is_active", "owner", "secret_set", "secret")
_PEOPLE = ("recipients", "escalate_to")


def register() -> None:
    """Called once, when the app is ready."""
    rules, hooks = gettext_lazy("Reminder rules"), gettext_lazy("Webhooks")
    sections.register(Section("reminder_rules", rules, "name", _RULE, export_rules, save_one_rule, order=210))
    sections.register(Section("webhooks", hooks, "name", _HOOK, export_hooks, save_hook, order=220))
    sections.register(
        Section(
            "wordings", gettext_lazy("Wordings of e-mail"), "kind", ("subject", "body"),
            export_wordings, save_wording, remove_wording, order=220,
        )
    )  # fmt: skip


def export_rules() -> list[Item]:
    """Every reminder rule; people by address."""
    return [_rule(row) for row in ReminderRule.objects.order_by("name")]


def save_one_rule(name: str, item: Item, actor: User) -> None:
    """Add or change the rule of this name by its service, which checks dates, people and placeholders."""
    rule = ReminderRule.objects.filter(name=name).first() or ReminderRule(name=name)
    given = dict(item) | {"name": name}
    record_type = given.get("record_type", rule.record_type)
    if "conditions" in given:
        given["conditions"] = conditions.from_words(given["conditions"], record_type)
    for people in _PEOPLE:
        if people in given:
            given[people] = from_words(_list(given[people], people), field=people)
    if "at" in given:
        given["at"] = _time(given["at"])
    if "ladder" in given and not all(isinstance(day, int) for day in _list(given["ladder"], "ladder")):
        raise DomainError("configuration.value", _("Write whole numbers of days."), field="ladder")
    save_rule(rule, given, actor=actor)


def export_wordings() -> list[Item]:
    """The words that administrators wrote; kinds without keep those that ship."""
    return list(KindWording.objects.order_by("kind").values("kind", "subject", "body"))


def save_wording(kind: str, item: Item, actor: User) -> None:
    """Use these words. Raises DomainError for an unknown kind or placeholder."""
    row = KindWording.objects.filter(kind=kind).first()
    words = {"subject": row.subject if row else "", "body": row.body if row else ""} | item
    try:
        set_wording(kind, subject=str(words["subject"]), body=str(words["body"]), actor=actor)
    except DomainError as refusal:
        raise DomainError(refusal.code, refusal.message, field=refusal.field or "kind") from None


def remove_wording(kind: str, actor: User) -> None:
    """The shipped words hold again."""
    reset_wording(KindWording.objects.get(kind=kind), actor=actor)


def export_hooks() -> list[Item]:
    """Every webhook, without its secret."""
    return [_hook(row) for row in WebhookEndpoint.objects.select_related("owner").order_by("name")]


def save_hook(name: str, item: Item, actor: User) -> None:
    """Add or change the webhook of this name; a new one gets a secret of its own.

    Raises DomainError for a secret, and for a hidden address where there is none to keep.
    """
    if "secret" in item or item.get("secret_set", True) is not True:
        message = _("A secret is in no file, and every webhook has one. Renew it in the console.")
        raise DomainError("webhooks.secret", message, field="secret" if "secret" in item else "secret_set")
    endpoint = WebhookEndpoint.objects.filter(name=name).first() or WebhookEndpoint(name=name)
    given = {key: value for key, value in item.items() if key != "secret_set"} | {"name": name}
    if "events" in given:
        given["events"] = _list(given["events"], "events")
    if "owner" in given:
        given["owner"] = naming.person(given["owner"], field="owner")
    if is_hidden(str(given.get("url", ""))):
        _keep_address(endpoint, given)
    save_endpoint(endpoint, given, actor=actor)


def _keep_address(endpoint: WebhookEndpoint, given: Item) -> None:
    if endpoint.pk and given["url"] == shown(endpoint.url, endpoint.shape):
        del given["url"]
        return
    message = _(
        "The path of this address is secret and in no file. Write the whole address here to apply it."
    )
    raise DomainError("webhooks.address", message, field="url")


def _rule(row: ReminderRule) -> Item:
    plain = {name: getattr(row, name) for name in FIELDS}
    people = {name: in_words(getattr(row, name)) for name in _PEOPLE}
    worded = conditions.in_words(row.conditions, row.record_type)
    return plain | people | {"at": row.at.isoformat("minutes"), "conditions": worded}


def _hook(row: WebhookEndpoint) -> Item:
    return {
        "name": row.name,
        "url": shown(row.url, row.shape),
        "shape": row.shape,
        "events": sorted(row.events),
        "is_active": row.is_active,
        "owner": row.owner.email,
        "secret_set": True,
    }


def _list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise DomainError("configuration.value", _("Write a list."), field=field)
    return value


def _time(text: Any) -> time:
    try:
        return time.fromisoformat(str(text))
    except ValueError:
        message = _("“%s” is no time of day. Write it in quotes, as “07:00”.") % text
        raise DomainError("configuration.value", message, field="at") from None
