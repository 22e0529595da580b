"""LEDES files for a newcomer to drop: on matters that are open now, of people who are known."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from billing.ledes.formats import Format
from billing.ledes.model import LedesInvoice, LedesLine
from billing.ledes.writing import write
from billing.models import Invoice
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO, round_money
from legalops.kernel.periods import month_end, month_start
from matters.models import Matter
from vendors.models import Firm, Rate, Timekeeper


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file, and what will come of dropping it."""

    name: str
    content: bytes
    about: str


@dataclass(frozen=True, slots=True)
class _Desk:
    """A firm with an open matter, somebody to bill for and the month to bill."""

    firm: Firm
    matter: Matter
    person: Timekeeper
    rate: Decimal
    start: date
    end: date
    number: str


def sample_files() -> list[SampleFile]:
    """A 1998B file with findings, a 98BI V2 file with tax, and one with errors.

    Raises DomainError "demo.absent" where no demo is loaded.
    """
    home = _desk(_firm("USD"), "A")
    abroad = _desk(_firm("GBP"), "B")
    broken = _desk(home.firm, "C")
    text = _write(_invoice(broken, _good(broken)), Format.LEDES1998B)
    return [
        SampleFile(
            f"{home.firm.code}-with-findings.txt",
            _write(_invoice(home, [*_good(home), *_questionable(home)]), Format.LEDES1998B),
            f"LEDES 1998B of {home.firm.name}, accepted; the review finds something",
        ),
        SampleFile(
            f"{abroad.firm.code}-with-tax.txt",
            _write(_invoice(abroad, _good(abroad, Decimal("0.20"))), Format.LEDES98BI_V2),
            f"LEDES 98BI V2 of {abroad.firm.name} with tax, accepted",
        ),
        SampleFile(f"{home.firm.code}-with-errors.txt", spoiled(text), "refused: every error is listed"),
    ]


def spoiled(content: bytes) -> bytes:
    """The same file with an amount that does not add up and a date that does not exist."""
    head, names, first, second, *rest = content.decode("ascii").split("\r\n")
    one, two = first.split("|"), second.split("|")
    one[12] = f"{Decimal(one[12]) + 100}"
    two[13] = f"{two[13][:4]}1345"
    return "\r\n".join([head, names, "|".join(one), "|".join(two), *rest]).encode("ascii")


def _firm(currency: str) -> Firm:
    """The largest firm of the currency whose biller is among the demo log-ins, or the largest of all."""
    billers = User.objects.filter(email__startswith="billing@", firm_membership__firm__currency=currency)
    first = billers.order_by("firm_membership__pk").select_related("firm_membership__firm").first()
    if first is None:
        raise DomainError("demo.absent", "No demo department is loaded. Load one with: manage.py demo load")
    return first.firm_membership.firm


def _desk(firm: Firm, letter: str) -> _Desk:
    end = month_end(month_start(clock.today()) - timedelta(1))
    matters = Matter.objects.open().filter(
        engagements__firm=firm, opened_on__lt=month_start(end), restricted=False
    )
    matter = matters.order_by("rates", "-opened_on", "pk").first()
    rate = Rate.objects.filter(timekeeper__firm=firm, valid_until__isnull=True).order_by("pk").first()
    if matter is None or rate is None:
        raise DomainError("demo.absent", f"{firm.name} has no open matter to bill. Load the small demo.")
    taken = Invoice.objects.filter(firm=firm, number__startswith="SAMPLE").count()
    number = f"SAMPLE-{letter}-{clock.today():%Y%m%d}-{taken + 1}"
    person = rate.timekeeper
    return _Desk(firm, matter, person, rate.amount, month_start(end), end, number)


def _good(desk: _Desk, tax: Decimal = ZERO) -> list[LedesLine]:
    texts = (
        ("L110", "A104", "1.4", "Review delivery records of the northern warehouse for March"),
        ("L120", "A102", "2.1", "Research notice requirement under the supply agreement"),
        ("L120", "A106", "0.6", "Confer with Harborview Industries on next steps after the notice"),
    )
    return [
        _line(desk, place, Decimal(hours), task, activity, text, tax=tax)
        for place, (task, activity, hours, text) in enumerate(texts)
    ]


def _questionable(desk: _Desk) -> list[LedesLine]:
    raised = round_money(desk.rate * Decimal("1.1"), "JPY")
    return [
        _line(desk, 4, Decimal("0.8"), "L140", "A110", "Prepare binders for meeting on delivery dates"),
        _line(desk, 5, Decimal("1.0"), "L120", "A104", "Attention to file"),
        _line(desk, 6, Decimal("2.5"), "L310", "A103", "Draft objections to interrogatory 4", rate=raised),
    ]


def _line(
    desk: _Desk,
    place: int,
    hours: Decimal,
    task: str,
    activity: str,
    text: str,
    *,
    rate: Decimal | None = None,
    tax: Decimal = ZERO,
) -> LedesLine:
    cost = desk.rate if rate is None else rate
    net = round_money(hours * cost, desk.firm.currency)
    levied = round_money(net * tax, desk.firm.currency)
    taxed = {"tax_rate": tax, "tax_amount": levied, "tax_type": "VAT"} if tax else {}
    return LedesLine(
        line_number=str(place + 1),
        kind="F",
        work_date=desk.start + timedelta(place + 2),
        units=hours,
        unit_cost=cost,
        total=net + levied,
        task_code=task,
        activity_code=activity,
        timekeeper_code=desk.person.code,
        timekeeper_name=str(desk.person),
        classification=desk.person.classification_id,
        narrative=text,
        **taxed,
    )


def _invoice(desk: _Desk, lines: list[LedesLine]) -> LedesInvoice:
    international = desk.firm.currency != "USD"
    return LedesInvoice(
        invoice_number=desk.number,
        invoice_date=desk.end + timedelta(1),
        client_id="HARBORVIEW",
        law_firm_id=desk.firm.tax_id,
        period_start=desk.start,
        period_end=desk.end,
        invoice_total=sum((line.total for line in lines), ZERO),
        law_firm_matter_id=f"{desk.firm.code[:3].upper()}-{desk.matter.pk}",
        client_matter_id=desk.matter.number,
        description="For services rendered",
        matter_name=desk.matter.name,
        client_tax_id="98-7654321" if international else None,
        currency=desk.firm.currency if international else None,
        tax_total=sum((line.tax_amount or ZERO for line in lines), ZERO) if international else None,
        lines=tuple(lines),
    )


def _write(invoice: LedesInvoice, format: Format) -> bytes:
    stream = io.BytesIO()
    write([invoice], format, stream)
    return stream.getvalue()
