"""Putting records that came before their workflow on it, all at once."""

from legalops.kernel import records
from legalops.workflows import registry
from legalops.workflows.machine import Stage, read
from legalops.workflows.models import Run
from legalops.workflows.selectors.runs import begun_run
from legalops.workflows.selectors.versions import published_for, sub_type_of

_BATCH = 2000


def adopt_all(record_type: str) -> int:
    """Make a run for every record without one, in the stage it is in; how many were made.

    Those that are made later without their service get theirs with their first move.
    """
    kind, made, batch = records.find(record_type), 0, []
    known = Run.objects.filter(record_type=record_type).values("record_id")
    for record in kind.rows().exclude(pk__in=known).order_by("pk").iterator(_BATCH):
        batch.append(record)
        if len(batch) == _BATCH:
            made += _adopt(record_type, batch)
            batch = []
    return made + _adopt(record_type, batch)


def _adopt(record_type: str, batch: list) -> int:
    host, versions, runs = registry.host_of(record_type), {}, []
    for record in batch:
        sub_type = sub_type_of(record)
        if sub_type not in versions:
            version = published_for(record_type, sub_type)
            versions[sub_type] = version, read(version.definition)
        version, definition = versions[sub_type]
        code = host.stage_of(record)
        stage = definition.stage(code) or Stage(code, code)
        runs.append(begun_run(record, record_type, version, stage))
    return len(Run.objects.bulk_create(runs, ignore_conflicts=True))
