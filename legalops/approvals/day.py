"""What waits for a person's approval, in their day."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.approvals.selectors.inbox import Waiting, waiting_for
from legalops.kernel import clock
from legalops.web import day
from legalops.web.day import Act, Item, Source


def register() -> None:
    """Called once, when the app is ready."""
    day.register(Source("approvals.asks", asks, panel=can.INVOICES_APPROVE))


def asks(user, until: date) -> Sequence[Item]:
    """All that the person may decide now: whatever its day, somebody waits for it."""
    return [_item(waiting) for waiting in waiting_for(user, limit=day.MOST + 1)]


def _item(waiting: Waiting) -> Item:
    ask, card = waiting.ask, waiting.card
    why = f"{waiting.on_behalf_of or ask.person} {ask.why}"
    if waiting.on_behalf_of:
        why = _t("You decide for %(who)s. %(why)s") % {"who": waiting.on_behalf_of, "why": why}
    return Item(
        key=f"approval-{ask.request_id}",
        kind=_("Approval"),
        icon="user-check",
        title=card.title,
        url=card.url or reverse("approvals:request", args=[ask.request_id]),
        on=card.amount,
        why=why,
        due_on=clock.local_date(ask.due_at) if ask.due_at else card.due,
        waiting=True,
        act=Act(_("Approve"), reverse("approvals:approve", args=[ask.request_id]), key="a"),
    )
