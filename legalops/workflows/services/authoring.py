"""Writing workflows: drafts, publishing, going back, copying. A published version never changes."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock, records
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.enums import VersionState
from legalops.workflows.machine import Definition, FaultyWorkflow, as_stored, check, differences, read
from legalops.workflows.models import Workflow, WorkflowVersion
from legalops.workflows.selectors.vocabulary import vocabulary_of


@transaction.atomic
def make_workflow(
    *, name: str, record_type: str, sub_type: str = "", definition: Definition, actor: User
) -> Workflow:
    """A new workflow with its first draft. Raises DomainError when these records have one already."""
    registry.host_of(record_type)
    taken = Workflow.objects.filter(record_type=record_type, sub_type=sub_type).first()
    if taken is not None:
        message = _("“%s” serves these records already. Change that one, or choose another type.") % taken
        raise DomainError("workflow.taken", message, field="sub_type")
    workflow = Workflow.objects.create(
        code=_free_code(name), name=name.strip(), record_type=record_type, sub_type=sub_type
    )
    note(workflow, "workflows.workflow.made", actor=actor, after={"name": name, "for": record_type})
    save_draft(workflow, definition, actor=actor)
    return workflow


@transaction.atomic
def install_workflow(*, name: str, record_type: str, definition: Definition) -> bool:
    """Publish a shipped workflow for all records of a type, where there is none; whether it was made.

    As with all that comes with the schema, nobody did it and the ledger keeps no event of it.
    """
    if Workflow.objects.filter(record_type=record_type, sub_type="").exists():
        return False
    workflow, now = (
        Workflow.objects.create(code=_free_code(name), name=name, record_type=record_type),
        clock.now(),
    )
    WorkflowVersion.objects.create(
        workflow=workflow,
        number=1,
        state=VersionState.PUBLISHED,
        definition=as_stored(definition),
        changed_at=now,
        published_at=now,
    )
    return True


@transaction.atomic
def save_draft(workflow: Workflow, definition: Definition, *, actor: User) -> WorkflowVersion:
    """Keep a draft as it is, faults and all; the published version stays what it was."""
    _lock(workflow)
    stored = as_stored(definition)
    draft = workflow.versions.filter(state=VersionState.DRAFT).first()
    if draft is not None and draft.definition == stored:
        return draft
    draft = draft or WorkflowVersion(workflow=workflow, number=_next_number(workflow))
    draft.definition, draft.changed_at, draft.changed_by = stored, clock.now(), actor
    draft.save()
    after = {"version": draft.number, "definition": stored}
    note(workflow, "workflows.draft.saved", actor=actor, after=after)
    return draft


@transaction.atomic
def drop_draft(workflow: Workflow, *, actor: User) -> None:
    """Forget the draft; it stays in the ledger."""
    _lock(workflow)
    gone, _rows = workflow.versions.filter(state=VersionState.DRAFT, runs=None).delete()
    if gone:
        note(workflow, "workflows.draft.dropped", actor=actor)


@transaction.atomic
def publish(workflow: Workflow, *, actor: User) -> WorkflowVersion:
    """Make the draft the version that new records start on; live ones stay on theirs.

    Raises FaultyWorkflow with every fault, DomainError when there is no draft.
    """
    _lock(workflow)
    draft = workflow.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        raise DomainError("workflow.no_draft", _("There is no draft to publish. Change something first."))
    definition, vocabulary = read(draft.definition), vocabulary_of(workflow.record_type)
    if faults := check(definition, vocabulary):
        raise FaultyWorkflow(faults)
    before = workflow.versions.filter(state=VersionState.PUBLISHED).first()
    workflow.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.RETIRED)
    draft.state, draft.published_at, draft.published_by = VersionState.PUBLISHED, clock.now(), actor
    draft.save(update_fields=["state", "published_at", "published_by"])
    registry.host_of(workflow.record_type).published(definition)
    changed = differences(read(before.definition), definition, vocabulary) if before else []
    after = {"version": draft.number, "changes": changed}
    note(workflow, "workflows.version.published", actor=actor, after=after)
    return draft


@transaction.atomic
def restore(version: WorkflowVersion, *, actor: User) -> WorkflowVersion:
    """Bring an earlier version back as the draft, to be looked at and published."""
    draft = save_draft(version.workflow, read(version.definition), actor=actor)
    after = {"version": version.number, "draft": draft.number}
    note(version.workflow, "workflows.version.restored", actor=actor, after=after)
    return draft


def copy_workflow(workflow: Workflow, *, name: str, sub_type: str, actor: User) -> Workflow:
    """A workflow of its own for another sub-type, beginning as this one is now."""
    latest = workflow.versions.exclude(state=VersionState.RETIRED).order_by("-number").first()
    definition = read(latest.definition) if latest else Definition()
    return make_workflow(
        name=name, record_type=workflow.record_type, sub_type=sub_type, definition=definition, actor=actor
    )


def _lock(workflow: Workflow) -> None:
    Workflow.objects.select_for_update(of=("self",)).get(pk=workflow.pk)


def _next_number(workflow: Workflow) -> int:
    highest: Any = workflow.versions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _free_code(name: str) -> str:
    begin = slugify(name)[:40] or "workflow"
    taken = set(Workflow.objects.filter(code__startswith=begin).values_list("code", flat=True))
    numbers = (f"{begin}-{number}" for number in range(2, 10_000))
    return begin if begin not in taken else next(code for code in numbers if code not in taken)


def record_types(*, assignable: bool = False) -> list[tuple[str, str]]:
    """Code and name of the record types that run through workflows; only those given to people, if asked."""
    hosts = registry.hosts()
    known = [code for code in sorted(hosts) if not assignable or hosts[code].assign is not None]
    return [(code, str(records.find(code).label)) for code in known]
