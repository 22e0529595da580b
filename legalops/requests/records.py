"""Requests as a record type, and how they run through workflows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of, has_capability
from legalops.accounts.models import User
from legalops.fields import registry as fields
from legalops.files import registry as files
from legalops.files.registry import Holder, Sight
from legalops.kernel import records
from legalops.kernel.records import Choices, Field, FieldKind, RecordType
from legalops.requests.models import Request, RequestType
from legalops.requests.selectors.audience import seen_by
from legalops.requests.services.workflow import assign, enter, lock, may_be_given, set_due
from legalops.workflows import registry
from legalops.workflows.enums import StageCategory
from legalops.workflows.registry import Host, Relation


def register() -> None:
    """Called once, when the app is ready."""
    records.register(
        RecordType(
            "request", _("Request"), _("Requests"), Request, _fields(), address,
            sub_type="type", title=lambda request: f"{request.number} {request.title}",
        )
    )  # fmt: skip
    files.register(
        Holder(
            "request",
            sight=file_sight,
            lock=lock,
            may_add=_may_add_files,
            may_change=lambda user, _request: has_capability(user, can.REQUESTS_WORK),
            address=lambda request: f"{address(request)}#files",
            shares=True,
        )
    )
    registry.register_host(
        Host(
            "request",
            lock=lock,
            stage_of=lambda request: request.stage,
            enter=enter,
            seen_by=seen_by,
            relations={
                "requester": Relation(_("The requester"), lambda request: [request.requester]),
                "assignee": Relation(_("Whoever has it"), _assignee),
                "team": Relation(_("Its team"), _team),
            },
            assign=assign,
            assignee_of=lambda request: request.assignee,
            load_of=_load_of,
            may_be_given=may_be_given,
            set_due=set_due,
        )
    )
    fields.register(
        fields.Host(
            "request",
            lock=lock,
            may_edit=lambda user, _request: has_capability(user, can.REQUESTS_WORK),
            is_outsider=_only_asks,
            live=lambda rows: rows.open(),
            told_outside=True,
        )
    )


def _only_asks(user: User) -> bool:
    """Requesters, and everyone else who neither works on requests nor looks after them."""
    return capabilities_of(user).isdisjoint({can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL})


def address(request: Request) -> str:
    """Where a request is shown."""
    return reverse("requests:request", args=[request.number])


def file_sight(user: User) -> Sight:
    """Who works on requests sees all their files; who asks, those shared with them and their own."""
    granted = capabilities_of(user)
    if granted & {can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL}:
        return Sight.ALL
    return Sight.SHARED if can.REQUESTS_MAKE in granted else Sight.NONE


def _may_add_files(user: User, request: Request) -> bool:
    """Who works on it, at any time; whoever asked, until it has ended."""
    if has_capability(user, can.REQUESTS_WORK):
        return True
    return request.requester_id == user.pk and request.category != StageCategory.CLOSED


def request_types() -> Choices:
    """Code and name of every request type."""
    return list(RequestType.objects.values_list("code", "name"))


def _fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("number", _("Number"), lookup="number"),
        Field("title", _("Title"), lookup="title"),
        Field("type", _("Request type"), kind.CHOICE, "request_type__code", choices=request_types),
        Field("description", _("What is needed"), lookup="description"),
        Field("requester", _("Requester"), kind.PERSON, "requester_id"),
        Field("assignee", _("Assignee"), kind.PERSON, "assignee_id"),
        Field("team", _("Team"), kind.TEAM, "team_id"),
        Field("needed_by", _("Needed by"), kind.DATE, "needed_by"),
        Field("due_on", _("Due"), kind.DATE, "due_on"),
        Field("restricted", _("Restricted"), kind.BOOLEAN, "restricted"),
        Field("stage", _("Stage"), lookup="stage"),
        Field("stage_category", _("Stage category"), kind.CHOICE, "category", choices=_categories),
        Field("made_at", _("Asked"), kind.MOMENT, "made_at"),
    )


def _categories() -> Choices:
    return [(each.value, str(each.label)) for each in StageCategory]


def _assignee(request: Request) -> list[User]:
    return [request.assignee] if request.assignee else []


def _team(request: Request) -> Iterable[User]:
    return request.team.members.all() if request.team else []


def _load_of(people: Iterable[int]) -> Mapping[int, int]:
    rows: Any = Request.objects.open().filter(assignee__in=list(people)).values_list("assignee")
    return dict(rows.annotate(number=Count("pk")))
