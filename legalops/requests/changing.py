"""What can be changed of many requests: who works on them, and where they stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.lists.bulk.declaring import BulkRows, by_key
from legalops.lists.bulk.registry import Values
from legalops.requests.forms import AssignForm
from legalops.requests.models import Request
from legalops.requests.querysets import RequestQuerySet
from legalops.requests.services.assigning import assign_request
from legalops.requests.tables import QueueTable, url_of
from legalops.workflows.machine import read as read_definition
from legalops.workflows.models import WorkflowVersion
from legalops.workflows.services import move


def _rows(user: User) -> RequestQuerySet:
    return Request.objects.visible_to(user).select_related("assignee", "requester", "team")


REQUESTS = BulkRows(QueueTable.id, frozenset({can.REQUESTS_WORK}), _rows, url_of)


class AssigneeForm(AssignForm):
    """Who gets them: whoever asked cannot be given their own, which the preview says."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(Request(), data)


class MoveForm(forms.Form):
    """By which move, and why."""

    move = forms.ChoiceField(label=_("Move"))
    reason = forms.CharField(
        label=_("Reason or message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone who sees the request can read it, the requester too."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["move"].choices = _moves()


def _moves() -> list[tuple[str, str]]:
    """Moves of all published workflows of requests, by their words: they tell of no request."""
    found: dict[str, str] = {}
    for version in WorkflowVersion.objects.filter(workflow__record_type="request", state="published"):
        definition = read_definition(version.definition)
        ways = [way for stage in definition.stages for way in definition.leaving(stage.code)]
        found |= {way.code: str(way.label) for way in ways if way.code not in found}
    return [("", _t("Choose a move")), *sorted(found.items(), key=lambda pair: pair[1])]


def _assign(request: Request, values: Values, actor: User) -> None:
    assign_request(request, values["person"], reason=values["reason"], actor=actor)


def _assign_back(request: Request, memory: int | None, actor: User) -> None:
    assign_request(request, by_key(User)(memory), reason=_t("Undone"), actor=actor)


def _move(request: Request, values: Values, actor: User) -> None:
    move(request, values["move"], actor=actor, reason=values["reason"], seen_stage=request.stage)


CHANGES = (
    REQUESTS.change(
        "requests.assignee",
        _("Assignee"),
        form=lambda user, data: AssigneeForm(data),
        icon="user-check",
        order=10,
        read=lambda request, values: str(request.assignee or _t("Nobody")),
        holds=lambda request, values: request.assignee == values["person"],
        apply=_assign,
        remember=lambda request, values: request.assignee_id,
        restore=_assign_back,
    ),
    REQUESTS.change(
        "requests.stage",
        _("Move on, or end"),
        form=lambda user, data: MoveForm(data),
        icon="arrow-right",
        order=20,
        hint=_("As on a request's own page: only moves that its workflow allows you, with its reasons."),
        read=lambda request, values: request.stage_name,
        apply=_move,
    ),
)
