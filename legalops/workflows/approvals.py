"""Approvals in workflows: a guard that waits for one, an entry action that asks for one, and absence."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.approvals import registry as approvals
from legalops.approvals.enums import RequestState
from legalops.approvals.models import Absence, Request
from legalops.approvals.selectors import latest_request, pending_names
from legalops.approvals.services import request_approval
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.models import Run
from legalops.workflows.registry import ActionKind, GuardKind, Situation

ASK = "ask_approval"
Settings = Mapping[str, Any]


def register() -> None:
    """Called once, when the app is ready."""
    registry.register_guard(GuardKind("approved", gettext_lazy("Approval given"), _not_approved, _no_subject))
    registry.register_action(ActionKind(ASK, gettext_lazy("Ask for approval by the policy that fits"), _ask))
    registry.register_absence(_absent)


def _not_approved(situation: Situation, settings: Settings) -> str:
    request = latest_request(situation.record)
    if request is None or _is_of_an_earlier_stage(request, situation):
        return _("Nobody has been asked for the approval yet.")
    if request.state == RequestState.APPROVED:
        return ""
    if request.is_live:
        return _("Waits for the approval of %s.") % pending_names(request)
    return _("The last request for approval is %s.") % request.get_state_display().lower()


def _is_of_an_earlier_stage(request: Request, situation: Situation) -> bool:
    """A stage that asks for an approval of its own does not let an earlier one pass for it."""
    asks = any(action.kind == ASK for action in situation.stage.actions)
    return asks and request.asked_at < situation.run.entered_at


def _no_subject(settings: Settings, record_type: str) -> list[str]:
    try:
        approvals.find(record_type)
    except DomainError:
        return [_("records of this type cannot be sent for approval.")]
    return []


def _ask(record: Any, run: Run, settings: Settings, actor: User) -> str:
    latest = latest_request(record)
    if latest is not None and latest.is_live:
        return _("Its approval is asked for already.")
    request = request_approval(record, actor=actor)
    return _("Asked for approval: %s.") % pending_names(request)


def _absent(people: Iterable[int], on: date) -> Mapping[int, str]:
    """Who is away that day, with the reason they gave."""
    rows = Absence.objects.filter(person__in=list(people), starts__lte=on, ended_at=None)
    away = rows.exclude(until__lt=on).values_list("person", "reason")
    return {person: reason or str(_("away")) for person, reason in away}
