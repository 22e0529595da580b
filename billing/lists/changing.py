"""What can be changed of many invoices: who reviews them."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from billing.models import Invoice
from billing.querysets import InvoiceQuerySet
from billing.services.reviewers import give_review
from billing.tables import InvoiceTable, QueueTable, url_of
from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.lists.bulk.declaring import BulkRows, by_key
from legalops.lists.bulk.registry import Change


def _rows(user: User) -> InvoiceQuerySet:
    return Invoice.objects.visible_to(user).select_related("firm", "matter", "reviewer")


def _reviewers(_user: User) -> forms.Field:
    people = User.objects.filter(
        is_active=True, is_system=False, role_assignments__role__capabilities__contains=[can.INVOICES_REVIEW]
    )
    return forms.ModelChoiceField(
        people.distinct().order_by("full_name", "pk"),
        label=_("Reviewer"),
        required=False,
        empty_label=_("Nobody: back to the queue"),
    )


def invoice_rows_of(list_id: str) -> BulkRows:
    """The invoices of a list, whose own coding is for who reviews them and who hands them on."""
    return BulkRows(list_id, frozenset({can.INVOICES_REVIEW, can.INVOICES_EXPORT}), _rows, url_of)


def _reviewer(list_id: str) -> Change:
    rows = BulkRows(list_id, frozenset({can.INVOICES_REVIEW}), _rows, url_of)
    return rows.field(
        "billing.reviewer",
        _("Reviewer"),
        _reviewers,
        read=lambda invoice: str(invoice.reviewer or _t("Nobody yet")),
        held=lambda invoice: invoice.reviewer_id,
        write=lambda invoice, person, actor: give_review(invoice, person, actor=actor),
        found=by_key(User),
        hint=_("Invoices that are no longer in review stay as they are."),
        icon="user-check",
    )


CHANGES = tuple(_reviewer(table.id) for table in (QueueTable, InvoiceTable))
