"""One request as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.requests.models import Request
from legalops.requests.selectors.sla import SlaReader, Standing
from legalops.workflows.machine import Definition, Stage
from legalops.workflows.models import ActionRun, Clock, Passage, Run
from legalops.workflows.selectors.runs import Move, definition_of, moves_for, run_of
from legalops.workflows.selectors.vocabulary import who_of


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the tracker: before, now or to come."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist."""

    text: str
    done_by: str = ""


@dataclass(frozen=True, slots=True)
class ClockShown:
    """An SLA clock and how it stands."""

    clock: Clock
    standing: Standing


def steps_of(run: Run | None, passed: set[str]) -> list[Step]:
    """The way of a request: stages on the main road, and the one it is in if that lies beside it."""
    if run is None:
        return []
    return _steps(definition_of(run), run.stage, passed)


def _steps(definition: Definition, present: str, passed: set[str]) -> list[Step]:
    road = _main_road(definition)
    shown = _with_present(road, definition.stage(present), passed)
    return [
        Step(stage.name, "now" if stage.code == present else "past" if stage.code in passed else "coming")
        for stage in shown
    ]


def _with_present(road: list[Stage], present: Stage | None, passed: set[str]) -> list[Stage]:
    """The road with a stage that lies beside it put where the request left the road."""
    if present is None or present in road:
        return road
    left_at = max((place for place, stage in enumerate(road, 1) if stage.code in passed), default=len(road))
    return [*road[:left_at], present, *road[left_at:]]


def _main_road(definition: Definition) -> list[Stage]:
    """From the start by the first transition that leads on to an open or closed stage not seen yet."""
    road, seen = [definition.start], {definition.start.code}
    while not road[-1].is_closed:
        following = _next_on_road(definition, road[-1], seen)
        if following is None:
            break
        road.append(following)
        seen.add(following.code)
    return road


def _next_on_road(definition: Definition, stage: Stage, seen: set[str]) -> Stage | None:
    own = [each for each in definition.transitions if each.source == stage.code and each.target not in seen]
    targets = [definition.stage(each.target) for each in own]
    ahead = [target for target in targets if target is not None and target.category != "on_hold"]
    return ahead[0] if ahead else None


def _inside(label: str) -> str:
    """A label inside a sentence: "The requester" is "the requester"."""
    return label[:1].lower() + label[1:]


class RequestPage:
    """Everything about one request for one person, who may see it."""

    def __init__(self, request: Request, user: User) -> None:
        self.request, self.user = request, user
        self.run = run_of(request)
        self.works = has_capability(user, can.REQUESTS_WORK)

    @cached_property
    def moves(self) -> list[Move]:
        """What can be done now; of what only others may do, requesters see nothing."""
        moves = moves_for(self.request, self.user)
        return moves if self.works else [each for each in moves if not each.only]

    @cached_property
    def steps(self) -> list[Step]:
        """The tracker."""
        return steps_of(self.run, {passage.to_stage for passage in self.passages})

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """Stages entered so far."""
        return list(self.run.passages.select_related("actor")) if self.run else []

    @cached_property
    def question(self) -> Passage | None:
        """What the requester was asked, while the request waits for them."""
        last = self.passages[-1] if self.passages else None
        return last if last and self.request.category == "on_hold" and last.reason else None

    @cached_property
    def checklist(self) -> list[Item]:
        """The present stage's checklist."""
        stage = definition_of(self.run).stage(self.run.stage) if self.run else None
        if stage is None or not stage.checklist:
            return []
        rows = self.run.ticks.filter(visit=self.run.visit).select_related("done_by")
        done = {row.item: str(row.done_by) for row in rows}
        return [Item(text, done.get(text, "")) for text in stage.checklist]

    @cached_property
    def clocks(self) -> list[ClockShown]:
        """SLA clocks."""
        reader = SlaReader()
        rows = self.run.clocks.select_related("policy").order_by("-kind") if self.run else []
        return [ClockShown(row, reader.of_clock(row, self._held_by)) for row in rows]

    @cached_property
    def _held_by(self) -> str:
        """Who lets a request on hold go on, by the ways out of its stage; empty where it is not on hold."""
        if self.run is None or self.request.category != "on_hold":
            return ""
        ways = [each for each in definition_of(self.run).transitions if each.source == self.run.stage]
        named, codes = who_of("request"), dict.fromkeys(code for way in ways for code in way.who)
        return ", ".join(_inside(named.get(code, code)) for code in codes)

    @cached_property
    def failed(self) -> list[Any]:
        """Automatic steps that could not be done, for those who work on it."""
        if not (self.run and self.works):
            return []
        return list(ActionRun.objects.filter(passage__run=self.run, state="failed"))
