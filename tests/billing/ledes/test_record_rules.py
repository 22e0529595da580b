"""Each rule on values and records: one spoilt field, one code, named with line, field and value."""

import pytest

from billing.ledes.formats import Format
from tests.billing.ledes.files import EXPENSE, FEE, TAXED, check_bytes, codes, file_of

ERRORS = [
    ("V101", "LINE_ITEM_DATE", "20260231"),
    ("V101", "LINE_ITEM_DATE", "2026-05-04"),
    ("V101", "LINE_ITEM_DATE", "99990504"),
    ("V102", "LINE_ITEM_NUMBER_OF_UNITS", "2,5"),
    ("V102", "LINE_ITEM_TOTAL", "1 575.00"),
    ("V102", "LINE_ITEM_UNIT_COST", "650.00001"),
    ("V102", "LINE_ITEM_UNIT_COST", "12345678901"),
    ("V102", "LINE_ITEM_TOTAL", "1.575,00"),
    ("V102", "LINE_ITEM_TOTAL", "1e3"),
    ("V102", "LINE_ITEM_TOTAL", "."),
    ("V103", "CLIENT_ID", ""),
    ("V103", "LINE_ITEM_NUMBER", ""),
    ("V103", "LINE_ITEM_TOTAL", ""),
    ("V104", "TIMEKEEPER_ID", "T" * 21),
    ("V104", "INVOICE_NUMBER", "I" * 21),
    ("V104", "LINE_ITEM_DESCRIPTION", "d" * (15 * 1024 + 1)),
    ("V105", "EXP/FEE/INV_ADJ_TYPE", "FE"),
    ("V106", "LINE_ITEM_NUMBER_OF_UNITS", ""),
    ("V107", "LINE_ITEM_UNIT_COST", ""),
    ("V109", "TIMEKEEPER_ID", ""),
    ("A202", "INVOICE_TOTAL", "1575.02"),
    ("A207", "BILLING_END_DATE", "20260430"),
]
ERRORS_98BI = [
    ("V103", "MATTER_NAME", ""),
    ("V103", "LINE_ITEM_TAX_TOTAL", ""),
    ("V110", "TIMEKEEPER_NAME", ""),
    ("T301", "LINE_ITEM_TAX_RATE", "0.19"),
    ("T301", "LINE_ITEM_TAX_RATE", ""),
    ("T302", "INVOICE_TAX_TOTAL", "155.02"),
    ("T303", "INVOICE_NET_TOTAL", "930.00"),
    ("T304", "INVOICE_CURRENCY", "gbp"),
    ("T304", "INVOICE_CURRENCY", "POUND"),
    ("T304", "INVOICE_TAX_CURRENCY", "£"),
    ("T305", "ACCOUNT_TYPE", "C"),
    ("T306", "LINE_ITEM_TAX_RATE", "20"),
    ("T306", "LINE_ITEM_TAX_RATE", "-0.2"),
    ("T306", "LINE_ITEM_TAX_RATE", "1"),
]
WARNINGS = [
    ("W402", "LINE_ITEM_NUMBER_OF_UNITS", "+2.50"),
    ("W404", "TIMEKEEPER_CLASSIFICATION", "PT"),
    ("W404", "TIMEKEEPER_CLASSIFICATION", "partnr"),
    ("W405", "LINE_ITEM_DATE", "20260601"),
]


@pytest.mark.parametrize(("code", "name", "value"), ERRORS)
def test_a_spoilt_field_is_named(code: str, name: str, value: str) -> None:
    result = check_bytes(file_of(FEE | {name: value}))
    assert not result.accepted
    assert codes(result, "error") == [code]
    finding = result.findings[0]
    assert (finding.line, finding.field) == (3, name)
    if code != "V104":
        assert finding.value == value


@pytest.mark.parametrize(("code", "name", "value"), ERRORS_98BI)
def test_a_spoilt_98bi_field_is_named(code: str, name: str, value: str) -> None:
    result = check_bytes(file_of(TAXED | {name: value}, known=Format.LEDES98BI_V2))
    expected = [code]
    if (code, name) == ("T302", "INVOICE_TAX_TOTAL"):
        expected = ["T302", "T303"]
    if value == "£":
        assert codes(result, "warning") == ["F005"]
    assert codes(result, "error") == expected


@pytest.mark.parametrize(("code", "name", "value"), WARNINGS)
def test_an_odd_field_is_accepted_with_a_warning(code: str, name: str, value: str) -> None:
    result = check_bytes(file_of(FEE | {name: value}), strict=True)
    assert result.accepted
    assert [(f.code, f.severity, f.line, f.field, f.value) for f in result.findings] == [
        (code, "warning", 3, name, value)
    ]


def test_a_line_that_does_not_add_up_shows_the_sum() -> None:
    finding = check_bytes(file_of(FEE | {"LINE_ITEM_UNIT_COST": "651.00"})).findings[0]
    assert (finding.code, finding.field, finding.value) == ("A201", "LINE_ITEM_TOTAL", "1575.00")
    assert finding.message == "The line total is 1575.00, but 2.50 × 651.00 - 50.00 makes 1577.50."


def test_an_expense_needs_its_code_and_no_task() -> None:
    assert codes(check_bytes(file_of(EXPENSE))) == []
    assert codes(check_bytes(file_of(EXPENSE | {"LINE_ITEM_EXPENSE_CODE": ""}))) == ["V108"]
    spoilt = EXPENSE | {"LINE_ITEM_TASK_CODE": "L120", "LINE_ITEM_ACTIVITY_CODE": "A101"}
    assert codes(check_bytes(file_of(spoilt)), "warning") == ["W403", "W403"]


def test_a_fee_without_task_or_with_activity_only() -> None:
    assert codes(check_bytes(file_of(FEE | {"LINE_ITEM_TASK_CODE": ""}))) == ["W401", "W407"]
    bare = FEE | {"LINE_ITEM_TASK_CODE": "", "LINE_ITEM_ACTIVITY_CODE": ""}
    assert codes(check_bytes(file_of(bare))) == ["W401"]


@pytest.mark.parametrize("value", ["1575.", "1575", "1575.0000", "01575.00"])
def test_number_forms_of_the_published_sample_are_read(value: str) -> None:
    result = check_bytes(file_of(FEE | {"INVOICE_TOTAL": value, "LINE_ITEM_TOTAL": value}), strict=True)
    assert result.accepted
    assert not result.findings


def test_both_shapes_of_a_flat_fee_are_read() -> None:
    flat = FEE | {"EXP/FEE/INV_ADJ_TYPE": "IF", "LINE_ITEM_NUMBER_OF_UNITS": "1", "TIMEKEEPER_ID": ""}
    by_adjustment = flat | {"LINE_ITEM_ADJUSTMENT_AMOUNT": "1575.", "LINE_ITEM_UNIT_COST": ""}
    by_price = flat | {"LINE_ITEM_ADJUSTMENT_AMOUNT": "0", "LINE_ITEM_UNIT_COST": "1575"}
    assert not check_bytes(file_of(by_adjustment)).findings
    assert not check_bytes(file_of(by_price)).findings


@pytest.mark.parametrize(("off", "accepted"), [("1575.01", True), ("1575.0101", False)])
def test_a_line_may_be_off_by_a_cent_but_no_more(off: str, accepted: bool) -> None:
    assert check_bytes(file_of(FEE | {"INVOICE_TOTAL": off, "LINE_ITEM_TOTAL": off})).accepted is accepted


def test_a_lower_case_type_is_mended_unless_strict() -> None:
    content = file_of(FEE | {"EXP/FEE/INV_ADJ_TYPE": "f"})
    assert codes(check_bytes(content), "warning") == ["V105"]
    assert codes(check_bytes(content, strict=True), "error") == ["V105"]


def test_spaces_round_a_number_are_mended_unless_strict() -> None:
    content = file_of(FEE | {"LINE_ITEM_TOTAL": " 1575.00", "LINE_ITEM_DATE": "20260504 "})
    assert codes(check_bytes(content), "warning") == ["V101", "V102"]
    assert codes(check_bytes(content, strict=True), "error") == ["V101", "V102"]
