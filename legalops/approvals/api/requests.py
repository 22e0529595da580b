"""Endpoints of requests for approval: the inbox, and what is done with a request."""

from typing import Any

import django_filters
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from legalops.api.filters import MomentFilter
from legalops.api.permissions import InDepartment
from legalops.api.shapes import Nothing, OptionalReason, ReasonGiven
from legalops.api.viewsets import RecordViews
from legalops.approvals import services
from legalops.approvals.api import shapes
from legalops.approvals.enums import RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.selectors.inbox import inbox_of
from legalops.approvals.selectors.requests import with_steps


class ApprovalFilter(django_filters.FilterSet):
    """What a list of requests for approval may be narrowed by."""

    waiting = django_filters.BooleanFilter(method="mine_now", help_text="Those that wait for the caller")
    record_type = django_filters.CharFilter()
    record_id = django_filters.NumberFilter(max_value=2**63 - 1, min_value=0)
    state = django_filters.MultipleChoiceFilter(choices=RequestState.choices)
    asked_by = django_filters.CharFilter("asked_by__email", "iexact")
    decided_by = django_filters.CharFilter(method="decided", help_text="E-mail address of who decided in it")
    asked_after = MomentFilter("asked_at", "gte")
    asked_before = MomentFilter("asked_at", "lt")

    def mine_now(self, queryset: Any, _name: str, wanted: bool) -> Any:
        """The caller's inbox, stand-ins included; or everything else."""
        inbox = inbox_of(self.request.user).order_by().values("request")
        return queryset.filter(pk__in=inbox) if wanted else queryset.exclude(pk__in=inbox)

    def decided(self, queryset: Any, _name: str, email: str) -> Any:
        """Requests in which this person decided something."""
        rows = Ask.objects.visible_to(self.request.user).filter(decided_by__email__iexact=email)
        return queryset.filter(pk__in=rows.values("request"))


class ApprovalViews(RecordViews):
    """Requests about records the caller may see."""

    area = "approvals"
    permission_classes = (InDepartment,)
    queryset = Request.objects.none()
    serializer_class = shapes.ApprovalDetail
    takes = {
        "list": shapes.ApprovalSerializer,
        "approve": shapes.Approval,
        "reject": ReasonGiven,
        "send_back": ReasonGiven,
        "hold": ReasonGiven,
        "resume": Nothing,
        "recall": OptionalReason,
        "add_approver": shapes.AnotherPerson,
        "reassign": shapes.Reassignment,
        "remind": shapes.AskChosen,
    }
    filterset_class = ApprovalFilter
    ordering_fields = ("asked_at", "decided_at")
    ordering = ("-asked_at",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With steps and the people of each."""
        rows = Request.objects.visible_to(user).select_related("asked_by", "held_by", "policy__policy")
        return with_steps(rows)

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def approve(self, request: HttpRequest, pk: str) -> Response:
        """Approve what waits for the caller, or for a colleague who lets them decide."""

        def approve(asked: Request, given: dict[str, Any]) -> None:
            kept = {"reason": given["comment"], "seen_version": given["record_version"]}
            services.decide(asked, actor=request.user, decision="approve", **kept)

        return self.acted(request, approve)

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def reject(self, request: HttpRequest, pk: str) -> Response:
        """Reject it, saying why; that ends the request."""
        return self.acted(request, self._deciding("reject"))

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: HttpRequest, pk: str) -> Response:
        """Return it to whoever asked, saying what to look at again; that ends the request."""
        return self.acted(request, self._deciding("send_back"))

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def hold(self, request: HttpRequest, pk: str) -> Response:
        """Stop the clock: nobody can decide until it is resumed."""
        return self.acted(request, lambda asked, given: services.hold(asked, **given, actor=request.user))

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def resume(self, request: HttpRequest, pk: str) -> Response:
        """Go on; what was due is due later by the time on hold."""
        return self.acted(request, lambda asked, _given: services.resume(asked, actor=request.user))

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def recall(self, request: HttpRequest, pk: str) -> Response:
        """Take the request back: whoever asked, or keeps such records."""
        return self.acted(request, lambda asked, given: services.recall(asked, **given, actor=request.user))

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"], url_path="add-approver")
    def add_approver(self, request: HttpRequest, pk: str) -> Response:
        """Ask one more person; it waits for them as well."""

        def add(asked: Request, given: dict[str, Any]) -> None:
            services.add_approver(asked, given["person"], reason=given["reason"], actor=request.user)

        return self.acted(request, add)

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def reassign(self, request: HttpRequest, pk: str) -> Response:
        """Have somebody else decide instead of one who is asked."""

        def reassign(asked: Request, given: dict[str, Any]) -> None:
            ask = _ask_of(asked, given["ask"])
            services.reassign(ask, given["person"], reason=given["reason"], actor=request.user)

        return self.acted(request, reassign)

    @extend_schema(responses=shapes.ApprovalDetail)
    @action(detail=True, methods=["post"])
    def remind(self, request: HttpRequest, pk: str) -> Response:
        """Remind somebody that their decision is due."""
        return self.acted(
            request,
            lambda asked, given: services.remind(_ask_of(asked, given["ask"]), actor=request.user),
        )

    def _deciding(self, decision: str) -> Any:
        def decide(asked: Request, given: dict[str, Any]) -> None:
            services.decide(asked, actor=self.request.user, decision=decision, reason=given["reason"])

        return decide


def _ask_of(asked: Request, pk: int) -> Ask:
    """An ask of this request. Raises Http404 for one of another."""
    found = asked.asks.select_related("request", "person", "step").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
