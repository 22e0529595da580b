"""Rules over the records of one invoice, and how repeated faults are told."""

from decimal import Decimal

import pytest

from billing.ledes import InvoiceSummary
from billing.ledes.formats import Format
from tests.billing.ledes.files import FEE, TAXED, check_bytes, codes, file_of

PAIR = FEE | {"INVOICE_TOTAL": "3150.00"}


def second(**spoilt: str) -> dict[str, str]:
    return PAIR | {"LINE_ITEM_NUMBER": "2"} | spoilt


def test_two_good_records_make_one_invoice() -> None:
    result = check_bytes(file_of(PAIR, second()))
    assert result.invoices == [InvoiceSummary("INV-1", None, Decimal("3150.00"), 2)]
    assert not result.findings


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("INVOICE_TOTAL", "3150.01", "A203"),
        ("LINE_ITEM_NUMBER", "1", "A205"),
    ],
)
def test_a_record_that_contradicts_its_invoice_is_refused(name: str, value: str, code: str) -> None:
    result = check_bytes(file_of(PAIR, second(**{name: value})))
    assert [(f.code, f.line, f.field) for f in result.findings] == [(code, 4, name)]


def test_the_same_total_written_otherwise_is_no_contradiction() -> None:
    assert not check_bytes(file_of(PAIR, second(INVOICE_TOTAL="3150.0"))).findings


@pytest.mark.parametrize("name", ["INVOICE_DATE", "BILLING_START_DATE", "BILLING_END_DATE"])
def test_differing_dates_are_warned_about(name: str) -> None:
    result = check_bytes(file_of(PAIR, second(**{name: "20260504"})))
    assert result.accepted
    assert codes(result) == ["W406"]


def test_the_first_period_counts_for_every_line() -> None:
    records = [PAIR | {"INVOICE_TOTAL": "6300.00", "LINE_ITEM_NUMBER": str(n)} for n in range(1, 5)]
    for later in records[1:]:
        later |= {"BILLING_END_DATE": "20260630", "LINE_ITEM_DATE": "20260615"}
    result = check_bytes(file_of(*records))
    told = [(f.code, f.line) for f in result.findings]
    assert told == [("W406", 4), ("W405", 4), ("W405", 5), ("W405", 6)]


def test_a_fault_repeated_on_every_record_is_told_once() -> None:
    result = check_bytes(file_of(PAIR | {"CLIENT_ID": ""}, second(CLIENT_ID="")))
    assert codes(result) == ["V103"]


def test_currencies_of_one_invoice_must_agree() -> None:
    other = TAXED | {"LINE_ITEM_NUMBER": "2", "INVOICE_CURRENCY": "EUR"}
    totals = {"INVOICE_TOTAL": "1860.00", "INVOICE_TAX_TOTAL": "310.00", "INVOICE_NET_TOTAL": "1550.00"}
    result = check_bytes(file_of(TAXED | totals, other | totals, known=Format.LEDES98BI_V2))
    assert [(f.code, f.field) for f in result.findings] == [("A203", "INVOICE_CURRENCY")]


def test_an_unreadable_line_is_not_reported_again_as_a_wrong_sum() -> None:
    assert codes(check_bytes(file_of(PAIR, second(LINE_ITEM_TOTAL="x")))) == ["V102"]


def test_invoices_may_be_interleaved() -> None:
    other = {"INVOICE_NUMBER": "INV-2"}
    content = file_of(PAIR, PAIR | other, second(), second(**other), second(LINE_ITEM_NUMBER="1", **other))
    result = check_bytes(content)
    assert [(f.code, f.line) for f in result.findings] == [("A202", 4), ("A205", 7)]
    assert [(invoice.number, invoice.lines) for invoice in result.invoices] == [("INV-1", 2), ("INV-2", 3)]


def test_line_numbers_are_remembered_when_an_invoice_is_left() -> None:
    names = ["01", "2", "x"]
    records = [FEE | {"INVOICE_TOTAL": "7875.00", "LINE_ITEM_NUMBER": name} for name in names]
    between = FEE | {"INVOICE_NUMBER": "INV-2"}
    again = [FEE | {"INVOICE_TOTAL": "7875.00", "LINE_ITEM_NUMBER": name} for name in ("1", "x")]
    result = check_bytes(file_of(*records, between, *again))
    assert [(f.code, f.value) for f in result.findings] == [("A205", "x")]


def test_findings_beyond_the_cap_are_counted_and_errors_come_first() -> None:
    odd = [FEE | {"INVOICE_NUMBER": f"I-{n}", "TIMEKEEPER_CLASSIFICATION": "PT"} for n in range(10)]
    content = file_of(*odd, FEE | {"LINE_ITEM_TOTAL": "1"})
    result = check_bytes(content, max_findings=5)
    assert codes(result) == ["A201", "A202", "W404", "W404", "W404"]
    assert result.findings_dropped == 7
    assert not result.accepted
