"""What a version would mean for the records that run now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from legalops.kernel import records
from legalops.workflows.machine import Category, Definition, Transition
from legalops.workflows.models import Run, Workflow, WorkflowVersion
from legalops.workflows.registry import guards

_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class StageRow:
    """Live records in one stage of one version, and where they would be in the other definition."""

    version: WorkflowVersion
    stage: str
    name: str
    records: int
    target: str
    target_name: str
    blocked: dict[str, int]

    @property
    def fits(self) -> bool:
        """Whether the other definition has a stage for them."""
        return bool(self.target)


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run: nothing was changed. `looked_at` of `total` records were held against the guards."""

    rows: list[StageRow]
    total: int
    looked_at: int

    @property
    def stuck(self) -> int:
        """Records whose stage the other definition does not have."""
        return sum(row.records for row in self.rows if not row.fits)

    @property
    def fitting(self) -> int:
        """Records whose stage it has."""
        return self.total - self.stuck


def live_counts(workflow: Workflow) -> list[tuple[WorkflowVersion, str, str, int]]:
    """Records that are not closed, by version and stage."""
    rows = (
        Run.objects.filter(version__workflow=workflow)
        .exclude(category=Category.CLOSED)
        .values("version_id", "stage", "stage_name")
        .annotate(number=Count("pk"))
        .order_by("version__number", "stage")
    )
    versions = {version.pk: version for version in workflow.versions.all()}
    return [(versions[r["version_id"]], r["stage"], r["stage_name"], r["number"]) for r in rows]


def try_on_live(
    workflow: Workflow, definition: Definition, mapping: Mapping[str, str] | None = None
) -> Trial:
    """Hold a definition against the records that are open now. `mapping` leads old stage codes to new ones.

    Of each stage up to 200 records are held against what a transition asks of fields, so that it is seen
    where records would be stuck for want of something.
    """
    mapping, rows, looked_at = mapping or {}, [], 0
    for version, stage, name, number in live_counts(workflow):
        target = definition.stage(mapping.get(stage, stage))
        blocked: Counter[str] = Counter()
        if target is not None:
            sample = _sample(workflow.record_type, version, stage)
            looked_at += len(sample)
            blocked = _blocked(definition.leaving(target.code), sample, workflow.record_type)
        rows.append(
            StageRow(
                version, stage, name, number,
                target.code if target else "", target.name if target else "", dict(blocked),
            )
        )  # fmt: skip
    return Trial(rows, sum(row.records for row in rows), looked_at)


def _sample(record_type: str, version: WorkflowVersion, stage: str) -> list:
    ids = Run.objects.filter(version=version, stage=stage).order_by("-pk").values_list("record_id", flat=True)
    return list(records.find(record_type).rows().filter(pk__in=list(ids[:_SAMPLE])))


def _blocked(ways: list[Transition], sample: list, record_type: str) -> Counter[str]:
    """How many records every way out asks something of that they do not have."""
    fields, kinds, found = records.fields_of(record_type), guards(record_type), Counter()
    for record in sample:
        facts = records.facts_of(record)
        missing = [_missing(way, facts) for way in ways]
        if missing and all(missing):
            labels = sorted({str(fields[code].label) for each in missing for code in each if code in fields})
            found[_("needs %s first") % ", ".join(labels)] += 1
    return found if kinds else Counter()


def _missing(way: Transition, facts: Mapping[str, object]) -> list[str]:
    wanted = [
        code for guard in way.guards if guard.kind == "required_fields" for code in guard.settings["fields"]
    ]
    return [code for code in wanted if facts.get(code) in (None, "", [], ())]
