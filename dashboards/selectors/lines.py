"""The lines behind a number: exactly those that the rollup of the same question has added up."""

from dataclasses import dataclass

from django.db.models import DecimalField, ExpressionWrapper, F, QuerySet, Sum

from billing.enums import SPENT_STATES
from billing.models import InvoiceLine
from dashboards.enums import Basis, SpendKind
from dashboards.metrics import Sums
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_total

_DAY = {Basis.INVOICE: "invoice__invoice_date", Basis.WORK: "work_date"}
_KINDS = {SpendKind.FEE: ("F", "IF"), SpendKind.EXPENSE: ("E", "IE")}
_NET = ExpressionWrapper(F("base_net") - F("base_reduction"), DecimalField(max_digits=20, decimal_places=2))
ADD_UP_AT_MOST = 50_000


@dataclass(frozen=True, slots=True)
class LineSum:
    """What the rows sum to, and the rollup's number for the same question.

    `rows` is None where there are too many lines to add up while somebody waits; the checks do that.
    """

    rollup: Sums
    rows: Sums | None

    @property
    def agrees(self) -> bool:
        """Whether rows and rollup say the same; an approval of this second may stand between them."""
        return self.rows is None or (self.rows.billed, self.rows.reduction, self.rows.lines) == (
            self.rollup.billed,
            self.rollup.reduction,
            self.rollup.lines,
        )

    @property
    def shown(self) -> Sums:
        """The sum to print above the rows: of the rows themselves wherever they were added up."""
        return self.rollup if self.rows is None else self.rows


def spend_lines(query: SpendQuery, user, *, reduced_only: bool = False) -> QuerySet[InvoiceLine]:
    """The lines, with `spend`: approved without tax in base currency."""
    day = _DAY[query.basis]
    rows = InvoiceLine.objects.visible_to(user).filter(
        **{
            "invoice__state__in": SPENT_STATES,
            f"{day}__gte": query.period.start,
            f"{day}__lt": query.period.end,
        }
    )
    rows = _limited(rows, query)
    if reduced_only:
        rows = rows.filter(base_reduction__gt=0)
    return rows.annotate(spend=_NET)


def line_sum(query: SpendQuery, scope: Scope, *, reduced_only: bool = False) -> LineSum:
    """Both sums; the rollup's line count says beforehand what adding up would cost."""
    rollup = spend_total(query, scope)
    if rollup.lines > ADD_UP_AT_MOST:
        return LineSum(rollup, None)
    rows = spend_lines(query, scope.user)
    return LineSum(rollup, _sums(rows))


def _sums(rows: QuerySet[InvoiceLine]) -> Sums:
    found = rows.order_by().aggregate(billed=Sum("base_net"), reduction=Sum("base_reduction"), lines=Sum(1))
    return Sums(found["billed"] or 0, found["reduction"] or 0, lines=found["lines"] or 0)


def _limited(rows: QuerySet[InvoiceLine], query: SpendQuery) -> QuerySet[InvoiceLine]:
    limits = {
        "firm__in": query.firms,
        "phase__in": query.phases,
        "matter__matter_type__in": query.types,
        "matter__team__in": query.teams,
        "kind__in": [kind for wanted in query.kinds for kind in _KINDS[SpendKind(wanted)]],
    }
    return rows.filter(**{name: values for name, values in limits.items() if values})
