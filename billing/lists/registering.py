"""What `ready()` declares of the lists, and the views that come with the product."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from billing.filters import InvoiceFilters, QueueFilters
from billing.lists.changing import CHANGES, invoice_rows_of
from billing.selectors.queue import invoice_rows, queue_rows
from billing.tables import InvoiceTable, QueueTable
from legalops.access import capabilities as can
from legalops.lists.bulk.custom import custom_changes
from legalops.lists.bulk.registry import register_change, register_maker
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists
from legalops.web.lists import ListSpec

_SEE, _REVIEW = frozenset({can.INVOICES_VIEW}), frozenset({can.INVOICES_REVIEW})
QUEUE = ListSpec(_("Review queue"), "billing:queue", QueueTable, QueueFilters, queue_rows, _REVIEW)
INVOICES = ListSpec(_("Invoices"), "billing:invoices", InvoiceTable, InvoiceFilters, invoice_rows, _SEE)


def register() -> None:
    """Called once, when the app is ready."""
    for spec in (QUEUE, INVOICES):
        lists.register(spec)
        coded = invoice_rows_of(spec.id)
        register_maker(spec.id, custom_changes(coded, "invoice"), coded.capability)
    for change in CHANGES:
        register_change(change)


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        QUEUE,
        [
            ShippedView("mine", _t("Mine"), {"reviewer": ["me"]}),
            ShippedView("unassigned", _t("Unassigned"), {"reviewer": ["nobody"]}),
            ShippedView("late", _t("Late"), {"late": ["true"]}),
            ShippedView("large", _t("Over 50,000"), {"amount_min": ["50000"], "sort": ["-billed"]}),
        ],
    )
    install_views(
        INVOICES,
        [
            ShippedView(
                "to-approve",
                _t("Waiting for approval"),
                {"state": ["pending_approval"], "sort": ["due"]},
            ),
            ShippedView("late", _t("Late"), {"late": ["true"], "sort": ["due"]}),
            ShippedView("by-firm", _t("By firm"), {"group": ["firm"]}),
        ],
    )
