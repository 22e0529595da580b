"""What can be asked about spend."""

from dataclasses import dataclass, replace

from dashboards.enums import Basis, Slice
from legalops.kernel.periods import Period


@dataclass(frozen=True)
class SpendQuery:
    """What is asked: whole months of a half-open period on one date basis, limited by any dimensions.

    `types` and `firms` are primary keys, `phases` UTBMS phase codes (empty text: lines without one), `teams`
    primary keys, `kinds` values of SpendKind; an empty tuple means all. `reasons` (primary keys) and `rules`
    (codes; empty text: found by the reviewer) limit reductions: what is asked then has savings only.
    `unanswerable` is a question about a value that is not there: nothing answers it, rather than everything.
    """

    period: Period
    basis: Basis = Basis.INVOICE
    types: tuple[int, ...] = ()
    firms: tuple[int, ...] = ()
    phases: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    reasons: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    unanswerable: bool = False

    @property
    def limits(self) -> set[Slice]:
        """The dimensions it limits, apart from team."""
        return {name for name in Slice if self.chosen(name)}

    def chosen(self, dimension: Slice) -> tuple:
        """The values of a dimension it is limited to."""
        by_name = {
            Slice.MATTER_TYPE: self.types,
            Slice.FIRM: self.firms,
            Slice.PHASE: self.phases,
            Slice.REASON: self.reasons,
            Slice.RULE: self.rules,
        }
        return by_name[dimension]

    def over(self, period: Period) -> "SpendQuery":
        """The same question about another period."""
        return replace(self, period=period)
