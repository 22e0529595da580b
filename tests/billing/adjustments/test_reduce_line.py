"""Reducing one line: amounts, limits, tax, repeats and taking back."""

from decimal import Decimal as D

import pytest

from billing.models import InvoiceLine, LineAdjustment
from billing.services.adjustments import reduce_line, restore_line, undo_adjustment
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from tests.billing.scenes import dismissal, make_scene, reason
from tests.factories import make_person, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene(1000, 500)


def cut(scene, line, **wanted):
    return reduce_line(line, reason=reason(), actor=scene.reviewer, **wanted)


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({"amount": D("120.005")}, D("120.01")),
        ({"percent": D("12.5")}, D("125.00")),
        ({"new_units": D("1.5")}, D("250.00")),
        ({"new_unit_cost": D("450")}, D("100.00")),
        ({"new_units": D("1"), "new_unit_cost": D("450")}, D("550.00")),
        ({"new_units": D("0")}, D("1000.00")),
    ],
)
def test_every_way_of_saying_it_keeps_the_sums(scene, wanted, taken):
    row = cut(scene, scene.lines[0], **wanted)
    line, invoice = scene.lines[0], scene.fresh()
    assert row.amount == line.reduction == line.base_reduction == invoice.reduction_net == taken
    assert line.total == 1000
    assert invoice.approved_amount == 1500 - taken


def test_a_new_reduction_replaces_the_one_before(scene):
    cut(scene, scene.lines[0], amount=D(100))
    cut(scene, scene.lines[0], amount=D(300))
    assert scene.lines[0].reduction == D(300)
    assert LineAdjustment.objects.filter(undone_at__isnull=True).count() == 1


def test_taking_back_returns_to_what_stood_before(scene):
    first = cut(scene, scene.lines[0], amount=D(100))
    second = cut(scene, scene.lines[0], amount=D(300))
    third = cut(scene, scene.lines[0], amount=D(50))
    undo_adjustment(third, actor=scene.reviewer)
    assert scene.lines[0].reduction == D(300)
    undo_adjustment(second, actor=scene.reviewer)
    undo_adjustment(second, actor=scene.reviewer)
    assert scene.lines[0].reduction == D(100)
    undo_adjustment(first, actor=scene.reviewer)
    assert scene.lines[0].reduction == scene.fresh().reduction_net == 0
    assert LineAdjustment.objects.count() == 3


def test_restoring_takes_all_back_for_good(scene):
    cut(scene, scene.lines[0], amount=D(100))
    cut(scene, scene.lines[0], amount=D(300))
    restore_line(scene.lines[0], actor=scene.reviewer)
    restore_line(scene.lines[0], actor=scene.reviewer)
    assert scene.lines[0].reduction == 0
    cut(scene, scene.lines[0], amount=D(70))
    assert scene.lines[0].reduction == D(70)


def test_tax_follows_in_proportion_and_whole_with_the_whole_line(scene):
    line = scene.lines[0]
    InvoiceLine.objects.filter(pk=line.pk).update(total=D(1190), tax_amount=D(190))
    assert cut(scene, scene.lines[0], amount=D("333.33")).tax == D("63.33")
    assert cut(scene, scene.lines[0], percent=D(100)).tax == D(190)
    assert scene.fresh().reduction_tax == D(190)


def test_base_currency_is_kept_at_the_stored_rate():
    scene = make_scene(1000, currency="EUR", base_rate=D("1.0837"))
    reduce_line(scene.lines[0], amount=D("33.33"), reason=reason(), actor=scene.reviewer)
    assert scene.lines[0].base_reduction == D("36.12")
    reduce_line(scene.lines[0], percent=D(100), reason=reason(), actor=scene.reviewer)
    assert scene.lines[0].base_reduction == scene.lines[0].base_net


def test_a_currency_without_decimals_is_rounded_to_whole_units():
    scene = make_scene(1001, currency="JPY")
    row = reduce_line(scene.lines[0], percent=D(50), reason=reason(), actor=scene.reviewer)
    assert row.amount == D(501)


@pytest.mark.parametrize(
    ("currency", "wanted", "says"),
    [
        ("JPY", "100.5", "JPY has no decimals"),
        ("JPY", "0.4", "JPY has no decimals"),
        ("KWD", "100.0005", "KWD has 3 decimals"),
    ],
)
def test_a_sum_that_the_currency_cannot_pay_is_asked_for_again(currency, wanted, says):
    scene = make_scene(1001, currency=currency)
    with pytest.raises(DomainError, match=says) as refused:
        cut(scene, scene.lines[0], amount=D(wanted))
    assert refused.value.field == "amount"
    assert not LineAdjustment.objects.exists()


def test_what_was_billed_with_a_fraction_can_be_taken_off_whole():
    """Lines of yen with decimals were imported before such files were refused."""
    scene = make_scene(D("1000.5"), currency="JPY")
    assert cut(scene, scene.lines[0], amount=D("1000.5")).amount == D("1000.5")
    assert scene.lines[0].approved == 0


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"amount": D("1000.01")}, "amount"),
        ({"amount": D(0)}, "amount"),
        ({"amount": D(-5)}, "amount"),
        ({"percent": D(101)}, "percent"),
        ({"new_units": D(3)}, "new_units"),
        ({"new_units": D(-1)}, "new_units"),
        ({"new_unit_cost": D(501)}, "new_unit_cost"),
        ({}, None),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(scene, wanted, field):
    with pytest.raises(DomainError) as refused:
        cut(scene, scene.lines[0], **wanted)
    assert refused.value.field == field
    assert scene.fresh().reduction_net == 0
    assert not LineAdjustment.objects.exists()


def test_a_credit_line_is_not_reduced():
    scene = make_scene(1000, -200)
    with pytest.raises(DomainError, match="credit"):
        cut(scene, scene.lines[1], amount=D(10))


def test_a_reason_for_dismissing_is_refused(scene):
    with pytest.raises(DomainError) as refused:
        reduce_line(scene.lines[0], amount=D(1), reason=dismissal(), actor=scene.reviewer)
    assert refused.value.field == "reason"


def test_a_double_click_is_one_reduction(scene):
    seen = scene.lines[0].reduction
    first = cut(scene, scene.lines[0], amount=D(100), seen=seen)
    again = cut(scene, scene.lines[0], amount=D(100), seen=seen)
    assert first == again
    assert LineAdjustment.objects.count() == 1
    assert AuditEvent.objects.filter(action="billing.line.adjusted").count() == 1


def test_a_change_in_between_is_told_with_both_values(scene):
    other = make_person("ebilling_specialist")
    seen = scene.lines[0].reduction
    reduce_line(scene.lines[0], amount=D(400), reason=reason(), actor=other, seen=seen)
    with pytest.raises(Conflict, match=r"USD 600\.00.*USD 1,000\.00"):
        cut(scene, scene.lines[0], amount=D(100), seen=seen)
    assert scene.lines[0].reduction == D(400)


@pytest.mark.parametrize("state", ["pending_approval", "approved", "paid", "rejected"])
def test_only_an_invoice_in_review_changes(state):
    scene = make_scene(1000, state=state)
    with pytest.raises(Conflict):
        cut(scene, scene.lines[0], amount=D(100))
    assert scene.fresh().reduction_net == 0


def test_only_reviewers_who_see_the_matter_change_it(scene):
    for role in ("attorney", "general_counsel", "finance", "auditor", "legal_project_manager"):
        person = make_person(role)
        with pytest.raises((NotAllowed, NotFound)):
            reduce_line(scene.lines[0], amount=D(1), reason=reason(), actor=person)
    raise_wall(scene.matter, scene.reviewer)
    with pytest.raises(NotFound):
        cut(scene, scene.lines[0], amount=D(1))
    assert scene.fresh().version == 1
    assert not AuditEvent.objects.exists()


def test_the_reviewer_is_whoever_works_first(scene):
    cut(scene, scene.lines[0], amount=D(1))
    assert scene.fresh().reviewer == scene.reviewer
