"""A record's run and what can be done with it now."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel import clock, records
from legalops.workflows import registry
from legalops.workflows.machine import Definition, Reason, Stage, Transition, read
from legalops.workflows.models import Run, WorkflowVersion
from legalops.workflows.registry import Situation
from legalops.workflows.requirements import still_missing
from legalops.workflows.selectors.people import is_one_of
from legalops.workflows.selectors.versions import published_for, sub_type_of
from legalops.workflows.selectors.vocabulary import who_of


@dataclass(frozen=True, slots=True)
class Move:
    """A transition from the record's stage, for one person.

    `only` says who may make it, when that is not them; `missing` what its guards still miss.
    """

    transition: Transition
    target: Stage
    only: str = ""
    missing: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Of the transition."""
        return self.transition.code

    @property
    def label(self) -> str:
        """What the button says."""
        return self.transition.label

    @property
    def allowed(self) -> bool:
        """Whether the person may make it now."""
        return not self.only and not self.missing

    @property
    def why_not(self) -> str:
        """Why it cannot be made, in a sentence or several."""
        return " ".join(filter(None, (self.only, *self.missing)))

    @property
    def asks_reason(self) -> bool:
        """Whether there is a field for a reason."""
        return self.transition.reason != Reason.NOT_ASKED

    @property
    def needs_reason(self) -> bool:
        """Whether it cannot be made without one."""
        return self.transition.reason == Reason.REQUIRED


def run_of(record: Any) -> Run | None:
    """The record's run; None before its first move of a record that came before its workflow."""
    record_type = records.type_of(record).code
    rows = Run.objects.select_related("version__workflow")
    return rows.filter(record_type=record_type, record_id=record.pk).first()


def future_run(record: Any) -> Run:
    """The run, not stored yet, of a record that came before its workflow: in the stage it is in."""
    kind = records.type_of(record).code
    version = published_for(kind, sub_type_of(record))
    code = registry.host_of(kind).stage_of(record)
    stage = read(version.definition).stage(code) or Stage(code, code)
    return begun_run(record, kind, version, stage)


def begun_run(record: Any, kind: str, version: WorkflowVersion, stage: Stage) -> Run:
    """A run that begins now in this stage, not stored yet."""
    now = clock.now()
    return Run(
        record_type=kind,
        record_id=record.pk,
        version=version,
        stage=stage.code,
        stage_name=stage.name,
        category=stage.category,
        started_at=now,
        entered_at=now,
        closed_at=now if stage.is_closed else None,
    )


def definition_of(run: Run) -> Definition:
    """The workflow as this record runs through it."""
    return read(run.version.definition)


def moves_for(record: Any, user: User) -> list[Move]:
    """Every transition from the record's stage, in the workflow's order, judged for this person.

    The caller has found the record through `visible_to`. A handful of queries, however many moves.
    """
    run = run_of(record) or future_run(record)
    definition, stage = definition_of(run), definition_of(run).stage(run.stage)
    if stage is None:
        return []
    situation = situation_of(record, run, stage, user)
    return [judged(each, definition, situation) for each in definition.leaving(stage.code)]


def situation_of(record: Any, run: Run, stage: Stage, user: User) -> Situation:
    """What guards look at."""
    return Situation(record, run, stage, user, records.facts_of(record))


def judged(transition: Transition, definition: Definition, situation: Situation) -> Move:
    """One transition for one person."""
    target = definition.stage(transition.target) or situation.stage
    theirs = is_one_of(situation.actor, transition.who, situation.record, situation.run.record_type)
    only = "" if theirs else _only(transition, situation.run.record_type)
    needed = still_missing(situation.record, situation.run.record_type, definition, target)
    missing = _guard_words(transition, situation) + ([needed] if needed else [])
    return Move(transition, target, only, tuple(missing))


def _guard_words(transition: Transition, situation: Situation) -> list[str]:
    kinds = registry.guards(situation.run.record_type)
    found = []
    for guard in transition.guards:
        kind = kinds.get(guard.kind)
        words = kind.why_not(situation, guard.settings) if kind else _unknown(guard.kind)
        if words:
            found.append(words)
    return found


def _unknown(kind: str) -> str:
    return _("The workflow asks for “%s”, which is not installed. Tell an administrator.") % kind


def _only(transition: Transition, record_type: str) -> str:
    names = who_of(record_type)
    who = ", ".join(names.get(code, code) for code in transition.who)
    return _("Only for: %s.") % who
