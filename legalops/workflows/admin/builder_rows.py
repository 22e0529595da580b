"""Between the builder's rows and a definition: names become codes, what a row does not show is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from legalops.workflows.machine import (
    ANY_OPEN,
    Action,
    Category,
    Definition,
    Guard,
    Reason,
    Stage,
    Transition,
)
from legalops.workflows.registry import setting_names

# Guards with pages or boxes of their own; the others are ticked.
SPECIAL = ("required_fields", "conditions")


@dataclass(frozen=True, slots=True)
class Posted:
    """The rows of one kind as the browser sent them."""

    data: Any
    prefix: str

    @property
    def numbers(self) -> list[int]:
        """Row numbers in their order on the page."""
        pattern = re.compile(rf"{self.prefix}-(\d{{1,4}})-code")
        return [int(found.group(1)) for key in self.data if (found := pattern.fullmatch(key))]

    def one(self, number: int, name: str) -> str:
        """A single value, trimmed."""
        return str(self.data.get(f"{self.prefix}-{number}-{name}", "")).strip()

    def many(self, number: int, name: str) -> tuple[str, ...]:
        """Ticked values."""
        return tuple(value for value in self.data.getlist(f"{self.prefix}-{number}-{name}") if value)

    def lines(self, number: int, name: str) -> tuple[str, ...]:
        """One value a line."""
        return tuple(line.strip() for line in self.one(number, name).splitlines() if line.strip())


def definition_from(data: Any, before: Definition) -> Definition:
    """The definition that the posted rows say; `before` is what the page was made from."""
    stages = _stages(Posted(data, "stage"))
    by_name = {stage.name.casefold(): stage.code for stage in stages}
    codes = {stage.code for stage in stages} | {ANY_OPEN}

    def code_of(typed: str) -> str:
        return typed if typed in codes else by_name.get(typed.casefold(), typed)

    return Definition(tuple(stages), tuple(_transitions(Posted(data, "way"), before, code_of)))


def encode(action: Action) -> str:
    """An action as the value of an option: "apply_tasks=nda"."""
    return f"{action.kind}={next(iter(action.settings.values()), '')}"


def decode(value: str, settings: Mapping[str, str]) -> Action:
    """An action from the value of an option; `settings` names the setting of each kind."""
    kind, _equals, given = value.partition("=")
    name = settings.get(kind, "")
    return Action(kind, {name: given} if name else {})


def _stages(rows: Posted) -> list[Stage]:
    settings, made, used = setting_names(), [], set()
    for number in rows.numbers:
        name = rows.one(number, "name")
        if rows.one(number, "gone") or not (name or rows.one(number, "code")):
            continue
        code = rows.one(number, "code") or _free(name, used)
        used.add(code)
        made.append(
            Stage(
                code=code,
                name=name,
                category=_one_of(Category, rows.one(number, "category"), Category.OPEN),
                checklist=rows.lines(number, "checklist"),
                actions=tuple(decode(value, settings) for value in rows.many(number, "action")),
            )
        )
    return made


def _transitions(rows: Posted, before: Definition, code_of: Any) -> list[Transition]:
    made, used, known = [], set(), {each.code for each in before.transitions}
    for number in rows.numbers:
        label, source, target = (rows.one(number, name) for name in ("label", "source", "target"))
        if rows.one(number, "gone") or not (label or source or target):
            continue
        code = rows.one(number, "code") or _free(f"{label} {source}", used | known)
        used.add(code)
        made.append(
            Transition(
                code=code,
                label=label,
                source=code_of(source),
                target=code_of(target),
                who=rows.many(number, "who"),
                guards=_guards(rows, number, before.transition(code)),
                reason=_one_of(Reason, rows.one(number, "reason"), Reason.NOT_ASKED),
                reasons=rows.lines(number, "reasons"),
            )
        )
    return made


def _guards(rows: Posted, number: int, before: Transition | None) -> tuple[Guard, ...]:
    kept = {guard.kind: guard for guard in (before.guards if before else ())}
    guards = [kept.get(kind) or Guard(kind) for kind in rows.many(number, "guard")]
    fields = rows.many(number, "field")
    if fields:
        guards.append(Guard("required_fields", {"fields": list(fields)}))
    if "conditions" in kept:
        guards.append(kept["conditions"])
    return tuple(guards)


def _free(words: str, taken: set[str]) -> str:
    begin = slugify(words)[:26] or "step"
    numbers = (f"{begin}-{number}" for number in range(2, 10_000))
    return begin if begin not in taken else next(code for code in numbers if code not in taken)


def _one_of(kind: Any, value: str, otherwise: Any) -> Any:
    return kind(value) if value in kind._value2member_map_ else otherwise
