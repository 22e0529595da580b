"""Whatever a reviewer does in whatever order, the sums hold and taking everything back restores the bill."""

from decimal import Decimal as D

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.models import LineAdjustment
from billing.services.adjustments import adjust_invoice, reduce_line, restore_line, undo_adjustment
from billing.services.findings import accept_finding, dismiss_finding, reopen_finding
from legalops.kernel.errors import DomainError
from tests.billing.scenes import dismissal, make_scene, reason
from tests.factories import make_finding

pytestmark = pytest.mark.django_db

cents = st.integers(1, 130_000).map(lambda n: D(n) / 100)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("amount"), st.integers(0, 2), cents),
        st.tuples(st.just("percent"), st.integers(0, 2), st.integers(1, 100).map(D)),
        st.tuples(st.just("units"), st.integers(0, 2), st.integers(0, 200).map(lambda n: D(n) / 100)),
        st.tuples(st.just("accept"), st.integers(0, 5), st.just(D(0))),
        st.tuples(st.just("dismiss"), st.integers(0, 5), st.just(D(0))),
        st.tuples(st.just("reopen"), st.integers(0, 5), st.just(D(0))),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just(D(0))),
        st.tuples(st.just("restore"), st.integers(0, 2), st.just(D(0))),
        st.tuples(st.just("whole"), st.integers(0, 0), st.integers(1, 100).map(D)),
    ),
    max_size=10,
)


def move(scene, findings, kind, which, value):
    person = {"actor": scene.reviewer}
    line = scene.lines[which % len(scene.lines)]
    finding = findings[which % len(findings)]
    standing = list(scene.invoice.adjustments.filter(undone_at__isnull=True).order_by("pk"))
    match kind:
        case "amount" | "percent":
            reduce_line(line, reason=reason(), **{kind: value}, **person)
        case "units":
            reduce_line(line, reason=reason(), new_units=value, **person)
        case "accept":
            accept_finding(finding, **person)
        case "dismiss":
            dismiss_finding(finding, reason=dismissal(), **person)
        case "reopen":
            reopen_finding(finding, **person)
        case "undo" if standing:
            undo_adjustment(standing[which % len(standing)], **person)
        case "restore":
            restore_line(line, **person)
        case "whole":
            adjust_invoice(scene.invoice, percent=value, reason=reason(), **person)


def check(scene):
    invoice, lines = scene.fresh(), scene.lines
    standing = LineAdjustment.objects.filter(invoice=invoice, undone_at__isnull=True)
    for line in lines:
        own = [row for row in standing if row.line_id == line.pk]
        assert line.reduction == sum(row.amount for row in own)
        assert 0 <= line.reduction <= line.net
        assert 0 <= line.base_reduction <= line.base_net
        assert 0 <= sum(row.tax for row in own) <= line.tax_amount
        assert sum(1 for row in own if row.batch is None) <= 1
    assert invoice.reduction_net == sum(line.reduction for line in lines)
    assert invoice.reduction_tax == sum(row.tax for row in standing)
    assert invoice.approved_amount >= 0


@pytest.fixture
def stage(db):
    """Three lines, one with tax, and findings on them; every example is rolled back to it."""
    scene = make_scene(1000, D("500.10"), D("333.3333"))
    first = scene.lines[0]
    type(first).objects.filter(pk=first.pk).update(total=D("1190"), tax_amount=D("190"))
    scene.invoice.billed_total += 190
    scene.invoice.billed_tax = 190
    scene.invoice.save()
    findings = [
        make_finding(scene.invoice, scene.lines[n % 3], rule=f"G{n}", outcome="adjust", reduction=D(100 * n))
        for n in range(1, 7)
    ]
    return scene, findings


@pytest.mark.timeout(400)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_sums_hold_after_every_move_and_all_can_be_taken_back(stage, moves):
    scene, findings = stage
    with transaction.atomic():
        for kind, which, value in moves:
            try:
                with transaction.atomic():
                    move(scene, findings, kind, which, value)
            except DomainError:
                pass
            check(scene)
        while (row := scene.invoice.adjustments.filter(undone_at__isnull=True).first()) is not None:
            undo_adjustment(row, actor=scene.reviewer)
            check(scene)
        assert scene.fresh().approved_amount == scene.fresh().billed_total
        transaction.set_rollback(True)
