"""Keeping targets: checked, versioned, in the ledger."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit import registry as ledger_words
from legalops.audit.models import AuditEvent
from legalops.audit.services import record
from legalops.kernel.errors import Conflict, DomainError
from legalops.notifications.models import WebhookEndpoint
from legalops.notifications.models.webhook import new_seed
from legalops.notifications.outgoing import check_url

FIELDS = ("name", "url", "shape", "events", "is_active", "owner")


@transaction.atomic
def save_endpoint(endpoint: WebhookEndpoint, given: Mapping[str, Any], *, actor: User) -> WebhookEndpoint:
    """Change a target, or add an unsaved one, which hears of what happens from now on.

    Raises DomainError naming the field (an address inside a network, an unknown event), and Conflict when it
    was changed meanwhile.
    """
    current = _current(endpoint)
    before = state_of(current) if current.pk else None
    for name in FIELDS:
        if name in given:
            setattr(current, name, given[name])
    _require_sound(current)
    after = state_of(current)
    if before == after:
        return current
    if before is None:
        current.created_by = actor
        current.last_event_id = AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    else:
        current.version += 1
    if current.is_active:
        current.disabled_reason, current.failing_since, current.paused_until = "", None, None
    current.save()
    action = "notifications.webhook.changed" if before else "notifications.webhook.added"
    record(current, action, actor=actor, before=before, after=after)
    return current


@transaction.atomic
def renew_secret(endpoint: WebhookEndpoint, *, actor: User) -> WebhookEndpoint:
    """Give the target a new secret; signatures by the old one end at once."""
    endpoint.seed = new_seed()
    endpoint.save(update_fields=["seed"])
    record(endpoint, "notifications.webhook.secret_renewed", actor=actor)
    return endpoint


def state_of(endpoint: WebhookEndpoint) -> dict[str, Any]:
    """The target as the ledger keeps it; the path of a chat system's address is as good as a password."""
    return {
        "name": endpoint.name,
        "host": endpoint.url.partition("://")[2].partition("/")[0],
        "shape": endpoint.shape,
        "events": sorted(endpoint.events),
        "is_active": endpoint.is_active,
        "owner": str(endpoint.owner) if endpoint.owner_id else "",
        "address": hash_of(endpoint.url),
    }


def hash_of(url: str) -> str:
    """Tells two addresses apart without naming them."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def _current(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    if not endpoint.pk:
        return WebhookEndpoint()
    stored = WebhookEndpoint.objects.select_for_update(of=("self",)).get(pk=endpoint.pk)
    if stored.version != endpoint.version:
        raise Conflict("webhooks.changed", _("Someone else changed this webhook meanwhile. Load it again."))
    return stored


def _require_sound(endpoint: WebhookEndpoint) -> None:
    check_url(endpoint.url)
    unknown = sorted(set(endpoint.events) - set(ledger_words.registered()))
    if unknown or not endpoint.events:
        words = _("There is no event %s.") % ", ".join(unknown) if unknown else _("Choose an event.")
        raise DomainError("webhooks.events", words, field="events")
    if not endpoint.owner_id or not endpoint.owner.is_active:
        raise DomainError("webhooks.owner", _("Choose somebody who works here."), field="owner")
    try:
        endpoint.full_clean(exclude=["created_by"])
    except ValidationError as faulty:
        field, faults = next(iter(faulty.message_dict.items()))
        raise DomainError(f"webhooks.{field}", " ".join(faults), field=field) from None
