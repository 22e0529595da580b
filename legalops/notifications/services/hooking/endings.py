"""How an attempt ends, for the delivery and for its target."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.notifications.enums import HookState
from legalops.notifications.kinds import WEBHOOK_DISABLED
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.outgoing import Reply
from legalops.notifications.services.notifying import notify
from legalops.notifications.webhooks.retrying import GONE, LONGEST_REST, PATIENCE, is_success, wait_after


@transaction.atomic
def answered(delivery: WebhookDelivery, reply: Reply) -> None:
    """The target answered: delivered, or refused with a code."""
    if is_success(reply.code):
        _update(delivery, HookState.DELIVERED, reply, ended_at=clock.now(), error="")
        _of(delivery).update(failing_since=None, paused_until=None)
        return
    words = _("It answered %d.") % reply.code
    if 300 <= reply.code < 400:
        words = _("It answered %d; redirects are not followed.") % reply.code
    failed(delivery, words, reply)
    if reply.code == GONE:
        disable(delivery.endpoint, _("The target says that it is gone (410)."))


@transaction.atomic
def failed(delivery: WebhookDelivery, words: str, reply: Reply | None = None) -> None:
    """Tried again later, or given up; the target rests meanwhile, so that the others cost nothing."""
    now = clock.now()
    pause = wait_after(delivery.attempts)
    if pause is None:
        _update(delivery, HookState.FAILED, reply, ended_at=now, error=words[:300])
    else:
        _update(delivery, HookState.PENDING, reply, next_at=now + pause, error=words[:300])
    rest = now + min(pause or LONGEST_REST, LONGEST_REST)
    _of(delivery).update(failing_since=Coalesce("failing_since", Value(now)), paused_until=rest)
    _give_up_if_hopeless(delivery.endpoint_id, now)


def withhold(delivery: WebhookDelivery) -> None:
    """It is never sent: the owner of the target may no longer see what it is about."""
    words = _("The owner of the webhook may no longer see this record.")
    _update(delivery, HookState.WITHHELD, None, ended_at=clock.now(), error=words)


@transaction.atomic
def disable(endpoint: WebhookEndpoint, reason: str) -> None:
    """Switch a target off and tell its owner and maker; twice is once."""
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk, is_active=True).update(
        is_active=False, disabled_reason=reason[:300]
    ):
        return
    record(endpoint, "notifications.webhook.disabled", actor=system_actor("webhooks"), reason=reason)
    notify(
        WEBHOOK_DISABLED,
        recipients={endpoint.owner, endpoint.created_by},
        subject=endpoint,
        title=lambda: _("The webhook “%s” was switched off") % endpoint.name,
        body=lambda: _("%s Mend the target, then switch it on again: what waits is sent then.") % reason,
        url=f"/admin/notifications/webhookendpoint/{endpoint.pk}/change/",
        key=f"webhook-disabled:{endpoint.pk}:{clock.now().isoformat()}",
    )


def _give_up_if_hopeless(endpoint_id: int, now: datetime) -> None:
    endpoint = WebhookEndpoint.objects.select_related("owner", "created_by").get(pk=endpoint_id)
    if endpoint.failing_since and endpoint.failing_since <= now - PATIENCE:
        disable(endpoint, _("It has taken nothing for almost a day."))


def _update(delivery: WebhookDelivery, state: HookState, reply: Reply | None, **changes: Any) -> None:
    code, took = (reply.code, reply.milliseconds) if reply else (None, None)
    mine = WebhookDelivery.objects.filter(pk=delivery.pk, state=HookState.SENDING, attempts=delivery.attempts)
    mine.update(state=state, lease_until=None, response_code=code, response_ms=took, **changes)


def _of(delivery: WebhookDelivery) -> Any:
    return WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
