"""A plan template's document: read with every fault named, so that what is published can be applied."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from matters.plan.network import Activity, Cycle, Kind, Link, Network

OWNERS = ("lead", "backup", "attorney", "paralegal", "lpm", "nobody")
_AFTER = re.compile(r"(?P<key>[a-z0-9-]+)(?: (?P<kind>FS|SS|FF|SF)?(?P<lag>[+-]\d{1,3})?)?")
_MOST_DAYS, _MOST_HOURS = 1000, Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`after: [key]`, `[key SS]` or `[key FS+3]`."""

    key: str
    kind: Kind
    lag: int


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task or milestone by its key. `offset` is the earliest working day counted from the plan's start."""

    key: str
    title: str
    phase: str
    milestone: bool
    days: int
    hours: Decimal | None
    owner: str
    code: str
    offset: int | None
    after: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class TemplateDocument:
    """Assumptions, phases as (code, name), and tasks in order."""

    assumptions: tuple[str, ...]
    phases: tuple[tuple[str, str], ...]
    tasks: tuple[TemplateTask, ...]

    @property
    def hours(self) -> Decimal:
        """Typical hours altogether."""
        return sum((task.hours for task in self.tasks if task.hours is not None), Decimal(0))


class TemplateFaults(ValueError):
    """Everything that is wrong with a document, each with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


def read_template(document: Any) -> TemplateDocument:
    """The document as data. Raises TemplateFaults naming all faults. Source: features.md 3.02."""
    faults: list[str] = []
    if not isinstance(document, Mapping):
        raise TemplateFaults(["The document is not a list of names with values: assumptions, phases."])
    phases: list[tuple[str, str]] = []
    tasks: list[TemplateTask] = []
    for at, phase in enumerate(_list(document.get("phases"), "phases", faults), 1):
        if not isinstance(phase, Mapping) or not _text(phase.get("code")):
            faults.append(f"Phase {at} has no code.")
            continue
        code = _text(phase.get("code"))
        phases.append((code, _text(phase.get("name"))))
        for number, raw in enumerate(_list(phase.get("tasks"), f"tasks of {code}", faults), 1):
            if task := _task(raw, code, f"{code}, task {number}", faults):
                tasks.append(task)
    faults += _faults_of(phases, tasks)
    if faults:
        raise TemplateFaults(faults)
    said = _list(document.get("assumptions") or [], "assumptions", faults)
    return TemplateDocument(tuple(_text(each) for each in said), tuple(phases), tuple(tasks))


def _task(raw: Any, phase: str, place: str, faults: list[str]) -> TemplateTask | None:
    if not isinstance(raw, Mapping):
        faults.append(f"{place}: not a task with a key and a title.")
        return None
    key, title = _text(raw.get("key")), _text(raw.get("title"))
    if not re.fullmatch(r"[a-z0-9-]{1,60}", key):
        faults.append(f"{place}: the key “{key}” is not made of small letters, digits and dashes.")
    if not title or len(title) > 200:
        faults.append(f"{place}: a title of up to 200 characters is missing.")
    milestone = raw.get("milestone") is True
    owner = _text(raw.get("owner")) or "lead"
    if owner not in OWNERS:
        faults.append(f"{place}: the owner “{owner}” is none of {', '.join(OWNERS)}.")
    days = 0 if milestone else _whole(raw.get("days"), f"{place}: days", faults, least=1) or 1
    offset = raw.get("offset")
    return TemplateTask(
        key=key,
        title=title,
        phase=phase,
        milestone=milestone,
        days=days,
        hours=_hours(raw.get("hours"), place, faults),
        owner=owner,
        code=_text(raw.get("code")),
        offset=None if offset is None else _whole(offset, f"{place}: offset", faults, least=0),
        after=tuple(_waiting(raw.get("after") or [], place, faults)),
    )


def _waiting(raw: Any, place: str, faults: list[str]) -> Iterator[Waiting]:
    for each in _list(raw, f"after of {place}", faults):
        found = _AFTER.fullmatch(_text(each))
        if found is None:
            faults.append(f"{place}: “{each}” is no dependency. Write a key, “key SS” or “key FS+3”.")
        else:
            yield Waiting(found["key"], Kind(found["kind"] or "FS"), int(found["lag"] or 0))


def _faults_of(phases: list[tuple[str, str]], tasks: list[TemplateTask]) -> list[str]:
    """What only shows once all tasks are known: double keys, strangers, rings."""
    found = []
    codes, keys = [code for code, _name in phases], [task.key for task in tasks]
    found += [
        f"The phase {code} is there twice." for code in sorted({c for c in codes if codes.count(c) > 1})
    ]
    found += [f"The key “{key}” is there twice." for key in sorted({k for k in keys if keys.count(k) > 1})]
    if not tasks:
        found.append("The template has no task.")
    for task in tasks:
        found += [
            f"“{task.key}” waits for “{w.key}”, which is not there." for w in task.after if w.key not in keys
        ]
    if not found:
        found += _ring(tasks)
    return found


def _doubles(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1})


def _ring(tasks: list[TemplateTask]) -> list[str]:
    number = {task.key: at for at, task in enumerate(tasks)}
    links = [Link(number[w.key], number[task.key], w.kind, w.lag) for task in tasks for w in task.after]
    try:
        Network([Activity(number[task.key], task.days) for task in tasks], links)
    except Cycle as ring:
        chain = " → ".join(tasks[at].key for at in ring.chain)
        return [f"Tasks wait for one another: {chain}."]
    return []


def _list(raw: Any, name: str, faults: list[str]) -> list[Any]:
    if isinstance(raw, list):
        return raw
    faults.append(f"“{name}” is not a list.")
    return []


def _text(raw: Any) -> str:
    return "" if raw is None else " ".join(str(raw).split())


def _whole(raw: Any, name: str, faults: list[str], *, least: int) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and least <= raw <= _MOST_DAYS:
        return raw
    faults.append(f"{name}: a whole number from {least} to {_MOST_DAYS} is missing.")
    return least


def _hours(raw: Any, place: str, faults: list[str]) -> Decimal | None:
    if raw is None:
        return None
    try:
        hours = Decimal(str(raw))
    except InvalidOperation:
        hours = Decimal(-1)
    if hours.is_finite() and 0 <= hours <= _MOST_HOURS:
        return hours
    faults.append(f"{place}: hours are not a number from 0.")
    return None
