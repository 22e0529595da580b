"""Stories that the demo department holds, each to be found on a screen (domain/kpis.md §6.2, plots)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, where to look for it, and what it looks like there."""

    key: str
    title: str
    look: str


@dataclass(frozen=True, slots=True)
class RateJump(Story):
    """A firm whose rates jump on the 1 January before the as-of date."""

    firm_rank: int = 4
    step: float = 0.18


@dataclass(frozen=True, slots=True)
class Drift(Story):
    """A matter that drifts over its budget."""

    matter_key: int = 3
    matter_name: str = "Corvane Chemicals supply dispute"


@dataclass(frozen=True, slots=True)
class Bottleneck(Story):
    """A reviewer whose reviews take far longer than the others' since a year ago."""

    reviewer: str = "hana.kimura"
    factor: float = 2.4


@dataclass(frozen=True, slots=True)
class LateMonth(Story):
    """A month of work of which the invoices came late. `months_back` counts from the as-of month."""

    months_back: int = 9
    delay_days: int = 62


RATE_JUMP = RateJump(
    "rate-jump", "A firm raised its rates by 18 % in one step", "The firm's page, rates of its people"
)
DRIFT = Drift("budget-drift", "A matter drifts over its budget", "The matter's page, budget against billed")
BOTTLENECK = Bottleneck(
    "bottleneck",
    "For a year one reviewer has taken twice as long as the others",
    "Invoices by reviewer, received to submitted",
)
LATE_MONTH = LateMonth(
    "late-month", "The invoices of one month came two months late", "Findings of the rule on late invoices"
)
STORIES: tuple[Story, ...] = (RATE_JUMP, DRIFT, BOTTLENECK, LATE_MONTH)
