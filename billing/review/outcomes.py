"""What a rule may do to an invoice or a line, and in which order findings are read.

Source: `domain/ledes.md §7` (outcome words RI, RL, ADJ, WARN and "run rules in the order
reject invoice → reject line → adjust → warn").
"""

from typing import Final

REJECT_INVOICE: Final = "reject_invoice"
REJECT_LINE: Final = "reject_line"
ADJUST: Final = "adjust"
WARN: Final = "warn"

OUTCOMES: Final[tuple[str, ...]] = (REJECT_INVOICE, REJECT_LINE, ADJUST, WARN)
"""All outcomes, the strongest first: also the order of findings."""

RANK: Final[dict[str, int]] = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
