"""Which version a record runs on."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows.enums import VersionState
from legalops.workflows.models import Workflow, WorkflowVersion


def published_for(record_type: str, sub_type: str) -> WorkflowVersion:
    """The published version for a new record: its sub-type's own workflow, else that of all.

    Raises DomainError "workflow.missing" naming what to publish.
    """
    rows = WorkflowVersion.objects.filter(
        state=VersionState.PUBLISHED,
        workflow__record_type=record_type,
        workflow__sub_type__in={sub_type, ""},
    )
    found = rows.select_related("workflow").order_by("-workflow__sub_type").first()
    if found is None:
        label = records.find(record_type).label
        message = _(
            "No workflow is published for “%(type)s”%(only)s. An administrator publishes one under Workflows."
        )
        only = f" ({sub_type})" if sub_type else ""
        raise DomainError("workflow.missing", message % {"type": label, "only": only})
    return found


def sub_type_of(record: Any) -> str:
    """The record's sub-type as workflows name it; empty for types without."""
    kind = records.type_of(record)
    if not kind.sub_type:
        return ""
    return str(records.facts_of(record, [kind.sub_type]).get(kind.sub_type) or "")


def sub_types_of(record_type: str) -> list[tuple[str, str]]:
    """Code and name of the sub-types a workflow may be limited to."""
    kind = records.find(record_type)
    field = records.fields_of(record_type).get(kind.sub_type)
    return [(str(code), str(name)) for code, name in field.choices()] if field and field.choices else []


def draft_of(workflow: Workflow) -> WorkflowVersion | None:
    """The version being written."""
    return workflow.versions.filter(state=VersionState.DRAFT).first()


def published_of(workflow: Workflow) -> WorkflowVersion | None:
    """The version new records start on."""
    return workflow.versions.filter(state=VersionState.PUBLISHED).first()
