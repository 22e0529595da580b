"""Marks are written by every kind of change, and draining them equals adding the facts up again."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F, Sum

from billing.models import Invoice, InvoiceLine
from dashboards.models import DirtySpend, MatterSpend, SliceSpend
from dashboards.services.drain import drain
from dashboards.services.rebuild import rebuild, verify
from legalops.kernel import clock
from matters.models import Matter, MatterType
from tests.factories import make_adjustment, make_firm, make_invoice, make_line, make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def matter(firm):
    return make_matter(firms=(firm,))


def approve(*invoices: Invoice) -> None:
    Invoice.objects.filter(pk__in=[i.pk for i in invoices]).update(state="approved", approved_at=clock.now())


def net_of(rows) -> Decimal:
    return rows.aggregate(net=Sum(F("billed") - F("reduction")))["net"] or Decimal(0)


def rows_as_text() -> list[str]:
    fields = ("basis", "month", "matter_id", "firm_id", "phase", "kind", "billed", "reduction", "lines")
    return sorted(str(row) for row in MatterSpend.objects.values_list(*fields))


def slices_as_text() -> list[str]:
    fields = ("family", "basis", "month", "value", "kind", "billed", "reduction", "lines")
    return sorted(str(row) for row in SliceSpend.objects.values_list(*fields))


def assert_equal_to_rebuild() -> None:
    drained = rows_as_text(), slices_as_text()
    rebuild()
    assert drained == (rows_as_text(), slices_as_text())
    assert verify().problems == []


def test_nothing_counts_before_approval(firm, matter):
    make_invoice(firm, matter, 100, 200)
    drain()
    assert not MatterSpend.objects.exists()
    assert not DirtySpend.objects.exists()


def test_approval_is_counted_by_invoice_month_and_by_work_month(firm, matter):
    invoice = make_invoice(firm, matter, 100, 200)
    invoice.lines.filter(position=2).update(work_date=date(2026, 4, 30))
    approve(invoice)
    assert DirtySpend.objects.count() == 3
    drain()
    by_month = MatterSpend.objects.order_by("basis", "month").values_list("basis", "month", "billed", "lines")
    assert list(by_month) == [
        ("invoice", date(2026, 6, 1), Decimal(300), 2),
        ("work", date(2026, 4, 1), Decimal(200), 1),
        ("work", date(2026, 5, 1), Decimal(100), 1),
    ]
    assert_equal_to_rebuild()


def test_reductions_and_hours_are_kept_apart(firm, matter):
    invoice = make_invoice(firm, matter, 1000)
    make_adjustment(invoice.lines.get(), Decimal("250.50"), actor=make_person())
    approve(invoice)
    drain()
    row = MatterSpend.objects.get(basis="invoice")
    assert (row.billed, row.reduction, row.hours) == (Decimal(1000), Decimal("250.50"), Decimal(2))
    assert_equal_to_rebuild()


def test_reopening_takes_the_spend_away_again(firm, matter):
    invoice = make_invoice(firm, matter, 100)
    approve(invoice)
    drain()
    Invoice.objects.filter(pk=invoice.pk).update(state="in_review", approved_at=None)
    drain()
    assert not MatterSpend.objects.exists()
    assert not SliceSpend.objects.exists()


def test_handing_over_to_payables_marks_nothing(firm, matter):
    invoice = make_invoice(firm, matter, 100)
    approve(invoice)
    drain()
    Invoice.objects.filter(pk=invoice.pk).update(state="sent_to_ap")
    assert not DirtySpend.objects.exists()


def test_moving_to_another_matter_moves_both_ends(firm, matter):
    other = make_matter(firms=(firm,))
    invoice = make_invoice(firm, matter, 100)
    approve(invoice)
    drain()
    Invoice.objects.filter(pk=invoice.pk).update(matter=other)
    InvoiceLine.objects.filter(invoice=invoice).update(matter=other)
    drain()
    assert set(MatterSpend.objects.values_list("matter_id", flat=True)) == {other.pk}
    assert_equal_to_rebuild()


def test_retyping_a_matter_moves_its_whole_history(firm, matter):
    invoice = make_invoice(firm, matter, 100)
    approve(invoice)
    drain()
    tax = MatterType.objects.get(code="tax")
    Matter.objects.filter(pk=matter.pk).update(matter_type=tax)
    drain()
    types = SliceSpend.objects.filter(family="type").values_list("value", flat=True)
    assert set(types) == {str(tax.pk)}
    assert_equal_to_rebuild()


def test_restricting_a_matter_takes_it_out_of_every_portfolio_slice(firm, matter):
    invoice = make_invoice(firm, matter, 100)
    approve(invoice)
    drain()
    assert net_of(SliceSpend.objects.filter(family="firm", basis="invoice")) == 100
    Matter.objects.filter(pk=matter.pk).update(restricted=True)
    drain()
    assert not SliceSpend.objects.exists()
    assert net_of(MatterSpend.objects.filter(basis="invoice")) == 100
    assert_equal_to_rebuild()


def test_an_invoice_loaded_as_approved_is_counted(firm, matter):
    make_invoice(firm, matter, 100, 50, state="approved")
    drain()
    assert net_of(MatterSpend.objects.filter(basis="work")) == 150
    assert_equal_to_rebuild()


def test_lines_that_come_after_their_invoice_was_counted_are_counted_too(firm, matter):
    invoice = make_invoice(firm, matter, 100, state="approved")
    drain()
    make_line(invoice, 50, work_date=date(2026, 4, 2))
    assert set(DirtySpend.objects.values_list("basis", "month")) == {
        ("invoice", date(2026, 6, 1)),
        ("work", date(2026, 4, 1)),
    }
    drain()
    assert net_of(MatterSpend.objects.filter(basis="work")) == 150
    assert_equal_to_rebuild()


def test_loading_an_invoice_in_review_marks_nothing(firm, matter):
    make_invoice(firm, matter, 100, 200, 300)
    assert not DirtySpend.objects.exists()


def test_deleting_lines_or_invoices_takes_them_out(firm, matter):
    keep, lose = make_invoice(firm, matter, 100, 50), make_invoice(firm, matter, 30)
    approve(keep, lose)
    drain()
    keep.lines.filter(position=1).delete()
    lose.delete()
    drain()
    assert net_of(MatterSpend.objects.filter(basis="invoice")) == 50
    assert_equal_to_rebuild()


def test_a_second_drain_changes_nothing_and_small_batches_equal_one(firm, matter):
    invoices = [make_invoice(firm, make_matter(firms=(firm,)), 100) for _ in range(4)]
    approve(*invoices)
    assert drain(batch=1).keys >= 8
    assert drain().keys == 0
    assert_equal_to_rebuild()


def test_drift_is_named_and_stored(firm, matter):
    approve(make_invoice(firm, matter, 100))
    drain()
    MatterSpend.objects.filter(basis="invoice").update(billed=1)
    SliceSpend.objects.filter(family="firm", basis="work").delete()
    check = verify()
    assert not check.is_clean
    assert any(
        f"invoice/{matter.pk}/2026-06-01" in p and "has 1.00, facts say 100.00" in p for p in check.problems
    )
    assert any("Slice rollup firm/work" in p for p in check.problems)


def test_a_reduction_without_its_rows_is_drift(firm, matter):
    invoice = make_invoice(firm, matter, 100)
    invoice.lines.update(reduction=5)
    assert any("reduction 5.0000 kept, 0 in its adjustments" in p for p in verify().problems)
