"""Templates written and published by those who keep them; plans keep the version they began from."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from matters.enums import TemplateState
from matters.models import PlanTemplate, PlanTemplateVersion
from matters.plan.templates import TemplateFaults, read_template


def require_keeper(actor: User) -> None:
    """Raises NotAllowed for who does not keep templates."""
    if not actor.is_system and not has_capability(actor, can.MATTERS_PLAN_TEMPLATES):
        raise NotAllowed("plan_template.not_yours", _("Templates are kept by legal operations."))


def checked(document: Any) -> None:
    """Raises DomainError (field "document") with every fault of a document."""
    try:
        read_template(document)
    except TemplateFaults as faults:
        raise DomainError("plan_template.faulty", " ".join(faults.faults), field="document") from None


@transaction.atomic
def save_draft(template: PlanTemplate, document: Any, *, actor: User) -> PlanTemplateVersion:
    """Write the draft of the next version. Raises NotAllowed, DomainError with every fault."""
    require_keeper(actor)
    checked(document)
    PlanTemplate.objects.select_for_update().get(pk=template.pk)
    draft = template.versions.filter(state=TemplateState.DRAFT).first()
    if draft is None:
        last = template.versions.order_by("-number").values_list("number", flat=True).first() or 0
        draft = PlanTemplateVersion(template=template, number=last + 1)
    draft.document = document
    draft.save()
    record(template, "matters.plan_template.drafted", actor=actor, after={"version": draft.number})
    return draft


@transaction.atomic
def publish_template(template: PlanTemplate, *, actor: User) -> PlanTemplateVersion:
    """Publish the draft; what was published stays as an earlier version. Raises NotAllowed, DomainError."""
    require_keeper(actor)
    PlanTemplate.objects.select_for_update().get(pk=template.pk)
    draft = template.versions.filter(state=TemplateState.DRAFT).first()
    if draft is None:
        raise DomainError("plan_template.no_draft", _("There is no draft to publish."))
    checked(draft.document)
    template.versions.filter(state=TemplateState.PUBLISHED).update(state=TemplateState.RETIRED)
    draft.state, draft.published_at, draft.published_by = TemplateState.PUBLISHED, clock.now(), actor
    draft.save()
    record(template, "matters.plan_template.published", actor=actor, after={"version": draft.number})
    return draft
