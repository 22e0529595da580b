"""Invoices as a record type: what rules, views, imports and reminders may name."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.selectors.approvals import (
    BUDGET_STATES,
    amount_in_base,
    budget_state,
    budget_state_of,
    open_findings,
)
from billing.selectors.field_uses import uses_in_rules
from billing.services.gates import locked
from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.fields import registry as fields
from legalops.fields import uses
from legalops.kernel import records
from legalops.kernel.records import Choices, Field, FieldKind, RecordType

_ENDED = (InvoiceState.PAID, InvoiceState.REJECTED)


def register() -> None:
    """Called once, when the app is ready."""
    records.add_fields("matter", _of_matter)
    uses.register("billing", uses_in_rules)
    records.register(
        RecordType(
            "invoice", _("Invoice"), _("Invoices"), Invoice, _fields(),
            lambda invoice: reverse("billing:invoice", args=[invoice.pk]),
            sub_type="matter_type", title=lambda invoice: f"{invoice.number} ({invoice.firm})",
        )
    )  # fmt: skip
    fields.register(
        fields.Host(
            "invoice", lock=locked, may_edit=_may_code, live=lambda rows: rows.exclude(state__in=_ENDED)
        )
    )


def _may_code(user, _invoice) -> bool:
    """Our own coding of an invoice is for who reviews it and who hands it to accounts payable."""
    return not {can.INVOICES_REVIEW, can.INVOICES_EXPORT}.isdisjoint(capabilities_of(user))


_CODES = {
    "legal_entity": _("Legal entity"),
    "department": _("Department"),
    "cost_centre": _("Cost centre"),
}
_BUDGET_MEANING = _(
    "All that was billed and not rejected against the approved budget; at risk from 80 per cent of it on."
)


def _fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("number", _("Number"), lookup="number"),
        Field("state", _("State"), kind.CHOICE, "state", choices=_states),
        Field("firm", _("Firm"), kind.RECORD, "firm_id"),
        Field("firm_code", _("Vendor code"), lookup="firm__code"),
        Field("firm_tier", _("Tier of the firm"), kind.CHOICE, "firm__tier", choices=_tiers),
        Field("matter", _("Matter"), kind.RECORD, "matter_id"),
        Field("matter_type", _("Matter type"), kind.CHOICE, "matter__matter_type__code", choices=_types),
        *(
            Field(code, label, kind.CHOICE, f"matter__{code}__code", choices=_codes_of_matter(code))
            for code, label in _CODES.items()
        ),
        Field("business_unit", _("Business unit"), lookup="matter__business_unit"),
        Field("currency", _("Currency"), lookup="currency"),
        Field(
            "amount", _("Amount to approve, tax included, in base currency"), kind.MONEY, read=amount_in_base,
            definition=_("Billed less reductions, tax included, at the invoice's stored rate."),
        ),
        Field(
            "billed", _("Billed without tax, in base currency"), kind.MONEY, "base_total",
            definition=_("Before reductions, at the invoice's stored rate."),
        ),
        Field(
            "budget_state", _("Budget of the matter with this invoice"), kind.CHOICE, read=budget_state,
            choices=_budget_states,
            definition=_BUDGET_MEANING,
        ),
        Field(
            "open_findings", _("Findings left open that would reject or reduce"), kind.NUMBER,
            read=open_findings,
        ),
        Field("invoice_date", _("Invoice date"), kind.DATE, "invoice_date"),
        Field("due_on", _("Review due"), kind.DATE, "due_on"),
        Field("received_at", _("Received"), kind.MOMENT, "received_at"),
        Field("reviewer", _("Reviewer"), kind.PERSON, "reviewer_id"),
        Field("lead", _("Lead attorney of the matter"), kind.PERSON, "matter__lead_id"),
        Field("team", _("Team of the matter"), kind.TEAM, "matter__team_id"),
    )  # fmt: skip


def _codes_of_matter(code: str) -> Callable[[], Choices]:
    def known() -> Choices:
        return records.fields_of("matter")[code].choices()

    return known


def _states() -> Choices:
    return [(each.value, str(each.label)) for each in InvoiceState]


def _budget_states() -> Choices:
    return [(code, str(label)) for code, label in BUDGET_STATES.items()]


def _tiers() -> Choices:
    return records.fields_of("firm")["tier"].choices()


def _of_matter() -> tuple[Field, ...]:
    """What a matter's record says of its money."""
    return (
        Field(
            "budget_state", _("Budget"), FieldKind.CHOICE, read=budget_state_of, choices=_budget_states,
            definition=_BUDGET_MEANING,
        ),
    )  # fmt: skip


def _types() -> Choices:
    return records.fields_of("matter")["type"].choices()
