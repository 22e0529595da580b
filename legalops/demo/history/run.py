"""All invoices that arrived before a day, in waves: each wave knows what the waves before it billed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from billing.enums import InvoiceState
from billing.models import ReasonCode
from billing.services.drafts import Drafter
from legalops.accounts.system import system_actor
from legalops.demo.history import cuts, deciding, paying
from legalops.demo.history.course import Course
from legalops.demo.history.receiving import Received, receive_delivery, review_deliveries
from legalops.demo.history.writing import write_courses
from legalops.demo.loading.choices import export_days, resubmission, submitted_at
from legalops.demo.loading.intake import deliveries
from legalops.demo.loading.world import World
from legalops.demo.plan.model import InvoicePlan

WAVES = 3


@dataclass(slots=True)
class History:
    """The past of the invoices, and what of it is not over at its end."""

    world: World
    until: date
    reasons: dict[str, ReasonCode]
    plans: dict[int, InvoicePlan] = field(default_factory=dict)
    unreviewed: list[tuple[int, datetime]] = field(default_factory=list)
    unpaid: list[tuple[int, date, str]] = field(default_factory=list)
    again: list[InvoicePlan] = field(default_factory=list)

    def live(self, tell: Callable[[str], None]) -> None:
        """Store, judge, decide, hand over and pay."""
        past = [p for p in self.world.plan.invoices if p.received_at.date() < self.until]
        approved: list[Course] = []
        for number, wave in enumerate(_waves(past), start=1):
            due = [p for p in self.again if p.received_at < wave[-1].received_at]
            self.again = [p for p in self.again if p not in due]
            courses = self._receive(
                sorted([*wave, *due], key=lambda p: (p.received_at, p.firm.code, p.number))
            )
            approved += self._decide(courses)
            tell(f"history: {len(courses):,} invoices in wave {number} of {WAVES}")
        self._pay(approved)
        write_courses(approved)

    def _receive(self, plans: list[InvoicePlan]) -> list[Course]:
        robot, by_firm = system_actor("ledes-intake"), defaultdict(list)
        for (_, code), delivered in deliveries(plans).items():
            by_firm[code].append(delivered)
        courses = []
        for code, files in by_firm.items():
            drafter = Drafter(self.world.firms[code])
            received = [receive_delivery(self.world, drafter, file, robot) for file in files]
            review_deliveries(drafter, received, robot)
            courses += list(self._courses(received))
        return courses

    def _courses(self, received: Iterable[Received]) -> Iterable[Course]:
        for each in received:
            for invoice, plan in zip(each.invoices, each.plans, strict=True):
                self.plans[invoice.pk] = plan
                invoice.matter = self.world.matters.get(plan.matter.key) if invoice.matter_id else None
                yield Course(invoice, plan, self.world.people[plan.firm.reviewer])

    def _decide(self, courses: list[Course]) -> list[Course]:
        """Returns the approved ones; rejected ones are written, those still in review are left to others."""
        seed, end = self.world.plan.seed, datetime.combine(self.until, time(), UTC)
        reviewed = []
        for course in courses:
            at = submitted_at(seed, course.plan)
            if at + timedelta(course.plan.approval_days * 2 + 8) < end:
                reviewed.append((course, at))
            elif course.invoice.state == InvoiceState.IN_REVIEW:
                self.unreviewed.append((course.invoice.pk, max(at, end)))
        cuts.decide_findings(seed, reviewed, self.reasons)
        return self._settle(reviewed)

    def _settle(self, reviewed: list[tuple[Course, datetime]]) -> list[Course]:
        approved, rejected = [], []
        for course, at in reviewed:
            course.invoice.reviewer = course.reviewer
            deciding.submit(self.world, course, at)
            settled = deciding.decide(self.world.plan.seed, course, at)
            if course.invoice.state == InvoiceState.APPROVED:
                approved.append(course)
            else:
                rejected.append(course)
                again = resubmission(self.world.plan.seed, course.plan, settled)
                self.again += [again] if again else []
        write_courses(rejected)
        return approved

    def _pay(self, approved: list[Course]) -> None:
        """What was approved goes out with the next hand-over; what comes later is left to others."""
        waiting = sorted(approved, key=lambda course: course.invoice.approved_at)
        if not waiting:
            return
        first = waiting[0].invoice.approved_at.date()
        for day in export_days(self.world.plan.as_of, first):
            ready = [c for c in waiting if c.invoice.approved_at.date() < day] if day < self.until else []
            if ready:
                waiting = waiting[len(ready) :]
                paying.export(self.world, ready, day)
                for course in ready:
                    later = paying.pay(self.world, course, day, self.until)
                    if later:
                        self.unpaid.append((course.invoice.pk, later, course.transitions[-1].reason))


def _waves(plans: list[InvoicePlan]) -> list[list[InvoicePlan]]:
    """Whole deliveries, in order of arrival."""
    size = -(-len(plans) // WAVES) or 1
    waves: list[list[InvoicePlan]] = []
    for plan in plans:
        new = not waves or (len(waves[-1]) >= size and plan.received_at != waves[-1][-1].received_at)
        if new:
            waves.append([])
        waves[-1].append(plan)
    return waves
