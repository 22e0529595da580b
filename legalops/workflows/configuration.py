"""Workflows as a section of the configuration's files: what is published is exported, and applied it is
published.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.sections import Item, Section
from legalops.workflows.machine import as_stored, read
from legalops.workflows.models import Workflow
from legalops.workflows.selectors.versions import published_of
from legalops.workflows.services.authoring import make_workflow, publish, save_draft

_FIELDS = ("name", "record_type", "sub_type", "stages", "transitions")


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(Section("workflows", _("Workflows"), "code", _FIELDS, export, save, order=80))


def export() -> list[Item]:
    """Every workflow that has a published version."""
    items = []
    for workflow in Workflow.objects.order_by("code"):
        version = published_of(workflow)
        if version is not None:
            items.append(_item(workflow) | as_stored(read(version.definition)))
    return items


@transaction.atomic
def save(code: str, item: Item, actor: User) -> None:
    """Make or change the workflow and publish it. Raises FaultyWorkflow for one that cannot be used."""
    workflow = Workflow.objects.select_for_update().filter(code=code).first()
    if workflow is None:
        workflow = make_workflow(
            name=item.get("name", code),
            record_type=item.get("record_type", ""),
            sub_type=item.get("sub_type", ""),
            definition=read(item),
            actor=actor,
        )
        Workflow.objects.filter(pk=workflow.pk).update(code=code)
    else:
        version = published_of(workflow)
        stored = as_stored(read((version.definition if version else {}) | item))
        if version is not None and version.definition == stored:
            return
        save_draft(workflow, read(stored), actor=actor)
    publish(workflow, actor=actor)


def _item(workflow: Workflow) -> Item:
    return {
        "code": workflow.code,
        "name": workflow.name,
        "record_type": workflow.record_type,
        "sub_type": workflow.sub_type,
    }
