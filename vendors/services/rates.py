"""Standard rates."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import events
from legalops.kernel.errors import Conflict
from vendors.events import TermsChanged
from vendors.models import Rate, Timekeeper
from vendors.services.rate_periods import start_period, stored_words


def approve_rate(
    timekeeper: Timekeeper,
    *,
    amount: Decimal,
    currency: str,
    valid_from: date,
    valid_until: date | None = None,
    actor: User,
) -> Rate:
    """Approve a standard rate per hour in `currency`; the open rate before it ends the day it starts.

    Raises DomainError "rate.overlap" naming the rate in the way, Conflict when two people approve at once.
    """
    new = Rate(
        timekeeper=timekeeper,
        amount=amount,
        currency=currency,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    try:
        return _approve(new, actor=actor)
    except IntegrityError as error:
        message = _("Someone set another rate for this period just now. Reload the page.")
        raise Conflict("rate.overlap", message, field="valid_from") from error


@transaction.atomic
def _approve(new: Rate, *, actor: User) -> Rate:
    timekeeper = Timekeeper.objects.select_for_update(of=("self",)).get(pk=new.timekeeper_id)
    saved, ended = start_period(timekeeper.rates.filter(currency=new.currency), new)
    if saved is new:
        record(
            timekeeper,
            "vendors.rate.approved",
            actor=actor,
            before={"rate": stored_words(ended)} if ended else None,
            after={"rate": stored_words(new)},
        )
        events.publish(TermsChanged(timekeeper.pk))
    return saved
