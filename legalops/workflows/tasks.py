"""Doorways of the background work of workflows."""

from datetime import timedelta

from legalops.accounts.system import system_actor
from legalops.jobs.context import JobContext
from legalops.jobs.registry import handler, periodic
from legalops.workflows.models import WorkflowVersion
from legalops.workflows.services.clocks import note_times, runs_to_note
from legalops.workflows.services.migrating import migrate_run, runs_to_migrate

_BATCH = 200


@periodic("workflows.clocks", every=timedelta(minutes=1))
def note_clocks(job: JobContext) -> dict[str, int]:
    """Note and escalate what became at risk or broken; each once, however often this runs."""
    runs, actor = runs_to_note(), system_actor("sla-clock")
    for place, run_id in enumerate(runs, 1):
        note_times(run_id, actor=actor)
        job.progress(place, len(runs))
    return {"records": len(runs)}


@handler("workflows.migrate")
def migrate(job: JobContext, version_id: int, mapping: str) -> dict[str, int]:
    """Move live records to a version in batches; run again, it goes on where it was."""
    version = WorkflowVersion.objects.select_related("workflow").get(pk=version_id)
    stages = dict(pair.split(">", 1) for pair in mapping.split(";") if pair)
    actor, moved, seen = job.actor or system_actor("sla-clock"), 0, set()
    while batch := [pk for pk in runs_to_migrate(version, _BATCH + len(seen)) if pk not in seen]:
        for run_id in batch:
            moved += migrate_run(run_id, version, stages, actor=actor)
            seen.add(run_id)
        job.progress(len(seen), 0)
    return {"moved": moved, "left": len(seen) - moved}
