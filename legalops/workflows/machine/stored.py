"""Between a stored version and a definition. Reading is lenient in form, `check` is strict in sense."""

from collections.abc import Mapping
from typing import Any, TypeVar

from legalops.workflows.machine.shapes import Action, Category, Definition, Guard, Reason, Stage, Transition

Part = TypeVar("Part", Guard, Action)


def read(stored: Mapping[str, Any]) -> Definition:
    """The definition of a stored version; unknown words fall back to the plainest."""
    return Definition(
        tuple(_stage(each) for each in stored.get("stages", ())),
        tuple(_transition(each) for each in stored.get("transitions", ())),
    )


def as_stored(definition: Definition) -> dict[str, Any]:
    """What a version keeps. `read` gives the same definition back."""
    return {
        "stages": [_stored_stage(each) for each in definition.stages],
        "transitions": [_stored_transition(each) for each in definition.transitions],
    }


def _stage(stored: Mapping[str, Any]) -> Stage:
    return Stage(
        code=str(stored.get("code", "")),
        name=str(stored.get("name", "")),
        category=_one_of(Category, stored.get("category"), Category.OPEN),
        checklist=_words(stored.get("checklist")),
        actions=_parts(Action, stored.get("actions")),
    )


def _transition(stored: Mapping[str, Any]) -> Transition:
    return Transition(
        code=str(stored.get("code", "")),
        label=str(stored.get("label", "")),
        source=str(stored.get("source", "")),
        target=str(stored.get("target", "")),
        who=_words(stored.get("who")),
        guards=_parts(Guard, stored.get("guards")),
        reason=_one_of(Reason, stored.get("reason"), Reason.NOT_ASKED),
        reasons=_words(stored.get("reasons")),
    )


def _stored_stage(stage: Stage) -> dict[str, Any]:
    return {
        "code": stage.code,
        "name": stage.name,
        "category": stage.category.value,
        "checklist": list(stage.checklist),
        "actions": _stored_parts(stage.actions),
    }


def _stored_transition(transition: Transition) -> dict[str, Any]:
    return {
        "code": transition.code,
        "label": transition.label,
        "source": transition.source,
        "target": transition.target,
        "who": list(transition.who),
        "guards": _stored_parts(transition.guards),
        "reason": transition.reason.value,
        "reasons": list(transition.reasons),
    }


def _parts(kind: type[Part], stored: Any) -> tuple[Part, ...]:
    rows = [each for each in stored or () if isinstance(each, Mapping)]
    return tuple(kind(str(each.get("kind", "")), dict(each.get("settings") or {})) for each in rows)


def _stored_parts(parts: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{"kind": each.kind, "settings": dict(each.settings)} for each in parts]


def _words(stored: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in stored or () if str(each).strip())


def _one_of(kind: type, value: Any, otherwise: Any) -> Any:
    return kind(value) if value in kind._value2member_map_ else otherwise
