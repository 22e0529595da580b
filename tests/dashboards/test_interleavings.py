"""Whatever happens, with drains in between: the rollups equal the facts added up in Python."""

import uuid
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.enums import SPENT_STATES
from billing.models import Invoice, InvoiceLine, LineAdjustment, ReasonCode
from dashboards.models import DirtySpend, MatterSavings, MatterSpend, SliceSpend
from dashboards.services.drain import drain
from dashboards.services.rebuild import verify
from legalops.kernel import clock
from matters.models import Matter, MatterType
from tests.factories import make_adjustment, make_firm, make_invoice, make_line, make_matter, make_person

DAYS = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 15)]
PHASES = ["L100", "L200", ""]
OPERATIONS = {
    "new": (st.integers(0, 2), st.sampled_from(DAYS), st.decimals("-50", "900", places=2)),
    "add_line": (st.integers(0, 9), st.sampled_from(DAYS), st.sampled_from(PHASES)),
    "approve": (st.integers(0, 9),),
    "reopen": (st.integers(0, 9),),
    "reduce": (st.integers(0, 9), st.decimals("0.01", "40", places=2), st.integers(0, 2)),
    "take_back": (st.integers(0, 9),),
    "change_reason": (st.integers(0, 9), st.integers(0, 2)),
    "move": (st.integers(0, 9), st.integers(0, 2)),
    "redate": (st.integers(0, 9), st.sampled_from(DAYS)),
    "recode": (st.integers(0, 9), st.sampled_from(PHASES), st.sampled_from(DAYS), st.sampled_from("FE")),
    "delete": (st.integers(0, 9),),
    "retype": (st.integers(0, 2), st.integers(0, 2)),
    "restrict": (st.integers(0, 2), st.booleans()),
    "drain": (st.sampled_from([1, 2, 100]),),
}
OPERATION = st.one_of(*(st.tuples(st.just(name), *arguments) for name, arguments in OPERATIONS.items()))


class Play:
    """Three matters, two firms, and the operations on them; each goes straight to the tables."""

    def __init__(self) -> None:
        self.firms = [make_firm(), make_firm()]
        self.matters = [make_matter(firms=self.firms) for _ in range(3)]
        self.types = list(MatterType.objects.order_by("pk")[:3])
        self.reasons = list(ReasonCode.objects.filter(for_dismissal=False).order_by("pk")[:3])
        self.actor = make_person()

    def perform(self, name: str, *arguments) -> None:
        getattr(self, name)(*arguments)

    def new(self, matter: int, day: date, amount: Decimal) -> None:
        make_invoice(self.firms[matter % 2], self.matters[matter], amount, 100, invoice_date=day)

    def add_line(self, at: int, day: date, phase: str) -> None:
        for invoice in self._one(at):
            make_line(invoice, 33, position=invoice.lines.count() + 90, work_date=day, phase=phase)

    def approve(self, at: int) -> None:
        self._one(at).update(state="approved", approved_at=clock.now())

    def reopen(self, at: int) -> None:
        self._one(at).update(state="in_review", approved_at=None)

    def reduce(self, at: int, amount: Decimal, reason: int) -> None:
        for line in InvoiceLine.objects.filter(invoice__in=self._one(at), position=2):
            adjustment = make_adjustment(line, amount, actor=self.actor, batch=uuid.uuid4())
            LineAdjustment.objects.filter(pk=adjustment.pk).update(reason=self.reasons[reason])

    def take_back(self, at: int) -> None:
        for one in self._standing(at)[:1]:
            LineAdjustment.objects.filter(pk=one.pk).update(undone_at=clock.now(), undone_by=self.actor)
            line = one.line
            line.reduction -= one.amount
            line.base_reduction -= one.amount
            line.save(update_fields=["reduction", "base_reduction"])

    def change_reason(self, at: int, reason: int) -> None:
        self._standing(at).update(reason=self.reasons[reason])

    def move(self, at: int, matter: int) -> None:
        InvoiceLine.objects.filter(invoice__in=self._one(at)).update(matter=self.matters[matter])
        self._one(at).update(matter=self.matters[matter])

    def redate(self, at: int, day: date) -> None:
        self._one(at).update(invoice_date=day)

    def recode(self, at: int, phase: str, day: date, kind: str) -> None:
        lines = InvoiceLine.objects.filter(invoice__in=self._one(at), position=1)
        lines.update(phase=phase, work_date=day, kind=kind)

    def delete(self, at: int) -> None:
        self._one(at).delete()

    def retype(self, matter: int, to: int) -> None:
        Matter.objects.filter(pk=self.matters[matter].pk).update(matter_type=self.types[to])

    def restrict(self, matter: int, restricted: bool) -> None:
        Matter.objects.filter(pk=self.matters[matter].pk).update(restricted=restricted)

    def drain(self, batch: int) -> None:
        drain(batch)

    def _one(self, at: int):
        keys = list(Invoice.objects.order_by("pk").values_list("pk", flat=True))
        return Invoice.objects.filter(pk__in=keys[at : at + 1])

    def _standing(self, at: int):
        return LineAdjustment.objects.filter(invoice__in=self._one(at), undone_at__isnull=True)


def added_up() -> tuple[Counter, Counter, Counter]:
    """Spend by matter key, savings by reason, and slices, from the lines, in Python."""
    spend, savings, slices = Counter(), Counter(), Counter()
    lines = InvoiceLine.objects.filter(invoice__state__in=SPENT_STATES)
    for line in lines.select_related("invoice__matter").prefetch_related("adjustments"):
        matter, kind = line.invoice.matter, "fee" if line.kind in ("F", "IF") else "expense"
        for basis, day in (("invoice", line.invoice.invoice_date), ("work", line.work_date)):
            month = day.replace(day=1)
            net = line.base_net - line.base_reduction
            spend[basis, matter.pk, month, line.firm_id, line.phase, kind] += net
            standing = [one for one in line.adjustments.all() if one.undone_at is None]
            for one in standing:
                savings[basis, matter.pk, month, one.reason_id] += one.amount
            if not matter.restricted:
                slices["type", basis, month, str(matter.matter_type_id)] += net
                slices["firm", basis, month, str(line.firm_id)] += net
                slices["phase", basis, month, line.phase] += net
    return spend, savings, slices


def rolled_up() -> tuple[Counter, Counter, Counter]:
    """The same from the rollups."""
    spend, savings, slices = Counter(), Counter(), Counter()
    for row in MatterSpend.objects.all():
        key = row.basis, row.matter_id, row.month, row.firm_id, row.phase, row.kind
        spend[key] += row.billed - row.reduction
    for row in MatterSavings.objects.all():
        savings[row.basis, row.matter_id, row.month, row.reason_id] += row.reduction
    for row in SliceSpend.objects.filter(family__in=["type", "firm", "phase"]):
        slices[row.family, row.basis, row.month, row.value] += row.billed - row.reduction
    return spend, savings, slices


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(OPERATION, min_size=4, max_size=22))
def test_rollups_equal_the_facts_after_any_history(operations):
    with transaction.atomic():
        play = Play()
        for matter in range(3):
            play.new(matter, DAYS[matter], Decimal(100 * (matter + 1)))
        for operation in operations:
            play.perform(*operation)
        drain()
        for found, expected in zip(rolled_up(), added_up(), strict=True):
            assert found == expected
        assert verify().problems == []
        assert not DirtySpend.objects.exists()
        assert drain().keys == 0
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["billing_invoice", "billing_lineadjustment", "matters_matter"])
def test_without_the_marks_a_history_is_lost(table):
    """The control: with one table's triggers off, the same comparison finds the loss."""
    play = Play()
    play.new(0, DAYS[0], Decimal(100))
    play.reduce(0, Decimal(10), 0)
    play.approve(0)
    drain()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    changes = {
        "billing_invoice": lambda: play.redate(0, DAYS[2]),
        "billing_lineadjustment": lambda: play.change_reason(0, 1),
        "matters_matter": lambda: play.restrict(0, True),
    }
    changes[table]()
    drain()
    assert rolled_up() != added_up()
    assert verify().problems
