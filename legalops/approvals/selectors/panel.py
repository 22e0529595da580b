"""A request as it is shown on its record: steps, who, why, since when, and what this person can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from legalops.accounts.models import User
from legalops.approvals import engine
from legalops.approvals.enums import AskState, RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.selectors.barred import may_stand_in
from legalops.approvals.selectors.standing_in import standings
from legalops.kernel import clock, records


@dataclass(frozen=True, slots=True)
class PanelStep:
    """The people of one step. `together` says that the step before it runs at the same time."""

    position: int
    mode: str
    needed: int
    label: str
    asks: Sequence[Ask]
    together: bool

    @property
    def of(self) -> int:
        """How many were asked and not replaced by others."""
        return sum(ask.state != AskState.REASSIGNED for ask in self.asks)


@dataclass
class RequestPanel:
    """The request with its steps, as one person sees it."""

    request: Request
    asks: Sequence[Ask]
    user: User
    stands_in: Mapping[int, str]
    represented: frozenset[int]

    @cached_property
    def steps(self) -> list[PanelStep]:
        """The steps in order."""
        found: list[PanelStep] = []
        for step, asks in groupby(self.asks, key=lambda ask: ask.step):
            together = bool(found) and found[-1].position == step.position
            found.append(PanelStep(step.position, step.mode, step.needed, step.label, list(asks), together))
        return found

    @cached_property
    def due(self) -> list[Ask]:
        """The asks whose decision is due."""
        return [ask for ask in self.asks if ask.state == AskState.PENDING]

    @property
    def pending_names(self) -> str:
        """Whom it waits for."""
        return _names(self.due)

    @cached_property
    def following_names(self) -> str:
        """Who decides after those; empty when nobody does."""
        waiting = [ask for ask in self.asks if ask.state == AskState.WAITING]
        first = min((ask.step.position for ask in waiting), default=None)
        return _names([ask for ask in waiting if ask.step.position == first])

    @property
    def beside_names(self) -> str:
        """Who has to approve at the same time as this person; empty when nobody does."""
        mine = self.mine
        if mine is None:
            return ""
        return _names(
            [
                ask
                for ask in self.due
                if ask.pk != mine.pk and (ask.step_id != mine.step_id or mine.step.needed > 1)
            ]
        )

    @cached_property
    def mine(self) -> Ask | None:
        """What this person decides now: their own, else a colleague's; nothing while it is on hold."""
        if self.request.state != RequestState.OPEN:
            return None
        own = next((ask for ask in self.due if ask.person_id == self.user.pk), None)
        return own or next((ask for ask in self.due if self._may_decide_for(ask)), None)

    def _may_decide_for(self, ask: Ask) -> bool:
        return ask.person_id in self.represented and may_stand_in(self.user.pk, ask, self.asks)

    @property
    def takes_part(self) -> bool:
        """Whether the person asked, is asked now, or decides for somebody asked."""
        people = {ask.person_id for ask in self.due} | {self.request.asked_by_id}
        return self.user.pk in people or bool(self.represented & people)


def panel_of(record: Any, user: User) -> RequestPanel | None:
    """The record's last request; None where nobody ever asked. Whoever sees the record sees its request."""
    kind = records.type_of(record).code
    request = (
        Request.objects.about(kind, record.pk).select_related("asked_by", "held_by", "policy__policy").first()
    )
    return panel_for(request, user) if request is not None else None


def panel_for(request: Request, user: User) -> RequestPanel:
    """The panel of one request."""
    asks = list(
        request.asks.select_related("person", "decided_by", "step").order_by("step__position", "step", "pk")
    )
    kind, day = request.record_type, clock.today()
    known = standings(day) if request.is_live else []
    people = {each.person: engine.stand_in_for(each.person, day, kind, known) for each in known}
    represented = frozenset(person for person, stand_in in people.items() if stand_in == user.pk)
    asked = {ask.person_id for ask in asks}
    wanted = {stand_in for person, stand_in in people.items() if person in asked and stand_in}
    names = dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}
    stands_in = {person: names[stand_in] for person, stand_in in people.items() if stand_in in names}
    for ask in asks:
        ask.request = request
        name = stands_in.get(ask.person_id, "") if ask.state == AskState.PENDING else ""
        may = bool(name) and may_stand_in(people[ask.person_id], ask, asks)
        ask.stand_in, ask.barred = (name, "") if may else ("", name)
    return RequestPanel(request, asks, user, stands_in, represented)


def _names(asks: Sequence[Ask]) -> str:
    return ", ".join(dict.fromkeys(str(ask.person) for ask in asks))
