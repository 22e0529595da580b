"""Who may decide now, when a step is satisfied, and which steps are due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class AskFacts:
    """One person asked: whether they approved, and who pressed the button for them."""

    person: int
    approved: bool = False
    undecided: bool = True
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step of a request: its position, how many have to approve, whom it asked."""

    position: int
    needed: int
    asks: tuple[AskFacts, ...]


def is_satisfied(step: StepFacts) -> bool:
    """Whether enough different people approved."""
    return len({ask.person for ask in step.asks if ask.approved}) >= step.needed


def due_steps(steps: Sequence[StepFacts]) -> list[StepFacts]:
    """The steps that are to be decided now, all of the lowest open position; none when all are satisfied."""
    unsatisfied = [step for step in steps if not is_satisfied(step)]
    first = min((step.position for step in unsatisfied), default=None)
    return [step for step in unsatisfied if step.position == first]


@dataclass(frozen=True, slots=True)
class DeciderFacts:
    """Someone who wants to decide what `asked` was asked.

    `apart` are people who worked on the record or asked for its approval; `decides_for` are the people who
    let this one decide for them today.
    """

    person: int
    asked: int
    apart: frozenset[int]
    decides_for: frozenset[int] = frozenset()


Refusal = Literal["not_yours", "own_work", "asked_too", "twice"]


def why_not(decider: DeciderFacts, asks: Iterable[AskFacts]) -> Refusal | None:
    """Why the person may not decide; None when they may. Authority is another question.

    Whoever decides for a colleague is not asked themselves and has not decided for another: one person never
    counts for two.
    """
    if decider.person != decider.asked and decider.asked not in decider.decides_for:
        return "not_yours"
    if decider.person in decider.apart or decider.asked in decider.apart:
        return "own_work"
    others = [ask for ask in asks if ask.person != decider.asked]
    if any(ask.decided_by == decider.person and ask.approved for ask in others):
        return "twice"
    if decider.person != decider.asked and any(
        ask.person == decider.person and ask.undecided for ask in others
    ):
        return "asked_too"
    return None


def refusal_in_words(refusal: Refusal, *, title: str, waits_for: str) -> str:
    """The refusal as a sentence that says who can decide."""
    words = {
        "not_yours": _("%(title)s waits for %(who)s. Only they can decide now."),
        "own_work": _(
            "You worked on %(title)s or asked for its approval, so somebody else has to approve it."
        ),
        "asked_too": _("You are asked yourself in %(title)s, so somebody else has to decide for %(who)s."),
        "twice": _("You approved %(title)s already, so somebody else has to decide for %(who)s."),
    }
    return words[refusal] % {"title": title, "who": waits_for}
