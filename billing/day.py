"""Invoices to review, in the day of those who review."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.web import day, formats
from legalops.web.day import Item, Source


def register() -> None:
    """Called once, when the app is ready."""
    day.register(Source("billing.reviews", reviews_until, can.INVOICES_REVIEW, panel=can.INVOICES_REVIEW))


def reviews_until(user, until: date) -> Sequence[Item]:
    """Invoices in review that are the person's or nobody's, whose review is due until a day."""
    rows = Invoice.objects.visible_to(user).filter(state=InvoiceState.IN_REVIEW, due_on__lte=until)
    mine = rows.filter(Q(reviewer=user) | Q(reviewer=None)).select_related("firm", "matter")
    return [_item(row) for row in mine.order_by("due_on", "pk")[: day.MOST + 1]]


def _item(row: Invoice) -> Item:
    amount = formats.money(row.billed_total, row.currency)
    return Item(
        key=f"invoice-{row.pk}",
        kind=_("Review"),
        icon="list-check",
        title=f"{row.number}, {row.firm}",
        url=reverse("billing:invoice", args=[row.pk]),
        on=f"{row.matter} · {amount}" if row.matter else amount,
        why=_t("You review it.") if row.reviewer_id else _t("Nobody reviews it yet."),
        due_on=row.due_on,
    )
