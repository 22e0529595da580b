"""Reducing an invoice as a whole."""

import uuid
from decimal import Decimal as D

import pytest

from billing.models import LineAdjustment
from billing.services.adjustments import adjust_invoice, reduce_line, undo_adjustment
from legalops.kernel.errors import DomainError
from tests.billing.scenes import make_scene, reason

pytestmark = pytest.mark.django_db


def test_the_shares_sum_to_the_reduction_exactly():
    scene = make_scene(100, 100, 100)
    adjust_invoice(scene.invoice, amount=D(100), reason=reason("goodwill"), actor=scene.reviewer)
    assert [line.reduction for line in scene.lines] == [D("33.34"), D("33.33"), D("33.33")]
    assert scene.fresh().reduction_net == D(100)


def test_it_stands_beside_reductions_of_lines_and_is_taken_back_as_a_whole():
    scene = make_scene(1000, 500)
    own = reduce_line(scene.lines[0], amount=D(400), reason=reason(), actor=scene.reviewer)
    adjust_invoice(scene.invoice, percent=D(10), reason=reason("goodwill"), actor=scene.reviewer)
    assert [line.reduction for line in scene.lines] == [D(460), D(50)]
    undo_adjustment(own, actor=scene.reviewer)
    assert [line.reduction for line in scene.lines] == [D(60), D(50)]
    share = LineAdjustment.objects.filter(batch__isnull=False).first()
    assert undo_adjustment(share, actor=scene.reviewer) == {line.pk for line in scene.lines}
    assert scene.fresh().reduction_net == 0


def test_a_row_that_stands_again_takes_no_more_than_is_left():
    scene = make_scene(100)
    reduce_line(scene.lines[0], amount=D(100), reason=reason(), actor=scene.reviewer)
    half = reduce_line(scene.lines[0], amount=D(50), reason=reason(), actor=scene.reviewer)
    adjust_invoice(scene.invoice, amount=D(20), reason=reason(), actor=scene.reviewer)
    undo_adjustment(half, actor=scene.reviewer)
    assert scene.lines[0].reduction == D(100)


def test_more_than_is_left_is_refused_for_a_line_with_a_share():
    scene = make_scene(100)
    adjust_invoice(scene.invoice, amount=D(20), reason=reason(), actor=scene.reviewer)
    with pytest.raises(DomainError, match=r"at most USD 80.00"):
        reduce_line(scene.lines[0], amount=D(90), reason=reason(), actor=scene.reviewer)


def test_a_sum_that_the_currency_cannot_pay_is_asked_for_again():
    scene = make_scene(1000, 500, currency="KRW")
    with pytest.raises(DomainError, match="KRW has no decimals") as refused:
        adjust_invoice(scene.invoice, amount=D("100.5"), reason=reason(), actor=scene.reviewer)
    assert refused.value.field == "amount"
    assert scene.fresh().reduction_net == 0


def test_credits_take_no_share_and_a_repeat_is_one():
    scene = make_scene(100, -30, 50)
    key = uuid.uuid4()
    for _ in range(2):
        adjust_invoice(scene.invoice, amount=D(30), reason=reason(), actor=scene.reviewer, request_key=key)
    assert [line.reduction for line in scene.lines] == [D(20), D(0), D(10)]


def test_a_discount_of_the_firm_counts_in_what_is_left():
    """100 % of 2,000 less the firm's 500 is 1,500: the rest would make the firm owe money."""
    scene = make_scene(1500, 500, -500)
    adjust_invoice(scene.invoice, percent=D(10), reason=reason(), actor=scene.reviewer)
    assert scene.fresh().net_amount == D(1350)
    adjust_invoice(scene.invoice, percent=D(100), reason=reason(), actor=scene.reviewer)
    assert scene.fresh().net_amount == 0
    with pytest.raises(DomainError):
        adjust_invoice(scene.invoice, amount=D(1), reason=reason(), actor=scene.reviewer)


@pytest.mark.parametrize(
    "wanted", [{"percent": D(0)}, {"percent": D(101)}, {"amount": D(151)}, {"amount": D(0)}, {}]
)
def test_impossible_wishes_are_refused(wanted):
    scene = make_scene(100, 50)
    with pytest.raises(DomainError):
        adjust_invoice(scene.invoice, reason=reason(), actor=scene.reviewer, **wanted)
    assert scene.fresh().reduction_net == 0


def test_taking_all_leaves_nothing_even_below_the_minor_unit():
    scene = make_scene(D("10.1234"), D("5.0049"))
    adjust_invoice(scene.invoice, percent=D(100), reason=reason(), actor=scene.reviewer)
    assert scene.fresh().approved_amount == 0
