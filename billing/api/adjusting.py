"""What a reviewer does to lines over the API: reduce them, and take reductions back."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api.serializers import InvoiceSerializer
from billing.models import Invoice, InvoiceLine, LineAdjustment, ReasonCode
from billing.services import adjustments
from legalops.api.relations import SeenBy

_KEY = {"min_value": 1, "max_value": 2**63 - 1}


class _Reduction(serializers.Serializer):
    """Why something is taken off, and what is said about it."""

    reason = SeenBy("code", queryset=ReasonCode.objects.filter(for_dismissal=False, is_active=True))
    note_to_firm = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    internal_note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class LineReduction(_Reduction):
    """What is taken off one line: a sum without tax, a percentage of its net, or other units and rate.

    `seen` is the line's reduction as the caller read it; the answer is 409 when it changed since.
    """

    line = serializers.IntegerField(**_KEY)
    amount = serializers.DecimalField(18, 4, required=False, allow_null=True, default=None)
    percent = serializers.DecimalField(7, 4, required=False, allow_null=True, default=None)
    new_units = serializers.DecimalField(14, 4, required=False, allow_null=True, default=None)
    new_unit_cost = serializers.DecimalField(18, 4, required=False, allow_null=True, default=None)
    seen = serializers.DecimalField(18, 4, required=False, allow_null=True, default=None)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """One way only: a sum, or a percentage, or units and rate."""
        by_quantity = given["new_units"] is not None or given["new_unit_cost"] is not None
        if [given["amount"] is not None, given["percent"] is not None, by_quantity].count(True) != 1:
            message = _("Give one of these: amount, percent, or new_units and/or new_unit_cost.")
            raise serializers.ValidationError(message)
        return given


class WholeReduction(_Reduction):
    """What is taken off the invoice as a whole, without tax: a percentage of what is left, or a sum."""

    percent = serializers.DecimalField(7, 4, required=False, allow_null=True, default=None)
    amount = serializers.DecimalField(18, 4, required=False, allow_null=True, default=None)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if (given["percent"] is None) == (given["amount"] is None):
            raise serializers.ValidationError(_("Give either percent or amount."))
        return given


class AdjustmentNamed(serializers.Serializer):
    """A reduction of this invoice by id."""

    adjustment = serializers.IntegerField(**_KEY)


class LineNamed(serializers.Serializer):
    """A line of this invoice by id."""

    line = serializers.IntegerField(**_KEY)


class AdjustsLines:
    """Actions of an invoice's endpoint that reduce its lines. All amounts are in the invoice's currency."""

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def reduce(self: Any, request: Request, pk: str) -> Response:
        """Reduce one line, in place of the reduction of its own that stood before."""

        def reduce(held: Invoice, given: dict[str, Any]) -> None:
            line = _line_of(held, given.pop("line"))
            adjustments.reduce_line(line, **given, actor=request.user)

        return self.acted(request, reduce)

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"], url_path="reduce-all")
    def reduce_all(self: Any, request: Request, pk: str) -> Response:
        """Take a percentage or a sum off the whole invoice; the shares of the lines sum to it exactly."""

        def reduce(held: Invoice, given: dict[str, Any]) -> None:
            adjustments.adjust_invoice(held, **given, actor=request.user)

        return self.acted(request, reduce)

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self: Any, request: Request, pk: str) -> Response:
        """Take one reduction back, all shares of one of the whole invoice; its finding is open again."""

        def take_back(held: Invoice, given: dict[str, Any]) -> None:
            adjustments.undo_adjustment(_adjustment_of(held, given["adjustment"]), actor=request.user)

        return self.acted(request, take_back)

    @extend_schema(responses=InvoiceSerializer)
    @action(detail=True, methods=["post"])
    def restore(self: Any, request: Request, pk: str) -> Response:
        """Take every reduction of one line's own back."""

        def restore(held: Invoice, given: dict[str, Any]) -> None:
            adjustments.restore_line(_line_of(held, given["line"]), actor=request.user)

        return self.acted(request, restore)


def _line_of(invoice: Invoice, key: int) -> InvoiceLine:
    line = invoice.lines.filter(pk=key).first()
    if line is None:
        raise serializers.ValidationError({"line": [_("This invoice has no line %s.") % key]})
    return line


def _adjustment_of(invoice: Invoice, key: int) -> LineAdjustment:
    row = invoice.adjustments.filter(pk=key).first()
    if row is None:
        raise serializers.ValidationError({"adjustment": [_("This invoice has no reduction %s.") % key]})
    return row
