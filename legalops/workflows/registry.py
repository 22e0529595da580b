"""What other apps put into workflows: record types that take part, guards, actions, absence.

An app above registers its record type as a host when it is ready; packages beside this one add kinds of
guards and actions ("approval given") without this one knowing them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from legalops.kernel.errors import DomainError
from legalops.workflows.machine import Definition, Kind, Stage

if TYPE_CHECKING:
    from legalops.accounts.models import User
    from legalops.workflows.models import Run


@dataclass(frozen=True, slots=True)
class Relation:
    """What a person may be to a record: the label in words, and who that is on one record.

    `holds(person, record)` answers where naming all of them would be too many.
    """

    label: Any
    people: Callable[[Any], Iterable["User"]]
    holds: Callable[["User", Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Entering:
    """A record enters a stage."""

    stage: Stage
    previous: Stage | None
    position: int
    reason: str
    at: datetime
    definition: Definition


@dataclass(frozen=True, slots=True)
class Host:
    """How a record type takes part. All callables run inside the transaction of the change.

    `lock(record, actor)` answers the present row locked, or raises NotFound when the actor may not see it;
    `stage_of` its stage code; `enter` writes the new stage on it; `relations` are by code;
    `assign(record, person, team, actor, why)` gives it to somebody, `assignee_of` says who has it, `load_of`
    counts a person's open records; `may_be_given(person, record)`; `set_due(record, on, actor)`.
    `seen_by(record)` are the keys of the people who see it.
    `published(definition)` lets it keep its own list of stages. `started` and `moved` are the
    ledger's actions for both; where it has one of its own for the start, `started` is empty.
    """

    record_type: str
    lock: Callable[..., Any]
    stage_of: Callable[[Any], str]
    enter: Callable[..., None]
    seen_by: Callable[[Any], Iterable[int]]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    assign: Callable[..., None] | None = None
    assignee_of: Callable[[Any], "User | None"] | None = None
    load_of: Callable[[Iterable[int]], Mapping[int, int]] | None = None
    may_be_given: Callable[["User", Any], bool] = lambda _person, _record: True
    set_due: Callable[..., None] | None = None
    published: Callable[[Definition], None] = lambda _definition: None
    started: str = "workflows.record.started"
    moved: str = "workflows.record.moved"


@dataclass(frozen=True, slots=True)
class Situation:
    """A person at a record in a stage, before a move. `facts` are the record's by field code."""

    record: Any
    run: "Run"
    stage: Stage
    actor: "User"
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GuardKind:
    """A kind of guard. `why_not(situation, settings)` says what is still missing; empty when it holds.

    `complaints(settings, record_type)` names faults while the workflow is written.
    """

    code: str
    label: Any
    why_not: Callable[[Situation, Mapping[str, Any]], str]
    complaints: Callable[[Mapping[str, Any], str], list[str]] = lambda _settings, _record_type: []
    words: Callable[[Mapping[str, Any], str], str] | None = None
    record_types: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ActionKind:
    """A kind of entry action. `perform(record, run, settings, actor)` does it and says what it did.

    It may run again after a failure, so what it did before must not be done twice. `choices(record_type)`
    are the values its one setting may have; `setting` is the setting's name. `needs` names the part of the
    host without which it is not offered. `foresee(record, settings)` says what it would do, for a dry run,
    to a record or, where there is none to look at, to any; `shown_at(settings)` is the address of a page
    that shows it, empty where there is none.
    """

    code: str
    label: Any
    perform: Callable[..., str]
    setting: str = ""
    choices: Callable[[str], Iterable[tuple[str, str]]] | None = None
    needs: str = ""
    foresee: Callable[[Any, Mapping[str, Any]], str] | None = None
    shown_at: Callable[[Mapping[str, Any]], str] | None = None


@dataclass(frozen=True, slots=True)
class TaskWatch:
    """What another app has to say when a task of one kind of record changes, inside its transaction.

    `changing(record, task, changed, actor)` is asked before an edit is written and may refuse it;
    `ended(record, task, actor)` is told when the task was finished, called off or opened again.
    """

    changing: Callable[..., None]
    ended: Callable[..., None]


_hosts: dict[str, Host] = {}
_watches: dict[str, TaskWatch] = {}
_guards: dict[str, GuardKind] = {}
_actions: dict[str, ActionKind] = {}
_absence: list[Callable[[Iterable[int], date], Mapping[int, str]]] = []


def register_host(host: Host) -> None:
    """Let records of this type run through workflows."""
    _hosts[host.record_type] = host


def host_of(record_type: str) -> Host:
    """The host of a record type. Raises DomainError naming those that take part."""
    try:
        return _hosts[record_type]
    except KeyError:
        known = ", ".join(sorted(_hosts)) or "none"
        message = f"Records of type “{record_type}” do not run through workflows. Those that do: {known}."
        raise DomainError("workflow.no_host", message) from None


def hosts() -> Mapping[str, Host]:
    """All record types that take part."""
    return dict(_hosts)


def watch_tasks(record_type: str, watch: TaskWatch) -> None:
    """Let an app keep what hangs on tasks of this kind of record in step with them."""
    _watches[record_type] = watch


def watch_of(record_type: str) -> TaskWatch | None:
    """Who watches tasks of this kind of record."""
    return _watches.get(record_type)


def register_guard(kind: GuardKind) -> None:
    """Offer a kind of guard in every workflow."""
    _guards[kind.code] = kind


def guards(record_type: str) -> dict[str, GuardKind]:
    """The guards that suit a record type."""
    return {code: kind for code, kind in _guards.items() if _suits(kind.record_types, record_type)}


def register_action(kind: ActionKind) -> None:
    """Offer a kind of entry action in every workflow."""
    _actions[kind.code] = kind


def actions(record_type: str) -> dict[str, ActionKind]:
    """The entry actions that suit a record type."""
    host = _hosts.get(record_type)
    return {
        code: kind for code, kind in _actions.items() if not kind.needs or getattr(host, kind.needs, None)
    }


def setting_names() -> dict[str, str]:
    """The name of each action's setting; empty for those without."""
    return {code: kind.setting for code, kind in _actions.items()}


def register_absence(absent: Callable[[Iterable[int], date], Mapping[int, str]]) -> None:
    """Use this to ask who of these people is away on a date: by id, with the reason in words."""
    _absence.append(absent)


def absent(people: Iterable[int], on: date) -> dict[int, str]:
    """Who of these people is away, and why."""
    wanted, found = list(people), {}
    for ask in _absence:
        found |= dict(ask(wanted, on))
    return found


def named(kind: GuardKind | ActionKind) -> str:
    """The label in words."""
    return str(kind.label)


def as_kind(kind: GuardKind, record_type: str) -> Kind:
    """A guard for the checks of a workflow."""
    words = kind.words
    return Kind(
        named(kind),
        lambda settings: kind.complaints(settings, record_type),
        (lambda settings: words(settings, record_type)) if words else None,
    )


def _suits(record_types: frozenset[str] | None, record_type: str) -> bool:
    return record_types is None or record_type in record_types
