"""The review rules as administrators set them, in the form the engine takes."""

from billing.models import ReviewRule
from billing.review import RULES, RuleSetting

_KNOWN = frozenset(rule.code for rule in RULES)


def current_settings() -> tuple[RuleSetting, ...]:
    """All rows of the rule console; a row of a rule that this version does not have is left out."""
    rows = (
        ReviewRule.objects.filter(code__in=_KNOWN)
        .prefetch_related("matter_types", "firms")
        .order_by("code", "pk")
    )
    return tuple(setting_of(row) for row in rows)


def setting_of(row: ReviewRule) -> RuleSetting:
    """One row as a setting; the row must have been saved, since scope is many-to-many."""
    return RuleSetting(
        code=row.code,
        version=row.version,
        enabled=row.enabled,
        outcome=row.outcome,
        params=row.parameters,
        matter_types=frozenset(kind.code for kind in row.matter_types.all()),
        firm_ids=frozenset(firm.pk for firm in row.firms.all()),
        message=row.message,
        clause=row.clause,
    )
