"""Totals that their currency cannot pay are refused; the standard's four decimals stay legal elsewhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.ledes.formats import Format
from tests.billing.ledes.files import TAXED, check_bytes, codes, file_of
from tests.billing.ledes.test_readers_agree import SOME, assert_agreement
from tests.billing.ledes.test_xml import XML22, verdict


def billed(currency: str, total: str, number: str = "1", **more: str) -> dict[str, str]:
    """One untaxed line, which is its invoice."""
    amounts = dict.fromkeys(("INVOICE_TOTAL", "INVOICE_NET_TOTAL", "LINE_ITEM_TOTAL"), total)
    nothing = dict.fromkeys(("INVOICE_TAX_TOTAL", "LINE_ITEM_TAX_TOTAL", "LINE_ITEM_TAX_RATE"), "0")
    line = {"LINE_ITEM_NUMBER_OF_UNITS": "1", "LINE_ITEM_UNIT_COST": total, "LINE_ITEM_NUMBER": number}
    return TAXED | amounts | nothing | line | {"INVOICE_CURRENCY": currency} | more


def bytes_of(*records: dict[str, str]) -> bytes:
    return file_of(*records, known=Format.LEDES98BI_V2)


@pytest.mark.parametrize(
    ("currency", "total", "says"),
    [
        ("JPY", "1500.50", "LINE_ITEM_TOTAL is 1500.50, but JPY has no decimals."),
        ("KRW", "1500.0001", "LINE_ITEM_TOTAL is 1500.0001, but KRW has no decimals."),
        ("KWD", "1500.0005", "LINE_ITEM_TOTAL is 1500.0005, but KWD has only 3 decimals."),
        ("BHD", "-0.1234", "LINE_ITEM_TOTAL is -0.1234, but BHD has only 3 decimals."),
    ],
)
def test_more_decimals_than_the_currency_has_are_named(currency: str, total: str, says: str) -> None:
    result = check_bytes(bytes_of(billed(currency, total)))
    assert codes(result) == ["V102"] * 3
    [finding] = [each for each in result.findings if each.field == "LINE_ITEM_TOTAL"]
    assert (finding.line, finding.value, finding.message) == (3, total, says)
    assert "LINE_ITEM_ADJUSTMENT_AMOUNT" in finding.mend


@pytest.mark.parametrize(
    ("currency", "total"),
    [("JPY", "1500.00"), ("JPY", "1500."), ("KWD", "1500.125"), ("KWD", "1500.1250"), ("GBP", "1500.1234")],
)
def test_what_the_currency_has_is_taken(currency: str, total: str) -> None:
    assert not check_bytes(bytes_of(billed(currency, total))).findings


def test_rates_and_units_may_have_decimals() -> None:
    """1.5 hours at 333.33 yen, brought to whole yen by the adjustment that the message speaks of."""
    line = {
        "LINE_ITEM_NUMBER_OF_UNITS": "1.5",
        "LINE_ITEM_UNIT_COST": "333.33",
        "LINE_ITEM_ADJUSTMENT_AMOUNT": "0.005",
    }
    assert not check_bytes(bytes_of(billed("JPY", "500", **line))).findings


def test_every_line_is_looked_at_after_a_good_one() -> None:
    """The shortcut for records that repeat their invoice does not let fractions pass."""
    whole = {"INVOICE_TOTAL": "300", "INVOICE_NET_TOTAL": "300"}
    lines = [
        billed("JPY", value, str(n), **whole) for n, value in enumerate(["100", "99.5", "100.5"], start=1)
    ]
    found = check_bytes(bytes_of(*lines)).findings
    assert [(each.code, each.line, each.value) for each in found] == [
        ("V102", 4, "99.5"),
        ("V102", 5, "100.5"),
    ]


@SOME
@given(
    st.sampled_from(["JPY", "KWD", "GBP", "XXX"]),
    st.lists(st.sampled_from(["100", "99.5", "0.125", "7.0001", "-3.00"]), min_size=1, max_size=5),
    st.integers(1, 3),
)
def test_both_readers_agree(currency: str, totals: list[str], target_lines: int) -> None:
    """Files in yen take the fast path as any other, unless an amount has a fraction."""
    records = [billed(currency, total, INVOICE_NUMBER=f"I-{n}") for n, total in enumerate(totals)]
    content = bytes_of(*records)
    fast = assert_agreement(content, strict=True, target_lines=target_lines)
    places = {"JPY": 0, "KWD": 3}.get(currency, 4)
    fits = all(-Decimal(total).normalize().as_tuple().exponent <= places for total in totals)
    assert fast == fits == check_bytes(content).accepted


@pytest.mark.parametrize(("currency", "fault"), [(b"JPY", "has no decimals"), (b"KWD", "")])
def test_xml_totals_are_held_against_their_currency(currency: bytes, fault: str) -> None:
    result = verdict(XML22.replace(b"<inv_currency>USD", b"<inv_currency>" + currency))
    assert result.accepted is not bool(fault)
    assert set(codes(result, "error")) == ({"X502"} if fault else set())
    assert all(fault in each.message for each in result.findings if each.severity == "error")
    stated = {each.field for each in result.findings if each.severity == "error"}
    assert stated == ({"inv_total_net_due", "matter_total_due", "total_amount"} if fault else set())
