"""From the steps of a policy and their people to the people who are asked.

Whoever is named by two steps decides once: their approval counts in both (`services.activating`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from legalops.approvals.engine.covering import covers, is_covered
from legalops.approvals.engine.shapes import Candidate, CannotPlan, Plan, PlannedAsk, PlannedStep, StepRule


def plan(
    rules: Sequence[StepRule],
    *,
    amount: Decimal | None,
    authority: Callable[[], Iterable[Candidate]],
    currency: str,
    within_authority: bool = True,
) -> Plan:
    """The steps that these rules demand for this amount.

    `authority` yields people whose limit covers the amount, nearest first. An authority step is left out
    where someone asked before it covers the amount anyway; with `within_authority` one is added at the end
    where nobody does. Raises CannotPlan for a step with too few people.
    """
    planning = _Planning(amount, authority, currency)
    for rule in sorted(rules, key=lambda rule: rule.position):
        planning.add(rule)
    if within_authority:
        planning.add(_closing(planning.steps))
    if not planning.steps:
        raise CannotPlan("", 1, 0, tuple(planning.passed_over), by_authority=True)
    return Plan(tuple(planning.steps), tuple(planning.passed_over))


def _closing(steps: Sequence[PlannedStep]) -> StepRule:
    last = max((step.position for step in steps), default=0)
    return StepRule(last + 1, _("Authority"), "one", by_authority=True)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """People by whether they can be asked now, only for want of others, or not at all."""

    present: list[Candidate]
    away: list[Candidate]
    barred: list[Candidate]


@dataclass
class _Planning:
    """A plan in the making."""

    amount: Decimal | None
    authority: Callable[[], Iterable[Candidate]]
    currency: str
    steps: list[PlannedStep] = field(default_factory=list)
    passed_over: list[tuple[str, Candidate]] = field(default_factory=list)

    def add(self, rule: StepRule) -> None:
        """Add one step, unless nobody needs it or nobody can be asked and it may be skipped."""
        if rule.by_authority and is_covered(self.steps, self.amount):
            return
        chosen = self._by_authority(rule) if rule.by_authority else self._chosen(rule)
        needed = self._needed(rule, chosen)
        if needed > 0:
            asks = tuple(PlannedAsk(one.person, one.name, one.why, one.limit) for one in chosen)
            self.steps.append(PlannedStep(rule.position, rule.label, rule.mode, needed, asks, rule.number))

    def _needed(self, rule: StepRule, chosen: Sequence[Candidate]) -> int:
        needed = rule.demanded if rule.demanded is not None else len(chosen) if rule.mode == "all" else 1
        if len(chosen) >= max(needed, 1):
            return needed
        if not chosen and rule.skip_if_nobody:
            return 0
        raise CannotPlan(
            rule.label, max(needed, 1), len(chosen), tuple(self.passed_over), by_authority=rule.by_authority
        )

    def _chosen(self, rule: StepRule) -> list[Candidate]:
        """Those present, then whoever stands in for them, and people who are away only for want of others."""
        wanted = 1 if rule.mode == "one" else None
        people = self._sorted(rule, rule.people, wanted)
        found, demanded = people.present, 1 if rule.demanded is None else rule.demanded
        away = people.away
        if len(found) < demanded:
            instead = self._sorted(rule, rule.otherwise, demanded - len(found))
            missing = [*people.barred, *people.away]
            found = _once([*found, *(_standing_in(one, missing) for one in instead.present)])
            away = [*away, *(_standing_in(one, missing) for one in instead.away)]
        return _once([*found, *away[: max(0, demanded - len(found))]])

    def _sorted(self, rule: StepRule, people: Iterable[Candidate], wanted: int | None) -> "_Sorted":
        """The people as they can be asked; no more are looked up than wanted. Who is away counts as present
        where everyone is asked.
        """
        found = _Sorted([], [], [])
        for one in people:
            to = found.barred if one.bar else found.away if one.away and wanted else found.present
            to.append(one)
            if wanted is not None and len(found.present) >= wanted:
                break
        self.passed_over += [(rule.label, one) for one in (*found.barred, *found.away)]
        return _Sorted(_once(found.present), found.away, found.barred)

    def _by_authority(self, rule: StepRule) -> list[Candidate]:
        people = self._sorted(rule, self.authority(), 1)
        return [_with_why(one, self._why(one)) for one in [*people.present, *people.away][:1]]

    def _without_authority(self) -> Iterable[str]:
        return (ask.name for step in self.steps for ask in step.asks if not covers(ask.limit, self.amount))

    def _why(self, one: Candidate) -> str:
        facts = {
            "amount": f"{self.currency} {self.amount:,.2f}",
            "limit": f"{self.currency} {one.limit or 0:,.0f}",
            "before": ", ".join(dict.fromkeys(self._without_authority())),
        }
        if not self.steps:
            return _("may approve up to %(limit)s; nobody nearer can be asked.") % facts
        return _("may approve up to %(limit)s; %(amount)s is above the limit of %(before)s.") % facts


def _once(found: Sequence[Candidate]) -> list[Candidate]:
    return list({one.person: one for one in reversed(found)}.values())[::-1]


def _with_why(one: Candidate, why: str) -> Candidate:
    return Candidate(one.person, one.name, why, one.bar, one.limit, one.away)


def _standing_in(one: Candidate, missing: Sequence[Candidate]) -> Candidate:
    if not missing:
        return _with_why(one, one.why % {"instead": _("the others"), "reason": _("cannot be asked")})
    first = missing[0]
    return _with_why(one, one.why % {"instead": first.name, "reason": first.bar or first.away})
