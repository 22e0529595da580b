"""The facts that approval policies ask of an invoice: the firm's tier, and how the matter's budget stands."""

import pytest

from legalops.approvals.registry import subject_of
from legalops.approvals.selectors.planning import try_policies
from legalops.kernel import records
from tests.approvals.scenes import people, policy
from tests.factories import make_budget, make_firm, make_invoice, make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("budget", "state"),
    [(None, "none"), (10_000, "within"), (1_250, "at_risk"), (1_000, "at_risk"), (999, "over")],
)
def test_a_matter_and_its_invoice_say_how_the_budget_stands(budget, state):
    firm = make_firm()
    matter = make_matter(firms=(firm,))
    invoice = make_invoice(firm, matter, 1000)
    if budget is not None:
        make_budget(matter, budget)
    for record in (matter, invoice):
        assert records.facts_of(record, ["budget_state"]) == {"budget_state": state}


def test_a_policy_may_ask_for_the_tier_of_the_firm():
    one = make_person("attorney", limit=1_000_000)
    policy(people(one), conditions=[{"field": "firm_tier", "operator": "is_not", "value": "preferred"}])
    for tier, fits in (("preferred", False), ("occasional", True), ("", True)):
        firm = make_firm(tier=tier)
        invoice = make_invoice(firm, make_matter(firms=(firm,)), 1000)
        tried, _facts = try_policies(subject_of(invoice), invoice, None)
        assert tried[0].fits is fits, tier
