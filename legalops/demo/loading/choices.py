"""How the people of the demo decide: the same for invoices handled one by one and for those in bulk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from billing.enums import Outcome
from billing.models import ReviewFinding
from legalops.demo.plan.days import office_hour
from legalops.demo.plan.model import InvoicePlan
from legalops.kernel import clock
from legalops.kernel.money import ZERO

DISMISSALS = ("justified", "approved-before", "immaterial", "false-positive")
WHY_REJECTED = (
    "The work was billed to the wrong matter. Please issue it again.",
    "This repeats work that was billed before.",
    "Please split the time by task and send the invoice again.",
)
EXPORT_EVERY = timedelta(14)
# Approved invoices of the last days still wait for the next export.
EXPORT_PAUSE = timedelta(9)
TRIM_LINES = 5
TRIM_NOTE = "More time than this task needs."
_UPHELD = 0.75
_TRIMMED = 0.22
_COMES_AGAIN = 0.66
_MOST_CUT = Decimal("0.5")


def dice(seed: int, plan: InvoicePlan, about: str = "") -> Random:
    """Chance of its own for each invoice, so that one decision does not move the others."""
    return Random(f"{seed} {plan.firm.code} {plan.number} {plan.received_at} {about}")  # noqa: S311  (demo data)


def decided(
    random: Random, findings: Sequence[ReviewFinding], net: Decimal
) -> tuple[list[ReviewFinding], list[ReviewFinding]]:
    """Findings to accept and to dismiss; warnings that are not accepted stay open."""
    upheld = [f for f in findings if f.outcome != Outcome.REJECT_INVOICE and random.random() < _UPHELD]
    if sum((f.reduction for f in upheld), ZERO) > abs(net) * _MOST_CUT:
        upheld = [f for f in upheld if not f.reduction]
    kept = {finding.pk for finding in upheld}
    return upheld, [f for f in findings if f.pk not in kept and f.outcome != Outcome.WARN]


def trimmed(random: Random) -> Decimal | None:
    """The percentage that the reviewer takes off the longest entries, where time seems excessive."""
    return Decimal(random.choice((10, 15, 20, 25))) if random.random() < _TRIMMED else None


def submitted_at(seed: int, plan: InvoicePlan) -> datetime:
    """When the reviewer will hand the invoice on."""
    return _later(dice(seed, plan, "submitted"), plan.received_at, plan.review_days)


def decided_at(seed: int, plan: InvoicePlan, since: datetime, step: int) -> datetime:
    """When the approver of a step will decide; the second one is quicker."""
    return _later(dice(seed, plan, f"step {step}"), since, plan.approval_days / step)


def resubmission(seed: int, plan: InvoicePlan, rejected_at: datetime) -> InvoicePlan | None:
    """Two in three rejected invoices come again, put right, under the same number."""
    random = dice(seed, plan, "again")
    if plan.number.endswith("A") or random.random() > _COMES_AGAIN:
        return None
    at = office_hour(random, clock.local_date(rejected_at) + timedelta(random.randint(8, 25)))
    return replace(plan, received_at=at, invoice_date=at.date() - timedelta(1), fate="pay")


def export_days(as_of: date, first: date) -> list[date]:
    """Every other week, in order, the last one some days before the as-of date."""
    days, day = [], as_of - EXPORT_PAUSE
    while day > first:
        days.append(day)
        day -= EXPORT_EVERY
    return days[::-1]


def _later(random: Random, since: datetime, days: float) -> datetime:
    at = office_hour(random, clock.local_date(since) + timedelta(days))
    return max(at, since + timedelta(minutes=20))
