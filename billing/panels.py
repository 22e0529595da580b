"""Where invoices show themselves in the frame: rail, palette, home page, matter and firm pages."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import nav, palette, panels
from vendors.querysets import firm_id_of

_SEES_EXPORTS = frozenset({can.INVOICES_EXPORT, can.INVOICES_VIEW_EXPORTS})


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(
            _("Review queue"), "list-check", "billing:queue", can.INVOICES_REVIEW, _to_review, 30, keys="g q"
        )
    )
    nav.register(
        nav.NavItem(
            _("Invoices"), "file-invoice", "billing:invoices", can.INVOICES_VIEW, order=34, keys="g i"
        )
    )
    nav.register(
        nav.NavItem(
            _("Payables"), "file-export", "billing:exports", _SEES_EXPORTS, _to_export, 38, keys="g e"
        )
    )
    palette.register(palette.Finder("invoice", _("Invoices"), can.INVOICES_VIEW, find, recall, order=20))
    palette.register_action(
        palette.Action(_("Review next invoice"), "list-check", can.INVOICES_REVIEW, _next_in_review)
    )
    _register_panels()


def _register_panels() -> None:
    panels.register(
        "home",
        panels.PanelSpec(_("Next in review"), "billing:review_panel", can.INVOICES_REVIEW, 5, "list-check"),
    )
    panels.register(
        "matter",
        panels.PanelSpec(_("Invoices"), "billing:matter_panel", can.INVOICES_VIEW, 20, "file-invoice"),
    )
    panels.register(
        "firm", panels.PanelSpec(_("Invoices"), "billing:firm_panel", can.INVOICES_VIEW, 20, "file-invoice")
    )


def find(user, text: str, limit: int) -> Sequence[palette.Hit]:
    """Invoices by their number; outside counsel find theirs in the portal."""
    if firm_id_of(user) is not None:
        return []
    seen = Invoice.objects.visible_to(user).select_related("firm")
    starts = list(seen.filter(number__istartswith=text).order_by("-received_at")[:limit])
    if len(starts) < limit:
        known = [invoice.pk for invoice in starts]
        inside = seen.filter(number__icontains=text).exclude(pk__in=known).order_by("-received_at")
        starts += inside[: limit - len(starts)]
    return [_hit(invoice) for invoice in starts]


def recall(user, keys: Sequence[str]) -> Mapping[str, palette.Hit]:
    """Invoices opened before, as far as they may still be seen."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    found = Invoice.objects.visible_to(user).filter(pk__in=wanted).select_related("firm")
    return {str(invoice.pk): _hit(invoice) for invoice in found}


def _hit(invoice: Invoice) -> palette.Hit:
    detail = f"{invoice.firm} · {invoice.get_state_display()}"
    return palette.Hit(invoice.number, reverse("billing:invoice", args=[invoice.pk]), detail, "file-invoice")


def _to_review(user) -> int:
    return Invoice.objects.visible_to(user).filter(state="in_review").count()


def _to_export(user) -> int:
    if not has_capability(user, can.INVOICES_EXPORT):
        return 0  # who only reads what was handed over has nothing to do there
    return Invoice.objects.visible_to(user).filter(state="approved").count()


def _next_in_review(user) -> str:
    waiting = Invoice.objects.visible_to(user).filter(state="in_review").order_by("due_on", "pk")
    first = waiting.values_list("pk", flat=True).first()
    return reverse("billing:invoice", args=[first]) if first else ""
