"""What access governance asks of invoices: open work of a leaver, and why somebody sees one."""

from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.selectors.explaining import explain_sight, may_ask_about, title_for
from billing.services.handing_over import hand_over_reviews
from legalops.access import explaining
from legalops.accounts.models import User
from legalops.governance.open_work import Item, OpenWork, register_open_work


def register() -> None:
    """Called once, when the app is ready."""
    register_open_work(
        OpenWork(
            "reviews",
            _("Invoices they review"),
            _reviews,
            lambda person, successor, actor: hand_over_reviews(person, successor, actor=actor),
            order=40,
        )
    )
    hint = _("The firm's number of it.")
    explaining.register(
        explaining.Explainer("invoice", _("Invoice"), hint, may_ask_about, title_for, explain_sight)
    )


def _reviews(person: User, viewer: User) -> list[Item]:
    rows = Invoice.objects.filter(reviewer=person, state=InvoiceState.IN_REVIEW)
    return _items([row.pk for row in rows.only("pk")], viewer)


def _items(keys: list[int], viewer: User) -> list[Item]:
    """Number and firm where the viewer may know them; the rest is only counted."""
    seen = {
        row.pk: row for row in Invoice.objects.visible_to(viewer).filter(pk__in=keys).select_related("firm")
    }
    return [
        Item(f"{seen[key].number}, {seen[key].firm}") if key in seen else Item(str(_("A hidden invoice")))
        for key in keys
    ]
