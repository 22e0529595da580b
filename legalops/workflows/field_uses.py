"""Where workflows, routing rules and time targets name fields of records."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.uses import Use, codes_in, gathered
from legalops.workflows.enums import VersionState
from legalops.workflows.machine import Category
from legalops.workflows.models import RoutingRule, Run, SlaPolicy, WorkflowVersion

Named = Iterator[tuple[Iterable[str], Use]]


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("workflows", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    return gathered([*_in_workflows(record_type), *_in_routing(record_type), *_in_targets(record_type)])


def _versions(record_type: str) -> QuerySet[WorkflowVersion]:
    """Those that records start on or still run on, and drafts."""
    running = Run.objects.filter(record_type=record_type).exclude(category=Category.CLOSED)
    known = Q(state__in=[VersionState.DRAFT, VersionState.PUBLISHED]) | Q(pk__in=running.values("version"))
    return WorkflowVersion.objects.filter(known, workflow__record_type=record_type).select_related("workflow")


def _in_workflows(record_type: str) -> Named:
    for version in _versions(record_type):
        url = reverse("admin:workflows_workflow_change", args=[version.workflow_id])
        for transition in version.definition.get("transitions", ()):
            where = _("Workflow %(workflow)s: %(move)s") % {
                "workflow": version.workflow.name, "move": transition.get("label", ""),
            }  # fmt: skip
            yield _in_parts(transition.get("guards")), Use(where, url, blocks=True)
        for stage in version.definition.get("stages", ()):
            names = {"workflow": version.workflow.name, "stage": stage.get("name", "")}
            where = _("Workflow %(workflow)s: on entering %(stage)s") % names
            yield _in_parts(stage.get("actions")), Use(where, url, blocks=True)


def _in_parts(parts: Any) -> list[str]:
    """Fields that guards or actions name: in conditions, as fields to be filled in, or as the one field."""
    return [code for part in parts or () for code in _in_settings(part.get("settings") or {})]


def _in_settings(settings: Mapping[str, Any]) -> list[str]:
    fields = settings.get("fields")
    named = [str(each) for each in fields] if isinstance(fields, list) else []
    single = settings.get("field")
    return [*named, *([single] if isinstance(single, str) else []), *codes_in(settings.get("conditions"))]


def _in_routing(record_type: str) -> Named:
    for rule in RoutingRule.objects.filter(record_type=record_type):
        url = reverse("admin:workflows_routingrule_change", args=[rule.pk])
        yield codes_in(rule.conditions), Use(_("Routing rule “%s”") % rule, url, blocks=True)


def _in_targets(record_type: str) -> Named:
    for policy in SlaPolicy.objects.filter(record_type=record_type):
        url = reverse("admin:workflows_slapolicy_change", args=[policy.pk])
        yield codes_in(policy.conditions), Use(_("Time target “%s”") % policy, url, blocks=True)
