"""Nothing is approved above authority, whatever was planned: limits may have fallen meanwhile."""

from django.conf import settings
from django.utils.translation import gettext as _

from legalops.approvals import engine
from legalops.approvals.engine.covering import ZERO
from legalops.approvals.enums import AskState
from legalops.approvals.services.gates import Locked
from legalops.kernel.errors import NotAllowed


def refuse_above_authority(found: Locked) -> None:
    """Raise NotAllowed when no approval of this request was given with authority for the amount.

    Each approval counts up to the limit that its decider had then; limits are not added up.
    """
    amount, policy = found.subject.amount(found.record), found.request.policy
    if amount is None or (policy is not None and not policy.content["within_authority"]):
        return
    given = found.request.asks.filter(state=AskState.APPROVED).order_by("decided_at", "pk")
    limits = list(given.values_list("authority", flat=True))
    if not engine.covers(engine.authority_of_approvers(limits), amount):
        message = _(
            "%(currency)s %(amount)s is above your limit of %(limit)s. Send it back or add an approver, so "
            "that someone with sufficient authority is asked."
        )
        facts = {
            "currency": settings.BASE_CURRENCY,
            "amount": f"{amount:,.2f}",
            "limit": f"{limits[-1] or ZERO:,.2f}" if limits else "0.00",
        }
        raise NotAllowed("approval.above_authority", message % facts)
