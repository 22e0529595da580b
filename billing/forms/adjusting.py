"""Forms that reduce: one line in place, or the invoice as a whole."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.amounts import TypedDecimal
from billing.models import Invoice, ReasonCode
from billing.selectors.workspace.lines import LineRow
from legalops.kernel.money import exponent

QUANTITY, AMOUNT, PERCENT = "quantity", "amount", "percent"


class _ReasonSelect(forms.Select):
    """Options with the usual note to the firm as data-note."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One option."""
        option = super().create_option(name, value, *args, **kwargs)
        if value and value.instance.text_to_firm:
            option["attrs"]["data-note"] = value.instance.text_to_firm
        return option


class ReasonField(forms.ModelChoiceField):
    """A reason in use; each option carries the usual note to the firm, which the page fills in."""

    def __init__(self, **kwargs: Any) -> None:
        reasons = ReasonCode.objects.filter(for_dismissal=False, is_active=True)
        super().__init__(
            queryset=reasons,
            label=_("Reason"),
            empty_label=_("Choose a reason"),
            widget=_ReasonSelect,
            **kwargs,
        )


class LineForm(forms.Form):
    """New units, rate, amount or percentage of one line, with the reason.

    `mode` says which of them the person typed; without a script it is read from what differs. `amount` is
    what should remain of the line, without tax.
    """

    new_units = TypedDecimal(label=_("Units"), required=False)
    new_unit_cost = TypedDecimal(label=_("Rate"), required=False)
    amount = TypedDecimal(label=_("New amount"), required=False)
    percent = TypedDecimal(label=_("Reduce by %"), required=False)
    reason = ReasonField()
    note_to_firm = forms.CharField(
        label=_("Note to the firm"), required=False, max_length=2000, widget=forms.TextInput
    )
    internal_note = forms.CharField(
        label=_("Internal note"), required=False, max_length=2000, widget=forms.TextInput
    )
    mode = forms.ChoiceField(
        choices=[(QUANTITY, ""), (AMOUNT, ""), (PERCENT, "")], required=False, widget=forms.HiddenInput
    )
    seen = TypedDecimal(widget=forms.HiddenInput)

    def __init__(self, row: LineRow, currency: str, *args: Any, **kwargs: Any) -> None:
        self.row, self.places = row, exponent(currency)
        kwargs.setdefault("initial", _initial(row))
        super().__init__(*args, prefix=f"l{row.line.pk}", **kwargs)
        self.fields["amount"].limit_places(currency, row.line.net)
        if not row.line.units or not row.line.unit_cost:
            self.fields["new_units"].disabled = self.fields["new_unit_cost"].disabled = True

    def wanted(self) -> dict[str, Decimal]:
        """Keywords for `reduce_line`."""
        data, mode = self.cleaned_data, self.cleaned_data.get("mode") or self._mode()
        if mode == PERCENT:
            return {"percent": data["percent"]}
        if mode == AMOUNT:
            return {"amount": self.row.line.net - self.shares - data["amount"]}
        line = self.row.line
        wanted = {"new_units": data["new_units"], "new_unit_cost": data["new_unit_cost"]}
        billed = {"new_units": line.units, "new_unit_cost": line.unit_cost}
        return {name: value for name, value in wanted.items() if value not in (None, billed[name])}

    def clean(self) -> dict[str, Any]:
        """The field that was typed in must hold a number."""
        data = super().clean()
        mode = data.get("mode")
        if mode in (AMOUNT, PERCENT) and data.get(mode) is None and mode not in self.errors:
            self.add_error(mode, _("Enter a number."))
        return data

    def _mode(self) -> str:
        if self.cleaned_data.get("percent") is not None:
            return PERCENT
        changed = {"new_units", "new_unit_cost"} & set(self.changed_data)
        return QUANTITY if changed or self.cleaned_data.get("amount") is None else AMOUNT

    @property
    def shares(self) -> Decimal:
        """What invoice-wide reductions already take of the line."""
        return sum((share.amount for share in self.row.shares), Decimal(0))


class InvoiceReductionForm(forms.Form):
    """A percentage or a sum off the whole invoice."""

    percent = TypedDecimal(label=_("Reduce by %"), required=False)
    amount = TypedDecimal(label=_("or take this sum off, without tax"), required=False)
    reason = ReasonField()
    note_to_firm = forms.CharField(label=_("Note to the firm"), required=False, max_length=2000)
    internal_note = forms.CharField(label=_("Internal note"), required=False, max_length=2000)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, invoice: Invoice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].limit_places(invoice.currency, invoice.net_amount)


def _initial(row: LineRow) -> dict[str, Any]:
    line, standing = row.line, row.standing
    return {
        "new_units": _short(
            standing.new_units if standing and standing.new_units is not None else line.units
        ),
        "new_unit_cost": _short(
            standing.new_unit_cost if standing and standing.new_unit_cost is not None else line.unit_cost
        ),
        "amount": _short(line.approved),
        "reason": standing.reason_id if standing else None,
        "note_to_firm": standing.note_to_firm if standing else "",
        "internal_note": standing.internal_note if standing else "",
        "seen": line.reduction,
        "mode": "",
    }


def _short(value: Decimal | None) -> Decimal | None:
    """Without closing zeros beyond the second decimal: 4.2000 is typed as 4.20."""
    if value is None:
        return None
    plain = value.normalize()
    return plain if -plain.as_tuple().exponent > 2 else value.quantize(Decimal("0.01"))
