"""Where one person's authority ends: to the cent, tax included, in base currency."""

from decimal import Decimal as D

import pytest

from billing.selectors.approvals import plan_steps
from billing.services.approvals import approve, submit_for_approval
from legalops.access.services import assign_role
from legalops.kernel.errors import NotAllowed
from tests.billing.scenes import make_scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount", "rate", "people"),
    [
        ("4999.99", "1", ["Lena Lead"]),
        ("5000.00", "1", ["Lena Lead"]),
        ("5000.01", "1", ["Lena Lead", "Gerda Counsel"]),
        ("4000.00", "1.25", ["Lena Lead"]),
        ("4000.01", "1.25", ["Lena Lead", "Gerda Counsel"]),
    ],
)
def test_the_limit_itself_is_within_it(amount, rate, people):
    scene = make_scene(D(amount), lead_limit=5000, base_rate=D(rate))
    steps = plan_steps(scene.invoice, submitter=scene.reviewer)
    assert [step.names for step in steps] == people


def test_tax_counts_towards_the_limit():
    scene = make_scene(4500, lead_limit=5000)
    scene.invoice.billed_total, scene.invoice.billed_tax = D("5000.01"), D("500.01")
    scene.invoice.save()
    assert len(plan_steps(scene.invoice, submitter=scene.reviewer)) == 2


def test_a_second_role_does_not_let_one_approve_what_one_submitted():
    scene = make_scene(1000)
    assign_role(scene.lead, "ebilling_specialist")
    step = submit_for_approval(scene.invoice, actor=scene.lead)
    assert step.person == scene.counsel
    with pytest.raises(NotAllowed):
        approve(scene.invoice, actor=scene.lead)
    assert scene.fresh().state == "pending_approval"
