"""Endpoints of files: what a firm's billing system sends, and how it fares."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api import serializers as shapes
from billing.models import Submission
from billing.services import intake, submitting
from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from vendors.models import Firm

_SEE = frozenset({can.PORTAL_VIEW, can.PORTAL_SUBMIT, can.INVOICES_REVIEW, can.INVOICES_MAP})
_SEND = frozenset({can.PORTAL_SUBMIT})


class SubmissionViews(RecordViews):
    """LEDES files of the caller's firm; staff who review or map see all."""

    area = "submissions"
    capabilities = {"create": _SEND, "submit": _SEND, "withdraw": _SEND, "*": _SEE}
    queryset = Submission.objects.none()
    serializer_class = shapes.SubmissionSerializer
    takes = {
        "create": shapes.NewSubmission,
        "submit": Nothing,
        "withdraw": Nothing,
    }
    filterset_fields = {"state": ["exact"], "firm__code": ["exact"], "uploaded_at": ["gte", "lte"]}
    ordering_fields = ("uploaded_at",)
    lookup_field = "reference"
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With firm and person."""
        return Submission.objects.visible_to(user).select_related("firm", "uploaded_by")

    @extend_schema(
        request={"multipart/form-data": shapes.NewSubmission}, responses={201: shapes.SubmissionSerializer}
    )
    def create(self, request: Request) -> Response:
        """Send a file; it is checked at once, in the background. The same bytes again are the first file."""
        firm = Firm.objects.visible_to(request.user).filter(memberships__user=request.user).first()
        if firm is None:
            raise NotFound

        def receive(given: dict[str, Any]) -> Submission:
            kept = {"auto_submit": given["auto_submit"], "name": given["file"].name}
            return intake.receive(given["file"], firm=firm, actor=request.user, **kept)

        return self.made(request, receive)

    @extend_schema(responses=shapes.SubmissionSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, reference: str) -> Response:
        """Submit a file that was checked without an error."""
        return self.acted(request, lambda held, _given: submitting.submit(held, actor=request.user))

    @extend_schema(responses=shapes.SubmissionSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, reference: str) -> Response:
        """Take a file back before it is submitted."""
        return self.acted(request, lambda held, _given: submitting.withdraw(held, actor=request.user))

    @extend_schema(responses=shapes.ProblemSerializer(many=True), filters=False)
    @action(detail=True, filterset_fields={}, ordering="position", ordering_fields=("position",))
    def problems(self, request: Request, reference: str) -> Response:
        """Every problem of the file, in the file's order."""
        page = self.paginate_queryset(self.get_object().problems.all())
        return self.get_paginated_response(shapes.ProblemSerializer(page, many=True).data)
