"""How a delivery ends. Every ending is conditional on the row still being in this attempt."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.notifications.enums import DeliveryState
from legalops.notifications.mail.answers import Answer, Outcome, wait_after
from legalops.notifications.models import Delivery, SuspendedAddress
from legalops.notifications.services.planning import wake_on_commit


def sent(letter: Sequence[Delivery], *, address: str, message_id: str) -> None:
    """The mail server took the letter; from now on it is its server's."""
    _of(letter).update(
        state=DeliveryState.SENT,
        sent_at=clock.now(),
        lease_until=None,
        address=address,
        message_id=message_id[:200],
        error="",
    )


def hold_back(delivery: Delivery, reason: str) -> None:
    """It is not to be sent, and why."""
    _of([delivery]).update(state=DeliveryState.SUPPRESSED, lease_until=None, error=reason)


@transaction.atomic
def refused(letter: Sequence[Delivery], answer: Answer) -> None:
    """The mail server refused or could not be reached: again later, failed, or bounced with the address
    suspended.
    """
    if answer.outcome == Outcome.BOUNCED:
        suspend(letter[0].recipient.email, answer.words)
        _end(letter, DeliveryState.BOUNCED, answer.words)
        return
    wait = wait_after(max(delivery.attempts for delivery in letter))
    if answer.outcome == Outcome.FAILED or wait is None:
        _end(letter, DeliveryState.FAILED, answer.words)
    else:
        later = {"state": DeliveryState.PENDING, "next_at": clock.now() + wait, "lease_until": None}
        _of(letter).update(**later, error=answer.words)


def suspend(address: str, reason: str) -> None:
    """Send nothing more to this address until an administrator or its owner lifts it."""
    if not SuspendedAddress.objects.filter(address__iexact=address).exists():
        SuspendedAddress.objects.create(address=address.lower(), reason=reason, since=clock.now())


def _end(letter: Sequence[Delivery], state: DeliveryState, words: str) -> None:
    address = letter[0].recipient.email
    _of(letter).update(state=state, lease_until=None, error=words, address=address)


def _of(letter: Sequence[Delivery]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk__in=[each.pk for each in letter], state=DeliveryState.SENDING)


@transaction.atomic
def send_again(deliveries: QuerySet[Delivery], *, actor: User) -> int:
    """Put what failed, bounced or was held back into the outbox again; how many. Whoever may not see what it
    is about still gets nothing.
    """
    ended = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.SUPPRESSED)
    rows = deliveries.filter(state__in=ended)
    count = rows.update(state=DeliveryState.PENDING, attempts=0, next_at=clock.now(), error="")
    if count:
        record(actor, "notifications.delivery.sent_again", actor=actor, after={"deliveries": count})
        wake_on_commit()
    return count
