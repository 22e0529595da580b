import json

import pytest

from tests.billing.review.invoices import facts, fee, hits, invoice


def spent(before: str, budget: str | None, params: dict | None = None, **changes):
    outcome = changes.pop("outcome", "warn")
    given = facts(invoice(fee("10", "500"), billed_to_date=before, budget=budget, **changes))
    return hits(given, "G18", params, outcome=outcome)


@pytest.mark.parametrize(
    ("before", "outcomes"),
    [
        ("74999.99", []),  # 79,999.99 of 100,000
        ("75000", ["warn"]),  # 80 %
        ("95000", ["warn"]),  # 100 %: used up, not exceeded
        ("95000.01", ["reject_invoice"]),
    ],
)
def test_spend_is_alerted_from_eighty_per_cent_and_judged_above_the_budget(before, outcomes):
    assert [each["outcome"] for each in spent(before, "100000", outcome="reject_invoice")] == outcomes


def test_the_message_gives_the_sum_the_share_and_the_budget():
    [finding] = spent("99000", "100000")

    assert finding["message"] == (
        "With invoice INV-1 of USD 5,000.00 this matter stands at USD 104,000.00, "
        "104% of the budget of USD 100,000.00."
    )
    evidence = json.loads(finding["evidence"])
    assert (evidence["spend"], evidence["percent"], evidence["billed_to_date"]) == ("104000", 104, "99000")


def test_a_matter_without_budget_is_not_judged():
    assert spent("1000000", None) == []


def test_a_budget_of_nothing_is_exceeded_by_the_first_invoice():
    [finding] = spent("0", "0", outcome="reject_invoice")

    assert finding["outcome"] == "reject_invoice"
    assert finding["message"].endswith("stands at USD 5,000.00, above the budget of USD 0.00.")


def test_an_unknown_sum_so_far_counts_as_nothing_billed():
    assert len(spent(None, "5000")) == 1
    assert spent(None, "6250.01") == []


def test_another_currency_than_the_budget_is_not_added_to_it():
    assert spent("99000", "100000", currency="EUR") == []


def test_limits_can_be_changed():
    assert spent("75000", "100000", {"alert_percent": 0}) == []
    assert spent("100000", "100000", {"limit_percent": 110}, outcome="reject_invoice")[0]["outcome"] == "warn"


def test_a_credit_note_brings_spend_back():
    given = facts(invoice(fee("-10", "500"), billed_to_date="84000", budget="100000"))

    assert hits(given, "G18") == []
