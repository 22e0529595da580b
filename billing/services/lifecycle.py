"""The one door through which an invoice changes state."""

from django.db import transaction

from billing.enums import SPENT_STATES, TRANSITIONS, InvoiceState
from billing.events import InvoiceStateChanged
from billing.models import Invoice, InvoiceTransition
from billing.services.telling import tell_firm_of_decision
from legalops.audit.services import record
from legalops.kernel import clock, events
from legalops.kernel.errors import Conflict

_ACTIONS = {
    "match": "billing.invoice.matched",
    "submit_for_approval": "billing.invoice.submitted_for_approval",
    "send_back": "billing.invoice.sent_back",
    "recall": "billing.invoice.recalled",
    "approve": "billing.invoice.approved",
    "reject": "billing.invoice.rejected",
    "send_to_ap": "billing.invoice.sent_to_ap",
    "pay": "billing.invoice.paid",
}


@transaction.atomic
def transition(*, invoice: Invoice, name: str, actor, reason: str = "") -> InvoiceTransition:
    """Pass the invoice through a named transition of `billing.enums.TRANSITIONS`.

    Locks the row, writes the passage and the ledger event, and tells subscribers after commit.
    The given instance is brought up to date. Raises Conflict when the invoice is in another state by now.
    """
    sources, target = TRANSITIONS[name]
    current = Invoice.objects.locked().get(pk=invoice.pk)
    if current.state not in sources:
        raise Conflict(
            "invoice.state",
            f"Invoice {current.number} is {current.get_state_display().lower()} by now. "
            "Reload the page to see what happened.",
        )
    passage = InvoiceTransition.objects.create(
        invoice=current,
        name=name,
        from_state=current.state,
        to_state=target,
        actor=actor,
        occurred_at=clock.now(),
        reason=reason,
    )
    before = {"state": current.state}
    _enter(current, target)
    record(current, _ACTIONS[name], actor=actor, before=before, after={"state": target}, reason=reason)
    tell_firm_of_decision(current, passage.pk, actor=actor)
    events.publish(InvoiceStateChanged(current.pk, target))
    invoice.refresh_from_db()
    return passage


def _enter(invoice: Invoice, target: InvoiceState) -> None:
    invoice.state = target
    invoice.version += 1
    if target == InvoiceState.APPROVED:
        invoice.approved_at = clock.now()
    elif target not in SPENT_STATES:
        invoice.approved_at = None
    invoice.save(update_fields=["state", "version", "approved_at"])
