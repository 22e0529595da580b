"""Moving live records from the version they started on to the published one."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.jobs.models import Job
from legalops.kernel import clock, records
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.machine import Category, Definition, Stage, read
from legalops.workflows.models import Passage, Run, Workflow, WorkflowVersion
from legalops.workflows.registry import Entering
from legalops.workflows.selectors.live import try_on_live
from legalops.workflows.selectors.versions import published_of
from legalops.workflows.services import clocks


@transaction.atomic
def ask_migration(workflow: Workflow, mapping: Mapping[str, str], *, actor: User) -> Job:
    """Move every open record of the workflow to the published version, by a job.

    `mapping` leads stages the new version does not have to ones it has. Raises DomainError naming each
    stage that leads nowhere.
    """
    version = published_of(workflow)
    if version is None:
        raise DomainError("workflow.not_published", _("Publish the workflow first."))
    trial = try_on_live(workflow, read(version.definition), mapping)
    stuck = [row.name for row in trial.rows if not row.fits]
    if stuck:
        message = _("Choose where the records in these stages go: %s.") % ", ".join(dict.fromkeys(stuck))
        raise DomainError("workflow.unmapped", message)
    after = {"version": version.number, "records": trial.total, "mapping": dict(mapping)}
    event = note(workflow, "workflows.version.migration_asked", actor=actor, after=after)
    return jobs.enqueue(
        "workflows.migrate",
        key=f"{version.pk}:{event.pk}",
        actor=actor,
        version_id=version.pk,
        mapping=";".join(f"{old}>{new}" for old, new in mapping.items()),
    )


def runs_to_migrate(version: WorkflowVersion, most: int) -> list[int]:
    """Open records of the workflow that are on another version, oldest first."""
    rows = Run.objects.filter(version__workflow=version.workflow).exclude(version=version)
    return list(rows.exclude(category=Category.CLOSED).order_by("pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def migrate_run(run_id: int, version: WorkflowVersion, mapping: Mapping[str, str], *, actor: User) -> bool:
    """Put one record on the version; whether it was not there already. A stage that changes is a passage."""
    run = Run.objects.select_for_update(of=("self",)).select_related("version").get(pk=run_id)
    if run.version_id == version.pk or run.category == Category.CLOSED:
        return False
    record = records.find(run.record_type).rows().filter(pk=run.record_id).first()
    definition = read(version.definition)
    stage = definition.stage(mapping.get(run.stage, run.stage))
    if record is None or stage is None:
        return False
    old_version, old_code, old_name = run.version, run.stage, run.stage_name
    run.version, run.stage, run.stage_name, run.category = version, stage.code, stage.name, stage.category
    fields = ["version", "stage", "stage_name", "category"]
    if stage.code != old_code:
        previous = read(old_version.definition).stage(old_code)
        _pass_over(record, run, previous, stage, definition, actor)
        fields += ["visit", "entered_at", "closed_at"]
    run.save(update_fields=fields)
    note(
        record,
        "workflows.record.migrated",
        actor=actor,
        before={"version": old_version.number, "stage": old_name},
        after={"version": version.number, "stage": stage.name},
    )
    return True


def _pass_over(
    record: object, run: Run, previous: Stage | None, stage: Stage, definition: Definition, actor: User
) -> None:
    now, reason = clock.now(), _("The workflow has a new version.")
    Passage.objects.create(
        run=run, version=run.version, label=_("New version"), actor=actor, reason=reason, occurred_at=now,
        from_stage=previous.code if previous else "", from_name=previous.name if previous else "",
        to_stage=stage.code, to_name=stage.name, spent=now - run.entered_at,
    )  # fmt: skip
    run.visit, run.entered_at, run.closed_at = run.visit + 1, now, now if stage.is_closed else None
    position = definition.stages.index(stage) + 1
    entering = Entering(stage, previous, position, reason, now, definition)
    registry.host_of(run.record_type).enter(record, entering, actor=actor)
    clocks.after_entering(record, run, stage, previous, actor=actor)
