import pytest

from tests.billing.review.invoices import facts, fee, hits, invoice


def test_an_invoice_number_used_within_the_year_rejects_the_invoice():
    found = hits(facts(invoice(fee(), duplicate_of="INV-1 of 3 May 2025")), "G01")

    assert [(each["outcome"], each["line_id"], each["reduction"]) for each in found] == [
        ("reject_invoice", None, 0)
    ]
    assert found[0]["message"] == "Invoice INV-1 repeats INV-1 of 3 May 2025. An invoice is accepted once."


def test_a_new_invoice_number_passes():
    assert hits(facts(invoice(fee())), "G01") == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"matter_id": None}, "its matter is not one of ours"),
        ({"matter_id": None, "matter_open": None}, "its matter is not one of ours"),
        ({"matter_open": False}, "its matter is not open"),
        ({"matter_open": None}, "its matter is not open"),
    ],
)
def test_an_unknown_or_closed_matter_rejects_the_invoice(changes, reason):
    [finding] = hits(facts(invoice(fee(), **changes)), "G02")

    assert finding["outcome"] == "reject_invoice"
    assert finding["message"] == f"Invoice INV-1 cannot be accepted: {reason}."


def test_an_open_matter_passes():
    assert hits(facts(invoice(fee())), "G02") == []


@pytest.mark.parametrize("on_matter", [False, None])
def test_a_firm_that_is_not_on_the_matter_is_rejected(on_matter):
    [finding] = hits(facts(invoice(fee(), firm_on_matter=on_matter)), "G03")

    assert (finding["outcome"], finding["line_id"]) == ("reject_invoice", None)
    assert "your firm is not assigned" in finding["message"]


def test_an_unmatched_matter_is_left_to_the_rule_for_it():
    assert hits(facts(invoice(fee(), firm_on_matter=False, matter_id=None)), "G03") == []


def test_a_firm_on_the_matter_passes():
    assert hits(facts(invoice(fee())), "G03") == []


@pytest.mark.parametrize("code", ["G01", "G02", "G03"])
def test_the_outcome_can_be_softened(code):
    given = facts(invoice(fee(), duplicate_of="INV-1", matter_open=False, firm_on_matter=False))

    assert [each["outcome"] for each in hits(given, code, outcome="warn")] == ["warn"]


@pytest.mark.parametrize(("billed", "agreed"), [("EUR", "USD"), ("USD", "GBP")])
def test_another_currency_than_agreed_rejects_the_invoice(billed, agreed):
    [finding] = hits(facts(invoice(fee(), currency=billed, expected_currency=agreed)), "G12")

    assert finding["outcome"] == "reject_invoice"
    assert finding["message"] == (
        f"Invoice INV-1 is in {billed}; the currency agreed for this matter is {agreed}."
    )


@pytest.mark.parametrize("currencies", [("USD", "USD"), (None, "USD"), ("USD", None)])
def test_an_agreed_or_unknown_currency_passes(currencies):
    billed, agreed = currencies

    assert hits(facts(invoice(fee(), currency=billed, expected_currency=agreed)), "G12") == []
