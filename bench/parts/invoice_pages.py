"""The review page of one invoice with few and with many lines."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bench.ledes_files import write_file
from bench.parts.lists import ONE_QUERY, pages_cost, reviewer
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from billing.models import Invoice
from billing.services import intake
from billing.services.checking import check_submission
from billing.services.importing import import_submission
from legalops.accounts.system import system_actor
from matters.models import Engagement, Matter, MatterType, Stage
from vendors.models import Firm, Rate, Timekeeper

PART = "invoice"
_PEOPLE = 60
_MOST = {1_000: 3.0, 10_000: 4.0}


def rows(scale: Scale) -> Iterator[Row]:
    """The page at each size, against the smallest and against the page with one query."""
    invoices = {lines: _invoice(lines) for lines in scale.invoice_lines}
    settle()
    pages = {str(lines): f"/invoices/{found.pk}/" for lines, found in invoices.items()}
    costs = pages_cost(reviewer(), pages, scale)
    first, *larger = scale.invoice_lines
    base, one = costs[str(first)], costs[ONE_QUERY]
    for lines in larger:
        cost, target = costs[str(lines)], Target(_MOST.get(lines, 4.0))
        figures = seconds(cost.cpu), f"the same page, {first} lines", seconds(base.cpu)
        ratios = cost.cpu / base.cpu, cost.wall / base.wall
        yield Row(PART, f"review page, {lines:,} lines", *figures, *ratios, target)
    for lines in scale.invoice_lines:
        cost = costs[str(lines)]
        figures = seconds(cost.cpu), "page with one query", seconds(one.cpu)
        yield Row(PART, f"review page, {lines:,} lines", *figures, cost.cpu / one.cpu, cost.wall / one.wall)


def _invoice(lines: int) -> Invoice:
    """One invoice of so many lines with findings, through the services."""
    firm = Firm.objects.create(code=f"pages-{lines}", name=f"Pages {lines} LLP", tax_id="24-6437381")
    _matter(firm, lines)
    _people(firm)
    file = io.BytesIO()
    write_file(file, lines, per_invoice=lines)
    text = file.getvalue().replace(b"|M-2026-0001[]", f"|PAGE-{lines}[]".encode())
    actor = system_actor("bench")
    submission = intake.receive(io.BytesIO(text), name="page.txt", firm=firm, actor=actor, auto_submit=True)
    check_submission(submission.pk)
    import_submission(submission.pk)
    invoice = submission.invoices.get()
    assert (invoice.state, invoice.line_count) == ("in_review", lines), invoice.state
    return invoice


def _matter(firm: Firm, lines: int) -> None:
    matter = Matter.objects.create(
        number=f"PAGE-{lines}", name=f"Matter with {lines} lines", lead=reviewer(),
        matter_type=MatterType.objects.get(code="commercial-litigation"),
        stage=Stage.objects.get(code="in-progress"), opened_on=date(2026, 1, 1),
    )  # fmt: skip
    Engagement.objects.create(matter=matter, firm=firm, started_on=date(2026, 1, 1))


def _people(firm: Firm) -> None:
    """Everybody bills 180 and up by steps of 7.50; one in five is agreed at less, which rules will find."""
    people = Timekeeper.objects.bulk_create(
        Timekeeper(
            firm=firm, code=f"TK{n:03d}", first_name="Alex", last_name=f"Person{n:03d}", status="approved",
            classification_id=("PARTNR", "ASSOC", "PARALG")[n % 3],
        )
        for n in range(_PEOPLE)
    )  # fmt: skip
    Rate.objects.bulk_create(
        Rate(
            timekeeper=each, amount=Decimal(180) + Decimal("7.5") * n - (0 if n % 5 else 15), currency="USD",
            valid_from=date(2020, 1, 1),
        )
        for n, each in enumerate(people)
    )  # fmt: skip
