"""What entering each stage would do to a real record: for dry runs, nothing is changed."""

from dataclasses import dataclass
from typing import Any

from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.machine import Category, Definition, Stage
from legalops.workflows.models import Run, Workflow

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An action on entering a stage, and what it would do to the record, or why it could not."""

    stage: str
    what: str
    words: str
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Foresight:
    """The record that the actions were tried on, in words; empty for none."""

    record: str
    rows: list[Foreseen]


def foresight(workflow: Workflow, definition: Definition, person: Any) -> Foresight | None:
    """On the newest open record of the workflow that the person sees, or on none; None without words."""
    record = newest_seen(workflow, person)
    rows = [row for stage in definition.stages for row in _of_stage(stage, record, workflow.record_type)]
    title = records.find(workflow.record_type).title(record) if record is not None else ""
    return Foresight(title, rows) if rows else None


def newest_seen(workflow: Workflow, person: Any) -> Any:
    """The newest open record on the workflow among those that the person sees, or None."""
    runs = Run.objects.filter(version__workflow=workflow).exclude(category=Category.CLOSED)
    ids = list(runs.order_by("-pk").values_list("record_id", flat=True)[:_LOOKED_AT])
    seen = records.find(workflow.record_type).rows().visible_to(person)
    return seen.filter(pk__in=ids).order_by("-pk").first()


def _of_stage(stage: Stage, record: Any, record_type: str) -> list[Foreseen]:
    known, rows = registry.actions(record_type), []
    for action in stage.actions:
        kind = known.get(action.kind)
        if kind is None or kind.foresee is None:
            continue
        try:
            rows.append(Foreseen(stage.name, str(kind.label), kind.foresee(record, action.settings)))
        except DomainError as error:
            rows.append(Foreseen(stage.name, str(kind.label), error.message, fails=True))
    return rows
