"""Whatever people try in whatever order: no state is skipped, four eyes see every approval, sums hold."""

from decimal import Decimal as D

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.enums import TRANSITIONS
from billing.models import InvoiceTransition, LineAdjustment
from billing.selectors.approvals import handlers_of
from billing.services import approvals
from billing.services.adjustments import reduce_line
from billing.services.findings import accept_finding, reopen_finding
from billing.services.invoices import reject_invoice
from legalops.access.models import AuthorityLimit
from legalops.access.services import authority_of
from legalops.approvals.models import Ask
from legalops.kernel.errors import DomainError
from matters.models import Budget
from tests.billing.scenes import make_scene, reason
from tests.factories import make_budget, make_finding, make_person

pytestmark = pytest.mark.django_db

people = st.sampled_from(["reviewer", "lead", "counsel", "both"])


def _limit(scene, _finding, amount, actor):
    AuthorityLimit.objects.filter(user=scene.lead).update(amount=amount * 2)


def _budget(scene, _finding, amount, actor):
    Budget.objects.filter(matter=scene.matter).update(amount=amount)


MOVES = {
    "reduce": lambda s, f, n, actor: reduce_line(s.lines[0], amount=D(n), reason=reason(), actor=actor),
    "accept": lambda s, f, n, actor: accept_finding(f, actor=actor),
    "reopen": lambda s, f, n, actor: reopen_finding(f, actor=actor),
    "submit": lambda s, f, n, actor: approvals.submit_for_approval(s.invoice, confirm_open=True, actor=actor),
    "approve": lambda s, f, n, actor: approvals.approve(s.invoice, actor=actor),
    "send_back": lambda s, f, n, actor: approvals.send_back(s.invoice, reason="again", actor=actor),
    "recall": lambda s, f, n, actor: approvals.recall(s.invoice, actor=actor),
    "reject": lambda s, f, n, actor: approvals.reject(s.invoice, reason="no", actor=actor),
    "reject_early": lambda s, f, n, actor: reject_invoice(s.invoice, reason="no", actor=actor),
    "limit": _limit,
    "budget": _budget,
}
moves = st.lists(
    st.tuples(st.sampled_from([*MOVES, "approve", "submit"]), people, st.integers(1, 900)), max_size=12
)


def check(scene):
    invoice = scene.fresh()
    passages = list(InvoiceTransition.objects.filter(invoice=invoice).order_by("pk"))
    state = "in_review"
    for passage in passages:
        sources, target = TRANSITIONS[passage.name]
        assert passage.from_state == state
        assert passage.from_state in sources
        assert passage.to_state == target
        state = passage.to_state
    assert invoice.state == state
    asks = Ask.objects.filter(request__record_id=invoice.pk)
    assert asks.filter(state="pending").count() == (state == "pending_approval")
    assert invoice.reduction_net == sum(
        row.amount for row in LineAdjustment.objects.filter(invoice=invoice, undone_at__isnull=True)
    )
    if state == "approved":
        last = asks.order_by("request__round", "step__position").last()
        worked = handlers_of(invoice)
        submitted = [p.actor_id for p in passages if p.name == "submit_for_approval"][-1]
        assert last.decided_by_id not in worked | {submitted}
        assert last.decided_by_id == last.person_id


@pytest.fixture
def stage(db):
    """The scene, its people and one finding; every example is rolled back to it."""
    scene = make_scene(1000, 500, lead_limit=1200)
    make_budget(scene.matter, 2000)
    both = make_person("ebilling_specialist", "general_counsel", name="Ida Both", limit=50_000)
    crew = {"reviewer": scene.reviewer, "lead": scene.lead, "counsel": scene.counsel, "both": both}
    finding = make_finding(scene.invoice, scene.lines[1], rule="G26", outcome="adjust", reduction=D(50))
    return scene, crew, finding


@pytest.mark.timeout(400)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_any_sequence_of_moves(stage, moves):
    scene, crew, finding = stage
    with transaction.atomic():
        for name, who, amount in moves:
            approved_before = scene.fresh().state == "approved"
            try:
                with transaction.atomic():
                    MOVES[name](scene, finding, amount, actor=crew[who])
            except DomainError:
                pass
            invoice = scene.fresh()
            if invoice.state == "approved" and not approved_before:
                assert authority_of(crew[who]) >= invoice.approved_amount
            check(scene)
        transaction.set_rollback(True)
