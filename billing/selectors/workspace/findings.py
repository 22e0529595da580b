"""The left zone: findings grouped by rule, heaviest first, each with evidence and possible reduction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Min, Q, Sum, Window
from django.db.models.functions import RowNumber

from billing import review
from billing.enums import FindingState, Outcome
from billing.models import Invoice, ReviewFinding
from billing.querysets import FindingQuerySet
from billing.selectors.workspace.left import with_what_is_left
from billing.selectors.workspace.precision import Precision, precision_of
from legalops.kernel.money import ZERO

SHOWN_PER_RULE = 12
OUTCOME_TONES = {
    Outcome.REJECT_INVOICE: "bad",
    Outcome.REJECT_LINE: "bad",
    Outcome.ADJUST: "warn",
    Outcome.WARN: "neutral",
}


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """One rule's findings on the invoice: counts over all of them, and the first ones as rows."""

    code: str
    title: str
    outcome: str
    clause: str
    open: int
    total: int
    reduction: Decimal
    precision: Precision
    findings: list[ReviewFinding]

    @property
    def tone(self) -> str:
        """Weight of the rule as a tone."""
        return OUTCOME_TONES[Outcome(self.outcome)]

    @property
    def outcome_label(self) -> str:
        """What the rule proposes, in words."""
        return str(Outcome(self.outcome).label)

    @property
    def more(self) -> int:
        """How many findings are not shown yet."""
        return self.total - len(self.findings)

    @property
    def dom_id(self) -> str:
        """Id of the group's head."""
        return f"rule-{self.code}"


def rule_groups(
    invoice: Invoice, *, only: Collection[str] | None = None, rows: bool = True
) -> list[RuleGroup]:
    """The invoice's findings by rule: two queries whatever their number, and one for how often rules held.

    `only` narrows to some rules; `rows=False` leaves the findings themselves out, for the heads alone.
    """
    wanted = invoice.findings.all() if only is None else invoice.findings.filter(rule__in=only)
    heads = list(_heads(wanted))
    precision = precision_of([head["rule"] for head in heads])
    shown = _first_of_each(wanted) if rows else []
    return [
        RuleGroup(
            code=head["rule"],
            title=_title(head["rule"]),
            outcome=head["heaviest"],
            clause=head["any_clause"] or "",
            open=head["open"],
            total=head["total"],
            reduction=head["saving"] or ZERO,
            precision=precision[head["rule"]],
            findings=[finding for finding in shown if finding.rule == head["rule"]],
        )
        for head in sorted(heads, key=_weight)
    ]


def findings_of_rule(invoice: Invoice, code: str, limit: int) -> list[ReviewFinding]:
    """All findings of a rule, as rows, up to a limit."""
    return list(_with_rows(invoice.findings.filter(rule=code)).order_by(*_ORDER)[:limit])


def findings_by_id(invoice: Invoice, ids: Iterable[int]) -> list[ReviewFinding]:
    """These findings as rows."""
    return list(_with_rows(invoice.findings.filter(pk__in=list(ids))))


def evidence_of(finding: ReviewFinding) -> str:
    """The sentence without the clause at its end: the clause stands at the head of the rule."""
    return (
        finding.message.removesuffix(f" (guideline {finding.clause})") if finding.clause else finding.message
    )


_ORDER = ("-reduction", "line__position", "pk")
_RANK = {outcome: rank for rank, outcome in enumerate(Outcome.values)}


def _with_rows(findings: FindingQuerySet) -> FindingQuerySet:
    return with_what_is_left(findings).select_related("line", "decided_by", "dismissal_reason")


def _first_of_each(findings: FindingQuerySet) -> list[ReviewFinding]:
    order = [F("reduction").desc(), F("line__position").asc(nulls_first=True), F("pk").asc()]
    place = Window(RowNumber(), partition_by=F("rule"), order_by=order)
    return list(
        _with_rows(findings).annotate(place=place).filter(place__lte=SHOWN_PER_RULE).order_by("place")
    )


def _heads(findings: FindingQuerySet):
    is_open = Q(state=FindingState.OPEN)
    return (
        with_what_is_left(findings)
        .order_by()
        .values("rule")
        .annotate(
            total=Count("pk"),
            open=Count("pk", filter=is_open),
            saving=Sum("left", filter=is_open),
            found=Sum("reduction"),
            any_clause=Min("clause"),
            heaviest=Min("outcome", filter=~Q(outcome=Outcome.WARN)),
        )
    )


def _weight(head: dict) -> tuple:
    """By what the rule found, not by what is still open: a decision must not move anything."""
    head["heaviest"] = head["heaviest"] or Outcome.WARN
    return (_RANK[head["heaviest"]], -head["found"], head["rule"])


def _title(code: str) -> str:
    try:
        return review.rule(code).title
    except KeyError:
        return code
