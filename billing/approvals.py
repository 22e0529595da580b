"""Invoices as something to approve."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import Invoice
from billing.selectors import approvals as asked
from billing.selectors.queue import with_what_rules_found
from billing.services import outcomes
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.registry import Card, Subject, Told
from legalops.web import formats
from matters.models import Matter
from matters.services.guards import may_wall


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(
        Subject(
            record_type=asked.KIND,
            may_see=may_see,
            apart=asked.handlers_of,
            amount=asked.amount_in_base,
            authority_kind=asked.KIND,
            near=asked.nearness,
            capability=can.INVOICES_APPROVE,
            may_recall=lambda user, invoice: has_capability(user, can.INVOICES_REVIEW),
            version=lambda invoice: invoice.version,
            changed_words=_changed,
            cards=cards,
            example=example,
            told=told,
            reject_label=gettext_lazy("Say why the invoice is rejected; the firm reads it."),
            on_approved=outcomes.approved,
            on_rejected=outcomes.rejected,
            on_sent_back=outcomes.sent_back,
            on_recalled=outcomes.recalled,
        )
    )


def may_see(user: User, invoice: Invoice) -> bool:
    """Whether the invoice, or one made up for a trial, exists for the person."""
    if invoice.pk is not None:
        return Invoice.objects.visible_to(user).filter(pk=invoice.pk).exists()
    seen = Matter.objects.visible_to(user).filter(pk=invoice.matter_id).exists()
    return seen and has_capability(user, can.INVOICES_VIEW)


def cards(keys: Sequence[int]) -> Mapping[int, Card]:
    """What a decision needs of many invoices, at a fixed number of queries; who asks may see them."""
    rows = with_what_rules_found(Invoice.objects.filter(pk__in=keys))
    invoices = list(rows.select_related("firm", "matter__stage", "reviewer"))
    bars, flags = asked.budget_bars(invoices), asked.flags_of(keys)
    return {
        invoice.pk: _card(invoice, bars.get(invoice.pk), flags.get(invoice.pk, {})) for invoice in invoices
    }


def told(invoice: Invoice, person: User) -> Told:
    """What a letter says of it; of one on a restricted matter the subject line names the number alone."""
    matter = invoice.matter
    if not may_see(person, invoice):
        return Told(_("invoice %s") % invoice.number)
    seen = matter is not None and Matter.objects.visible_to(person).filter(pk=matter.pk).exists()
    named = f"{matter.number} {matter.name}" if seen else ""
    facts = [
        (_("Firm"), str(invoice.firm)),
        (_("Invoice"), _("%(number)s of %(day)s") % {
            "number": invoice.number, "day": formats.day(invoice.invoice_date),
        }),
        (_("Matter"), named),
        (_("To approve"), _amount_words(invoice)),
        (_("Budget"), asked.budget_words(invoice)),
    ]  # fmt: skip
    return Told(_title(invoice, named), tuple((label, value) for label, value in facts if value))


def _title(invoice: Invoice, matter: str) -> str:
    if invoice.matter is not None and invoice.matter.restricted:
        return _("invoice %s") % invoice.number
    amount = formats.money(invoice.approved_amount, invoice.currency)
    facts = {"number": invoice.number, "firm": invoice.firm, "amount": amount}
    title = _("invoice %(number)s of %(firm)s, %(amount)s") % facts
    return f"{title}: {matter}" if matter else title


def _amount_words(invoice: Invoice) -> str:
    amount = formats.money(invoice.approved_amount, invoice.currency)
    if invoice.approved_amount == invoice.billed_total:
        return amount
    billed = formats.money(invoice.billed_total, invoice.currency)
    return _("%(amount)s of %(billed)s billed") % {"amount": amount, "billed": billed}


def example(user: User, reference: str) -> Invoice | None:
    """An invoice by its number, or one made up on the matter of this number, for trying policies.

    Administrators keep policies without seeing matters, so a matter that is neither restricted nor walled off
    from them will do for them.
    """
    reference = reference.strip()
    found = Invoice.objects.visible_to(user).filter(Q(number=reference), matter__isnull=False)
    invoice = found.select_related("firm", "matter__team", "matter__lead").order_by("-received_at").first()
    if invoice is not None:
        return invoice
    matter = Matter.objects.filter(number__iexact=reference).select_related("team", "lead").first()
    if matter is None or not _may_try(user, matter):
        return None
    return Invoice(
        matter=matter, number=_("an invoice on %s") % matter.number, currency=settings.BASE_CURRENCY,
        billed_total=Decimal(0), base_total=Decimal(0), line_count=1, base_rate=Decimal(1), state="in_review",
    )  # fmt: skip


def _may_try(user: User, matter: Matter) -> bool:
    if Matter.objects.visible_to(user).filter(pk=matter.pk).exists():
        return True
    return has_capability(user, can.CONFIGURE) and not matter.restricted and may_wall(user, matter)


def _card(invoice: Invoice, bar: Any, flags: Mapping[str, int]) -> Card:
    reduced = invoice.approved_amount != invoice.billed_total
    return Card(
        title=invoice.number,
        url=reverse("billing:invoice", args=[invoice.pk]),
        peek_url=reverse("billing:peek", args=[invoice.pk]),
        about=render_to_string("billing/approval_card.html#about", {"invoice": invoice, "flags": flags}),
        side=render_to_string("billing/approval_card.html#side", {"bar": bar}) if bar else "",
        amount=formats.money(invoice.approved_amount, invoice.currency),
        was=formats.money(invoice.billed_total, invoice.currency) if reduced else "",
        due=invoice.due_on,
        version=invoice.version,
    )


def _changed(invoice: Invoice) -> str:
    message = _(
        "Someone changed invoice %(number)s after you opened it. To approve now: %(amount)s. "
        "Look at the change, then decide again."
    )
    amount = formats.money(invoice.approved_amount, invoice.currency)
    return message % {"number": invoice.number, "amount": amount}
