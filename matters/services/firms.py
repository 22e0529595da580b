"""Firms on a matter: engagement, their numbers for it, accepted timekeepers and agreed rates."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock, events
from legalops.kernel.errors import Conflict, DomainError
from matters.events import StaffingChanged
from matters.models import Engagement, Matter, MatterNumber, MatterRate, StaffedTimekeeper
from matters.services.guards import locked, may_see
from vendors.enums import FirmStatus
from vendors.events import TermsChanged
from vendors.models import Firm, Timekeeper
from vendors.services.rate_periods import start_period, stored_words


@transaction.atomic
def engage_firm(matter: Matter, firm: Firm, *, started_on: date | None = None, actor: User) -> Engagement:
    """Engage a firm, which shows the matter to the firm's people; a second click finds the first engagement.

    Raises DomainError "firm.inactive".
    """
    current = locked(matter, actor=actor)
    existing = current.engagements.filter(firm=firm, ended_on__isnull=True).first()
    if existing:
        return existing
    if firm.status != FirmStatus.ACTIVE:
        message = _("%(firm)s is inactive. Set it to active under Vendors first.")
        raise DomainError("firm.inactive", message % {"firm": firm.name}, field="firm")
    started_on = started_on or clock.today()
    engagement = Engagement.objects.create(matter=current, firm=firm, started_on=started_on)
    after = {"firm": firm.name, "since": started_on}
    record(current, "matters.firm.engaged", actor=actor, after=after)
    return engagement


@transaction.atomic
def end_engagement(
    engagement: Engagement, *, ended_on: date | None = None, reason: str = "", actor: User
) -> Engagement:
    """End a firm's work on the matter; its people no longer see the matter, their invoices stay theirs."""
    matter = locked(engagement.matter, actor=actor)
    current = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if current.ended_on is not None:
        return current
    current.ended_on = max(ended_on or clock.today(), current.started_on)
    current.save(update_fields=["ended_on"])
    record(
        matter,
        "matters.firm.released",
        actor=actor,
        before={"firm": current.firm.name},
        after={"until": current.ended_on},
        reason=reason.strip(),
    )
    return current


@transaction.atomic
def map_number(matter: Matter, firm: Firm, number: str, *, actor: User) -> MatterNumber:
    """Remember, once and for ever, that the firm bills this matter under another number (LEDES fields 4, 24).

    Mapping the same again is one row. Raises DomainError "number.taken" when it stands for another matter.
    """
    current = locked(matter, actor=actor)
    key = number.strip().upper()
    if not key:
        raise DomainError("number.blank", _("Enter the number as the firm bills it."), field="number")
    mapped, made = MatterNumber.objects.select_related("matter").get_or_create(
        firm=firm, number_key=key, defaults={"matter": current}
    )
    if mapped.matter_id != current.pk:
        raise _number_taken(mapped, actor)
    if made:
        record(current, "matters.number.mapped", actor=actor, after={"firm": firm.name, "number": key})
    return mapped


@transaction.atomic
def staff_timekeeper(matter: Matter, timekeeper: Timekeeper, *, actor: User) -> StaffedTimekeeper:
    """Accept a timekeeper for the matter; from the first one on, nobody else of that firm is accepted."""
    current = locked(matter, actor=actor)
    staffed, made = StaffedTimekeeper.objects.get_or_create(matter=current, timekeeper=timekeeper)
    if made:
        after = {"timekeeper": str(timekeeper), "firm": timekeeper.firm.name}
        record(current, "matters.timekeeper.staffed", actor=actor, after=after)
        _terms_changed(current, timekeeper.firm)
    return staffed


@transaction.atomic
def unstaff_timekeeper(matter: Matter, timekeeper: Timekeeper, *, actor: User) -> None:
    """No longer accept a timekeeper for the matter."""
    current = locked(matter, actor=actor)
    gone, _rows = current.staffed_timekeepers.filter(timekeeper=timekeeper).delete()
    if gone:
        before = {"timekeeper": str(timekeeper), "firm": timekeeper.firm.name}
        record(current, "matters.timekeeper.unstaffed", actor=actor, before=before)
        _terms_changed(current, timekeeper.firm)


def set_matter_rate(
    matter: Matter,
    timekeeper: Timekeeper,
    *,
    amount: Decimal,
    currency: str,
    valid_from: date,
    valid_until: date | None = None,
    actor: User,
) -> MatterRate:
    """Agree a rate per hour for one timekeeper on one matter; it replaces the standard rate.

    Periods as in `vendors.services.rates.approve_rate`, same errors.
    """
    new = MatterRate(
        matter=matter,
        timekeeper=timekeeper,
        amount=amount,
        currency=currency,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    try:
        return _set_matter_rate(new, actor=actor)
    except IntegrityError as error:
        message = _("Someone set another rate for this period just now. Reload the page.")
        raise Conflict("rate.overlap", message, field="valid_from") from error


@transaction.atomic
def _set_matter_rate(new: MatterRate, *, actor: User) -> MatterRate:
    current = locked(new.matter, actor=actor)
    siblings = current.rates.filter(timekeeper_id=new.timekeeper_id, currency=new.currency)
    saved, ended = start_period(siblings, new)
    if saved is new:
        before = {"rate": stored_words(ended)} if ended else None
        after = {"timekeeper": str(new.timekeeper), "rate": stored_words(new)}
        record(current, "matters.rate.set", actor=actor, before=before, after=after)
        events.publish(TermsChanged(new.timekeeper_id))
    return saved


def _terms_changed(matter: Matter, firm: Firm) -> None:
    """The first person accepted shuts out all others of the firm, the last one taken off lets them in."""
    events.publish(StaffingChanged(matter.pk, firm.pk))


def _number_taken(mapped: MatterNumber, actor: User) -> DomainError:
    if may_see(actor, mapped.matter):
        message = _("This firm's number %(number)s stands for %(matter)s.")
        words = {"number": mapped.number_key, "matter": mapped.matter.number}
    else:
        message = _("This firm's number %(number)s is taken.")
        words = {"number": mapped.number_key}
    return DomainError("number.taken", message % words, field="number")
