"""What the builder shows: rows, choices, diagram, faults, versions, and what live records would meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel import records
from legalops.workflows import registry
from legalops.workflows.admin.builder_rows import SPECIAL, encode
from legalops.workflows.enums import StageCategory
from legalops.workflows.machine import (
    ANY_OPEN,
    Action,
    Definition,
    Fault,
    Stage,
    Transition,
    check,
    differences,
    draw,
    read,
)
from legalops.workflows.models import Workflow
from legalops.workflows.selectors.foreseeing import foresight
from legalops.workflows.selectors.live import live_counts, try_on_live
from legalops.workflows.selectors.versions import draft_of, published_of
from legalops.workflows.selectors.vocabulary import vocabulary_of

_BLANK = 1


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with the choices of its boxes; each action with the page that shows what it does, if any."""

    stage: Stage
    actions: Sequence[tuple[str, str]]
    faults: Sequence[Fault]

    @property
    def checklist(self) -> str:
        """One a line."""
        return "\n".join(self.stage.checklist)


@dataclass(frozen=True, slots=True)
class WayRow:
    """A transition with what is ticked."""

    way: Transition
    guards: Sequence[str]
    fields: Sequence[str]
    conditions: str
    who: str
    faults: Sequence[Fault]

    @property
    def reasons(self) -> str:
        """One a line."""
        return "\n".join(self.way.reasons)


class BuilderPage:
    """The context of the builder, from a definition as typed or as stored."""

    def __init__(self, workflow: Workflow, definition: Definition) -> None:
        self.workflow, self.definition = workflow, definition
        self.vocabulary = vocabulary_of(workflow.record_type)
        self.faults = check(definition, self.vocabulary)

    def context(self, *, tried_by: Any = None) -> dict[str, Any]:
        """Everything the template needs; with `tried_by`, the dry run as this person may see it."""
        draft, published = draft_of(self.workflow), published_of(self.workflow)
        return {
            "workflow": self.workflow,
            "stages": [*map(self._stage_row, self.definition.stages), *[_blank_stage()] * _BLANK],
            "ways": [*map(self._way_row, self.definition.transitions), *[_blank_way()] * _BLANK],
            "categories": StageCategory.choices,
            "who": self.vocabulary.who.items(),
            "guards": [(code, kind.label) for code, kind in self._ticked_guards()],
            "fields": [(each.code, each.label) for each in self._fields()],
            "action_groups": self._action_groups(),
            "stage_choices": [(stage.code, stage.name) for stage in self.definition.stages],
            "any_open": ANY_OPEN,
            "drawing": draw(self.definition),
            "faults": self.faults,
            "draft": draft,
            "published": published,
            "changes": self._changes(published),
            "versions": self.workflow.versions.select_related("published_by", "changed_by"),
            "live": live_counts(self.workflow),
            "trial": try_on_live(self.workflow, self.definition) if tried_by else None,
            "foresight": foresight(self.workflow, self.definition, tried_by) if tried_by else None,
            "record_type": records.find(self.workflow.record_type),
        }

    def _changes(self, published: Any) -> list[str]:
        if published is None:
            return []
        return differences(read(published.definition), self.definition, self.vocabulary)

    def _ticked_guards(self) -> list[tuple[str, Any]]:
        return [(code, kind) for code, kind in self.vocabulary.guards.items() if code not in SPECIAL]

    def _fields(self) -> list[records.Field]:
        shipped = records.fields_of(self.workflow.record_type).values()
        return [each for each in shipped if each.code not in ("number", "stage", "stage_category")]

    def _action_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = []
        for code, kind in registry.actions(self.workflow.record_type).items():
            if not kind.setting:
                groups.append(("", [(f"{code}=", str(kind.label))]))
                continue
            choices = kind.choices(self.workflow.record_type) if kind.choices else ()
            options = [(f"{code}={value}", f"{kind.label}: {label}") for value, label in choices]
            groups.append((str(kind.label), options))
        return groups

    def _stage_row(self, stage: Stage) -> StageRow:
        faults = [fault for fault in self.faults if fault.stage == stage.code]
        return StageRow(stage, [*map(self._chosen, stage.actions), ("", "")], faults)

    def _chosen(self, action: Action) -> tuple[str, str]:
        kind = registry.actions(self.workflow.record_type).get(action.kind)
        shown = kind.shown_at(action.settings) if kind and kind.shown_at else ""
        return encode(action), shown

    def _way_row(self, way: Transition) -> WayRow:
        kinds = {guard.kind: guard for guard in way.guards}
        fields = kinds["required_fields"].settings.get("fields", ()) if "required_fields" in kinds else ()
        conditions = kinds.get("conditions")
        kind = self.vocabulary.guards.get("conditions")
        words = kind.say(conditions.settings) if conditions and kind else ""
        faults = [fault for fault in self.faults if fault.transition == way.code]
        ticked = [code for code in kinds if code not in SPECIAL]
        return WayRow(way, ticked, list(fields), words, self.vocabulary.people(way.who), faults)


def _blank_stage() -> StageRow:
    return StageRow(Stage("", ""), [("", "")], [])


def _blank_way() -> WayRow:
    return WayRow(Transition("", "", "", ""), [], [], "", _("Nobody yet"), [])
