"""How often reviewers upheld a rule: the answer to the complaint about false alarms (features 5.31)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Q

from billing.enums import FindingState
from billing.models import ReviewFinding

_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Precision:
    """Decisions on a rule's findings over all invoices: a property of the rule, naming no matter."""

    accepted: int
    decided: int

    @property
    def share(self) -> Decimal | None:
        """Accepted over decided, or None when nobody has decided yet."""
        return Decimal(self.accepted) / self.decided if self.decided else None


def precision_of(rules: Collection[str]) -> Mapping[str, Precision]:
    """By rule code; kept for five minutes, since it moves slowly and counts over everything."""
    keys = {f"billing:precision:{code}": code for code in rules}
    found = {keys[key]: Precision(*value) for key, value in cache.get_many(keys).items()}
    missing = [code for code in rules if code not in found]
    if missing:
        found |= (fresh := _counted(missing))
        values = {f"billing:precision:{code}": (p.accepted, p.decided) for code, p in fresh.items()}
        cache.set_many(values, _SECONDS)
    return found


def _counted(rules: Collection[str]) -> dict[str, Precision]:
    decided = (FindingState.ACCEPTED, FindingState.DISMISSED)
    rows = (
        ReviewFinding.objects.filter(rule__in=rules, state__in=decided)
        .values("rule")
        .annotate(yes=Count("pk", filter=Q(state=FindingState.ACCEPTED)), all=Count("pk"))
    )
    counted = {row["rule"]: Precision(row["yes"], row["all"]) for row in rows}
    return {code: counted.get(code, Precision(0, 0)) for code in rules}
