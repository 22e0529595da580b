"""Budgets: versions, phases and two people at once."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from legalops.kernel.errors import Conflict, DomainError
from matters.services.budgets import approve_budget
from tests.factories import make_matter


@pytest.mark.django_db
def test_a_new_version_supersedes_the_one_before():
    matter = make_matter()
    first = approve_budget(matter, Decimal(100_000), actor=matter.lead)
    second = approve_budget(matter, Decimal(120_000), note="Second expert", actor=matter.lead)
    first.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "approved")
    assert (first.version, second.version) == (1, 2)


@pytest.mark.django_db
def test_phases_that_do_not_sum_name_the_difference_and_change_nothing():
    matter = make_matter()
    phases = {"L100": Decimal(40_000), "L200": Decimal(50_000)}
    with pytest.raises(
        DomainError,
        match=r"sum to USD 90,000\.00.* difference of USD 10,000\.00",
    ):
        approve_budget(matter, Decimal(100_000), phases=phases, actor=matter.lead)
    assert not matter.budgets.exists()


@pytest.mark.django_db
def test_a_budget_set_meanwhile_is_not_overwritten():
    matter = make_matter()
    approve_budget(matter, Decimal(100_000), expected_version=0, actor=matter.lead)
    with pytest.raises(Conflict, match="USD 100,000"):
        approve_budget(matter, Decimal(90_000), expected_version=0, actor=matter.lead)
    assert matter.budgets.get().amount == 100_000


@pytest.mark.django_db
@pytest.mark.parametrize(("amount", "code"), [("-1", "budget.negative"), ("1.005", "budget.too_fine")])
def test_amounts_that_are_no_money_are_refused(amount, code):
    matter = make_matter()
    with pytest.raises(DomainError) as refusal:
        approve_budget(matter, Decimal(amount), actor=matter.lead)
    assert refusal.value.code == code


cents = st.integers(min_value=1, max_value=10**12).map(lambda n: Decimal(n) / 100)


class PhasesSum(TestCase):
    """Whatever the shares: stored to the cent, and one version approved."""

    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(["L100", "L200", "L300", "L400", "L500"]), cents, min_size=1))
    def test_phases_are_stored_as_given(self, phases):
        matter = make_matter()
        for _ in range(2):
            budget = approve_budget(matter, sum(phases.values()), phases=phases, actor=matter.lead)
        assert dict(budget.phases.values_list("phase", "amount")) == phases
        assert matter.budgets.filter(status="approved").count() == 1
