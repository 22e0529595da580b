"""Endpoints of invoices in review."""

from collections.abc import Iterable
from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api import serializers as shapes
from billing.api.adjusting import AdjustmentNamed, AdjustsLines, LineNamed, LineReduction, WholeReduction
from billing.api.deciding import DecidesInvoices, Payment, SubmittedForApproval
from billing.enums import InvoiceState
from billing.models import Invoice, InvoiceNote, ReviewFinding
from billing.services import findings, invoices, notes
from legalops.access import capabilities as can
from legalops.api.filters import MomentFilter
from legalops.api.shapes import Nothing, OptionalReason
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, OnlyCustom
from legalops.fields.services import set_values
from matters.services.reading import note_read

_SEE, _REVIEW = frozenset({can.INVOICES_VIEW}), frozenset({can.INVOICES_REVIEW})
_PAY = frozenset({can.INVOICES_EXPORT})
_REJECT = frozenset({can.INVOICES_REVIEW, can.INVOICES_APPROVE})
_BY_POSITION = {"filterset_class": None, "ordering": "pk", "ordering_fields": ()}


class InvoiceFilter(django_filters.FilterSet):
    """What a list of invoices may be narrowed by."""

    number = django_filters.CharFilter(lookup_expr="iexact")
    firm = django_filters.CharFilter("firm__code")
    matter = django_filters.CharFilter("matter__number")
    state = django_filters.MultipleChoiceFilter(choices=InvoiceState.choices)
    currency = django_filters.CharFilter()
    invoice_date = django_filters.DateFromToRangeFilter()
    due_on = django_filters.DateFromToRangeFilter()
    received_after = MomentFilter("received_at", "gte")
    received_before = MomentFilter("received_at", "lt")


class InvoiceViews(AdjustsLines, DecidesInvoices, RecordViews):
    """Invoices the caller may see."""

    area = "invoices"
    capabilities = {
        "take": _REVIEW,
        "accept": _REVIEW,
        "dismiss": _REVIEW,
        "reopen": _REVIEW,
        "reduce": _REVIEW,
        "reduce_all": _REVIEW,
        "take_back": _REVIEW,
        "restore": _REVIEW,
        "submit_for_approval": _REVIEW,
        "recall": _REVIEW,
        "reject": _REJECT,
        "pay": _PAY,
        "*": _SEE,
    }
    queryset = Invoice.objects.none()
    serializer_class = shapes.InvoiceSerializer
    takes = {
        "partial_update": OnlyCustom,
        "take": Nothing,
        "accept": shapes.FindingsChosen,
        "dismiss": shapes.FindingsDismissed,
        "reopen": shapes.FindingsChosen,
        "reject": shapes.WithReason,
        "write_note": shapes.NoteSerializer,
        "reduce": LineReduction,
        "reduce_all": WholeReduction,
        "take_back": AdjustmentNamed,
        "restore": LineNamed,
        "submit_for_approval": SubmittedForApproval,
        "recall": OptionalReason,
        "pay": Payment,
    }
    filterset_class = InvoiceFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("received_at", "due_on", "invoice_date")
    ordering = ("-received_at",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One invoice; reading one of a restricted matter leaves its trace here too."""
        invoice = self.get_object()
        if invoice.matter is not None:
            note_read(invoice.matter, page=f"API, invoice {invoice.number}", actor=request.user)
        return self.shown(invoice)

    def queryset_for(self, user: Any) -> Any:
        """With firm, matter and reviewer."""
        return Invoice.objects.visible_to(user).select_related("firm", "matter", "reviewer")

    @extend_schema(responses=shapes.InvoiceSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change custom fields; send If-Match with the ETag that was read."""

        def change(held: Invoice, given: dict[str, Any], _version: int) -> None:
            set_values(held, given.get("custom", {}), actor=request.user)

        return self.changed(request, change)

    @extend_schema(responses=shapes.InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """Become the reviewer."""
        return self.acted(request, lambda held, _given: invoices.take_review(held, actor=request.user))

    @extend_schema(responses=shapes.InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Uphold findings and take their reductions off."""

        def accept(held: Invoice, given: dict[str, Any]) -> None:
            findings.accept_findings(held, _chosen(request, held, given), actor=request.user)

        return self.acted(request, accept)

    @extend_schema(responses=shapes.InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """Set findings aside with a reason."""

        def dismiss(held: Invoice, given: dict[str, Any]) -> None:
            kept = {"reason": given["reason"], "note": given["note"]}
            findings.dismiss_findings(held, _chosen(request, held, given), **kept, actor=request.user)

        return self.acted(request, dismiss)

    @extend_schema(responses=shapes.InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take decisions on findings back."""

        def reopen(held: Invoice, given: dict[str, Any]) -> None:
            findings.reopen_findings(held, _chosen(request, held, given), actor=request.user)

        return self.acted(request, reopen)

    @extend_schema(responses=shapes.InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Reject the whole invoice; the firm reads the reason."""
        return self.acted(
            request, lambda held, given: invoices.reject_invoice(held, **given, actor=request.user)
        )

    @extend_schema(responses=shapes.LineSerializer(many=True), filters=False)
    @action(detail=True, **(_BY_POSITION | {"ordering": "position"}))
    def lines(self, request: Request, pk: str) -> Response:
        """Lines as billed, in their order."""
        return self._paged(self.get_object().lines.all(), shapes.LineSerializer)

    @extend_schema(responses=shapes.FindingSerializer(many=True), filters=False)
    @action(detail=True, **_BY_POSITION)
    def findings(self, request: Request, pk: str) -> Response:
        """What the rules found."""
        rows = ReviewFinding.objects.visible_to(request.user).filter(invoice=self.get_object())
        return self._paged(rows, shapes.FindingSerializer)

    @extend_schema(responses=shapes.AdjustmentSerializer(many=True), filters=False)
    @action(detail=True, **_BY_POSITION)
    def adjustments(self, request: Request, pk: str) -> Response:
        """Reductions, those taken back among them."""
        rows = self.get_object().adjustments.select_related("reason", "actor")
        return self._paged(rows, shapes.AdjustmentSerializer)

    @extend_schema(responses=shapes.NoteSerializer(many=True), filters=False)
    @action(detail=True, **_BY_POSITION)
    def notes(self, request: Request, pk: str) -> Response:
        """Notes that the caller may read."""
        rows = InvoiceNote.objects.visible_to(request.user).filter(invoice=self.get_object())
        return self._paged(rows.select_related("author"), shapes.NoteSerializer)

    @extend_schema(request=shapes.NoteSerializer, responses={201: shapes.NoteSerializer})
    @notes.mapping.post
    def write_note(self, request: Request, pk: str) -> Response:
        """Write a note for colleagues or to the firm."""
        held, given = self.get_object(), self.taken(request)

        def write() -> Response:
            note = notes.add_note(held, **given, actor=request.user)
            return Response(shapes.NoteSerializer(note).data, status=201)

        return self.once(request, write)

    def _paged(self, rows: Any, shape: type[serializers.BaseSerializer]) -> Response:
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(shape(page, many=True).data)


def _chosen(request: Request, invoice: Invoice, given: dict[str, Any]) -> Iterable[ReviewFinding]:
    """The invoice's own of those named. Raises ValidationError naming the others."""
    wanted = set(given["findings"])
    own = ReviewFinding.objects.visible_to(request.user).filter(invoice=invoice, pk__in=wanted)
    found = {one.pk: one for one in own}
    if missing := sorted(wanted - found.keys()):
        names = ", ".join(map(str, missing))
        raise serializers.ValidationError({"findings": [f"This invoice has no finding {names}."]})
    return found.values()
