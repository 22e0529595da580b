"""Rows that look like invoices but are computed by the database from rows that are always there."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import Permission
from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    ExpressionWrapper,
    F,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, LPad
from django.db.models.functions import Mod as Modulo
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from legalops.web.budget import BudgetBar
from legalops.web.charts import Chart, Series

STATES = [
    ("in_review", _("In review")),
    ("approved", _("Approved")),
    ("rejected", _("Rejected")),
    ("received", _("Received")),
    ("overdue", _("Overdue")),
]
TONES = {
    "in_review": "progress",
    "approved": "ok",
    "rejected": "bad",
    "received": "neutral",
    "overdue": "warn",
}
FIRMS = ["Arnsley LLP", "Brook & Tarn", "Calder Voss", "Dunmore Legal"]
_MONEY = DecimalField(max_digits=18, decimal_places=2)


def sample_rows() -> QuerySet[Permission]:
    """Numbered rows with a firm, amounts, a state and a due date that is missing for every seventh."""
    return Permission.objects.annotate(
        number=Concat(Value("INV-"), LPad(Cast("pk", CharField()), 5, Value("0")), output_field=CharField()),
        firm=_pick([Value(name) for name in FIRMS], CharField()),
        state=_pick([Value(code) for code, _label in STATES], CharField()),
        billed=ExpressionWrapper(
            Modulo(F("pk") * 7919, 50_000) + Value(Decimal("412.50")), output_field=_MONEY
        ),
        reduced=ExpressionWrapper(Modulo(F("pk") * 31, 900) * -1, output_field=_MONEY),
        due_on=Case(
            When(pk__in=_every_seventh(), then=None),
            default=ExpressionWrapper(
                Value(clock.today()) + Modulo(F("pk"), 40) - 12, output_field=DateField()
            ),
            output_field=DateField(null=True),
        ),
    )


def sample_budget(billed: str, this: str, budget: str | None) -> BudgetBar:
    """A budget bar of given amounts in US dollars."""
    return BudgetBar("USD", Decimal(billed), Decimal(budget) if budget else None, Decimal(this))


def sample_charts() -> list[Chart]:
    """One chart of each kind."""
    months = [date(2026, month, 1).strftime("%b") for month in range(1, 13)]
    spend = [Decimal(v) for v in (312, 298, 401, 355, 420, 388, 365, 402, 451, 470, 433, 398)]
    amounts = [value * 1000 for value in spend]
    return [
        Chart(
            "chart-month",
            str(_("Spend by month")),
            "bar",
            months,
            [Series("Spend", amounts)],
            "Month",
            "USD",
            target=Decimal(420_000),
            target_label="Budget",
        ),
        Chart(
            "chart-firm",
            str(_("Spend by firm")),
            "hbar",
            FIRMS,
            [Series("Spend", [Decimal(v) for v in (1_840_000, 1_210_000, 730_000, 415_000)])],
            "Firm",
            "USD",
        ),
        Chart(
            "chart-saved",
            str(_("Savings rate")),
            "line",
            months,
            [
                Series(
                    "This year", [Decimal(v) / 1000 for v in (41, 44, 39, 48, 52, 50, 55, 57, 54, 61, 63, 60)]
                ),
                Series(
                    "Last year", [Decimal(v) / 1000 for v in (30, 31, 35, 33, 36, 38, 37, 40, 39, 41, 42, 44)]
                ),
            ],
            "Month",
            format="percent",
        ),
        Chart(
            "chart-phase",
            str(_("Spend by phase")),
            "stacked",
            months[:6],
            [Series("Discovery", amounts[:6]), Series("Trial", amounts[6:])],
            "Month",
            "USD",
        ),
    ]


def _pick(values: list[Value], output: CharField) -> Case:
    numbered = enumerate(values[:-1])
    cases = [When(pk__in=_remainder(len(values), at), then=value) for at, value in numbered]
    return Case(*cases, default=values[-1], output_field=output)


def _remainder(modulus: int, rest: int) -> QuerySet:
    rows = Permission.objects.annotate(rest=Modulo(F("pk"), modulus))
    return rows.filter(rest=rest).values("pk")


def _every_seventh() -> QuerySet:
    return _remainder(7, 0)
