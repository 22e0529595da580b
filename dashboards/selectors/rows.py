"""The rows behind a number: exactly those that the rollup of the same question has added up."""

from dataclasses import dataclass

from django.db.models import DecimalField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

from billing.enums import SPENT_STATES
from billing.models import InvoiceLine, LineAdjustment
from dashboards.enums import Basis, SpendKind
from dashboards.metrics import Sums
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_total
from legalops.kernel.money import ZERO

ADD_UP_AT_MOST = 50_000
_MONEY = DecimalField(max_digits=20, decimal_places=2)
_KINDS = {SpendKind.FEE: ("F", "IF"), SpendKind.EXPENSE: ("E", "IE")}


@dataclass(frozen=True, slots=True)
class RowSum:
    """What the rows sum to, and the rollup's number for the same question.

    `rows` is None where there are too many to add up while somebody waits; the checks do that.
    """

    rollup: Sums
    rows: Sums | None

    @property
    def agrees(self) -> bool:
        """Whether rows and rollup say the same; an approval of this second may stand between them."""
        return self.rows is None or (self.rows.billed, self.rows.reduction) == (
            self.rollup.billed,
            self.rollup.reduction,
        )

    @property
    def shown(self) -> Sums:
        """The sum to print above the rows: of the rows themselves wherever they were added up."""
        return self.rollup if self.rows is None else self.rows


def spend_lines(query: SpendQuery, user) -> QuerySet[InvoiceLine]:
    """Approved lines, with `spend`: billed less reductions without tax in base currency."""
    rows = InvoiceLine.objects.visible_to(user).filter(invoice__state__in=SPENT_STATES, **_limits(query))
    net = ExpressionWrapper(F("base_net") - F("base_reduction"), _MONEY)
    return rows.annotate(spend=net)


def savings_rows(query: SpendQuery, user) -> QuerySet[LineAdjustment]:
    """Standing reductions on approved lines, with `saved`: their share of the line's base-currency reduction.

    Several reductions of one line share it by amount with running rounding, as the rollup does
    (`dashboards.services.sums`), so shares sum to the line's reduction exactly.
    """
    rows = LineAdjustment.objects.visible_to(user).filter(
        undone_at__isnull=True, invoice__state__in=SPENT_STATES, **_limits(query, line="line__")
    )
    if query.reasons:
        rows = rows.filter(reason__in=query.reasons)
    if query.rules:
        rows = rows.alias(by_rule=Coalesce("finding__rule", Value(""))).filter(by_rule__in=query.rules)
    standing = LineAdjustment.objects.filter(
        line=OuterRef("line"), undone_at__isnull=True, pk__lte=OuterRef("pk")
    )
    upto = Subquery(standing.order_by().values("line").annotate(upto=Sum("amount")).values("upto"))
    return rows.alias(upto=upto).annotate(
        saved=ExpressionWrapper(_share(F("upto")) - _share(F("upto") - F("amount")), _MONEY)
    )


def sum_of_lines(query: SpendQuery, scope: Scope) -> RowSum:
    """Both sums of the lines page; the rollup's line count says beforehand what adding up would cost."""
    rollup = spend_total(query, scope)
    if rollup.lines > ADD_UP_AT_MOST:
        return RowSum(rollup, None)
    found = (
        spend_lines(query, scope.user)
        .order_by()
        .aggregate(billed=Sum("base_net"), reduction=Sum("base_reduction"), lines=Sum(1))
    )
    return RowSum(
        rollup, Sums(found["billed"] or ZERO, found["reduction"] or ZERO, lines=found["lines"] or 0)
    )


def sum_of_savings(query: SpendQuery, scope: Scope) -> RowSum:
    """Both sums of the savings page."""
    total = spend_total(query, scope)
    rollup = Sums(reduction=total.reduction, lines=total.lines)
    if total.lines > ADD_UP_AT_MOST:
        return RowSum(rollup, None)
    found = savings_rows(query, scope.user).order_by().aggregate(reduction=Sum("saved"), lines=Sum(1))
    return RowSum(rollup, Sums(reduction=found["reduction"] or ZERO, lines=found["lines"] or 0))


def _share(amount):
    exact = F("line__base_reduction") * amount / F("line__reduction")
    return Round(
        ExpressionWrapper(exact, DecimalField(max_digits=40, decimal_places=20)), 2, output_field=_MONEY
    )


def _limits(query: SpendQuery, line: str = "") -> dict:
    """Filters on lines; `line` leads to the line from the row."""
    if query.unanswerable:
        return {"pk__in": ()}
    day = "invoice__invoice_date" if query.basis == Basis.INVOICE else f"{line}work_date"
    limits = {
        f"{line}firm__in": query.firms,
        f"{line}phase__in": query.phases,
        f"{line}matter__matter_type__in": query.types,
        f"{line}matter__team__in": query.teams,
        f"{line}kind__in": [kind for wanted in query.kinds for kind in _KINDS[SpendKind(wanted)]],
    }
    limits = {name: values for name, values in limits.items() if values}
    return limits | {f"{day}__gte": query.period.start, f"{day}__lt": query.period.end}
