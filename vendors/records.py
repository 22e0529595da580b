"""Firms and timekeepers as record types: what rules, views, imports and reminders may name."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.fields import registry as fields
from legalops.kernel import records
from legalops.kernel.errors import NotFound
from legalops.kernel.records import Choices, Field, FieldKind, RecordType
from vendors.enums import FirmStatus, FirmTier, TimekeeperStatus
from vendors.models import Firm, Timekeeper, TimekeeperClass


def register() -> None:
    """Called once, when the app is ready."""
    records.register(
        RecordType(
            "firm", _("Firm"), _("Firms"), Firm, _firm_fields(),
            lambda firm: reverse("vendors:firm", args=[firm.code]),
        )
    )  # fmt: skip
    records.register(
        RecordType(
            "timekeeper", _("Timekeeper"), _("Timekeepers"), Timekeeper, _timekeeper_fields(),
            lambda person: reverse("vendors:timekeepers", args=[person.firm.code]),
        )
    )  # fmt: skip
    fields.register(
        fields.Host(
            "firm",
            lock=_locked,
            may_edit=lambda user, _firm: has_capability(user, can.VENDORS_EDIT),
            live=lambda rows: rows.filter(status=FirmStatus.ACTIVE),
            open_titles=True,
        )
    )


def _locked(firm: Firm, *, actor) -> Firm:
    """The present row, locked. Raises NotFound when the actor may not see it."""
    row = Firm.objects.select_for_update().filter(pk=firm.pk).first()
    if row is None or not (actor.is_system or Firm.objects.visible_to(actor).filter(pk=firm.pk).exists()):
        raise NotFound("firm.not_found", _now("There is no such firm."))
    return row


def firm_tiers() -> Choices:
    """Code and name of every tier."""
    return [(each.value, str(each.label)) for each in FirmTier]


def _firm_fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("code", _("Vendor code"), lookup="code"),
        Field("name", _("Name"), lookup="name"),
        Field("status", _("Status"), kind.CHOICE, "status", choices=_firm_states),
        Field("tier", _("Tier"), kind.CHOICE, "tier", choices=firm_tiers),
        Field("country", _("Country"), lookup="country"),
        Field("currency", _("Billing currency"), lookup="currency"),
        Field("tax_id", _("Tax id"), lookup="tax_id"),
        Field("ap_vendor_number", _("Vendor number in accounts payable"), lookup="ap_vendor_number"),
        Field("tax_invoices", _("Sends tax invoices"), kind.BOOLEAN, "tax_invoices"),
    )


def _timekeeper_fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("firm", _("Firm"), kind.RECORD, "firm_id"),
        Field("code", _("Timekeeper id"), lookup="code"),
        Field("last_name", _("Last name"), lookup="last_name"),
        Field("first_name", _("First name"), lookup="first_name"),
        Field("classification", _("Class"), kind.CHOICE, "classification_id", choices=_classes),
        Field("status", _("Status"), kind.CHOICE, "status", choices=_timekeeper_states),
    )


def _firm_states() -> Choices:
    return [(each.value, str(each.label)) for each in FirmStatus]


def _timekeeper_states() -> Choices:
    return [(each.value, str(each.label)) for each in TimekeeperStatus]


def _classes() -> Choices:
    return list(TimekeeperClass.objects.values_list("code", "label"))
