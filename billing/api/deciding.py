"""What happens to an invoice as a whole over the API after its review. Approving is /approvals/."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api.serializers import InvoiceSerializer
from billing.models import Invoice
from billing.services import approvals, exports


class SubmittedForApproval(serializers.Serializer):
    """`confirm_open` leaves undecided findings open on purpose; `version` is the one that was read."""

    confirm_open = serializers.BooleanField(required=False, default=False)
    version = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=0)


class Payment(serializers.Serializer):
    """When accounts payable paid, and under which reference."""

    paid_on = serializers.DateField()
    reference = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class DecidesInvoices:
    """Actions of an invoice's endpoint that move it on."""

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"], url_path="submit-for-approval")
    def submit_for_approval(self: Any, request: Request, pk: str) -> Response:
        """Hand the reviewed invoice to its approvers."""

        def submit(held: Invoice, given: dict[str, Any]) -> None:
            kept = {"confirm_open": given["confirm_open"], "seen_version": given["version"]}
            approvals.submit_for_approval(held, **kept, actor=request.user)

        return self.acted(request, submit)

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def recall(self: Any, request: Request, pk: str) -> Response:
        """Take the invoice back from approval into review."""
        return self.acted(request, lambda held, given: approvals.recall(held, **given, actor=request.user))

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def pay(self: Any, request: Request, pk: str) -> Response:
        """Note that accounts payable paid the invoice; the same payment twice is once."""
        return self.acted(
            request, lambda held, given: exports.record_payment(held, **given, actor=request.user)
        )
