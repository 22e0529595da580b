"""Firms as lists and pages show them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from vendors.models import Firm, Rate, Timekeeper
from vendors.querysets import FirmQuerySet


def firm_rows(user: User) -> FirmQuerySet:
    """Firms the person may see, with timekeepers (approved) and pending counted."""
    return Firm.objects.visible_to(user).annotate(
        timekeeper_count=_counted(Q(status="approved")), pending_count=_counted(Q(status="pending"))
    )


def search_firms(user: User, text: str, limit: int) -> list[Firm]:
    """Firms by name or vendor code for type-ahead."""
    return list(Firm.objects.visible_to(user).matching(text).order_by("name")[:limit])


@dataclass(frozen=True, slots=True)
class RateLine:
    """A timekeeper with the rate in force, the one to come and the one before, in one currency."""

    timekeeper: Timekeeper
    current: Rate | None
    coming: Rate | None
    before: Rate | None

    @property
    def change(self) -> Decimal | None:
        """The last step as a ratio: 0.05 is five per cent up; None without an earlier rate."""
        newest, older = (self.coming, self.current) if self.coming else (self.current, self.before)
        return newest.amount / older.amount - 1 if newest and older and older.amount else None


def people_of(firm: Firm, user: User):
    """The firm's timekeepers as the person may see them, those that wait for a decision first."""
    people = Timekeeper.objects.visible_to(user).filter(firm=firm)
    decided_last = Case(When(status="pending", then=Value(0)), default=Value(1))
    return people.select_related("classification", "office").order_by(
        decided_last, "last_name", "first_name", "pk"
    )


def rate_lines(firm: Firm, user: User) -> list[RateLine]:
    """One line per timekeeper and currency, in two queries."""
    rates = Prefetch("rates", queryset=Rate.objects.order_by("currency", "valid_from"))
    lines = []
    for person in people_of(firm, user).prefetch_related(rates):
        by_currency: dict[str, list[Rate]] = {}
        for rate in person.rates.all():
            by_currency.setdefault(rate.currency, []).append(rate)
        lines += [_line(person, found) for found in by_currency.values()] or [_line(person, [])]
    return lines


def firm_events(firm: Firm):
    """Ledger rows of the firm and its timekeepers, newest first. The firm comes from `visible_to`."""
    people = Timekeeper.objects.filter(firm=firm).values("pk")
    own = Q(subject_type="vendors.firm", subject_id=firm.pk)
    theirs = Q(subject_type="vendors.timekeeper", subject_id__in=people)
    return AuditEvent.objects.filter(own | theirs).order_by("-id")


def _counted(which: Q):
    found = Timekeeper.objects.filter(which, firm=OuterRef("pk")).order_by().values("firm")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def _line(person: Timekeeper, rates: list[Rate]) -> RateLine:
    today = clock.today()
    past = [rate for rate in rates if rate.valid_until is not None and rate.valid_until <= today]
    coming = [rate for rate in rates if rate.valid_from > today]
    current = [rate for rate in rates if rate not in past and rate not in coming]
    return RateLine(
        person,
        current[0] if current else None,
        coming[0] if coming else None,
        past[-1] if past else None,
    )
