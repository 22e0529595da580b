"""Custom fields that a record needs from a stage on: asked before every move, whatever its guards."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.fields.catalogue import catalogue
from legalops.fields.judging import missing_from_stage
from legalops.workflows.machine import Definition, Stage


def still_missing(record: Any, record_type: str, definition: Definition, target: Stage) -> str:
    """What has to be filled in before the record may enter the stage; empty where nothing is missing.

    A field required from a stage on is required in that stage and in those after it in the workflow.
    """
    wanted = [each for each in catalogue().live(record_type) if each.required_from]
    if not wanted or target not in definition.stages:
        return ""
    passed = {stage.code for stage in definition.stages[: definition.stages.index(target) + 1]}
    missing = missing_from_stage(record, wanted, passed)
    labels = ", ".join(each.label for each in missing)
    return _("Fill in first, under Details: %s.") % labels if missing else ""
