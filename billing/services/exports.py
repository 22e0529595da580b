"""Handing approved invoices to accounts payable: each once and only once; and what comes back, the
payment.
"""

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import ApExport, ApExportItem, Invoice
from billing.selectors.accounts import posted
from billing.services.ap_file import ap_csv
from billing.services.gates import locked, moved_on, require
from billing.services.lifecycle import transition
from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.documents import sniffing
from legalops.documents.services.storing import store
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.selectors.codes import CODES

_MAX_BYTES = 200 * 1024 * 1024


@transaction.atomic
def export_approved(*, actor: User) -> ApExport:
    """Claim every approved invoice the person may see and write the file for accounts payable.

    Rows claimed by someone else at this moment are skipped, so two clicks make two disjoint files or one file
    and a refusal; the database lets no invoice be in two. Everything is one transaction: dying half way
    leaves the invoices approved. Raises DomainError when nothing is waiting.
    """
    require(actor, can.INVOICES_EXPORT, _("Only people who work with accounts payable can export."))
    invoices = _claim(actor)
    if not invoices:
        raise DomainError(
            "export.nothing",
            _(
                "No approved invoice waits for accounts payable. If somebody exported just now, it is "
                "listed below."
            ),
        )
    export = _keep(invoices, actor)
    for invoice in invoices:
        transition(invoice=invoice, name="send_to_ap", actor=actor, reason=str(export))
    after = {"invoices": len(invoices), "sha256": export.document.sha256}
    record(export, "billing.export.made", actor=actor, after=after)
    return export


@transaction.atomic
def note_download(export: ApExport, *, actor: User) -> None:
    """Keep in the ledger that the file was taken out; whoever hands it over is known by name."""
    after = {"invoices": export.invoice_count, "sha256": export.document.sha256}
    record(export, "billing.export.downloaded", actor=actor, after=after)


@transaction.atomic
def record_payment(invoice: Invoice, *, paid_on: date, reference: str, actor: User) -> None:
    """Note that accounts payable paid the invoice on a local date. The same payment twice is once.

    Raises DomainError for a date in the future or before the invoice's, NotAllowed, NotFound, Conflict.
    """
    current = locked(invoice, actor=actor)
    require(actor, can.INVOICES_EXPORT, _("Only people who work with accounts payable can record payments."))
    reference = reference.strip()
    if current.state == InvoiceState.PAID and (current.paid_on, current.payment_reference) == (
        paid_on,
        reference,
    ):
        return
    if current.state != InvoiceState.SENT_TO_AP:
        raise moved_on(current)
    _refuse_impossible(current, paid_on)
    current.paid_on, current.payment_reference = paid_on, reference
    current.save(update_fields=["paid_on", "payment_reference"])
    transition(invoice=current, name="pay", actor=actor, reason=reference)
    invoice.refresh_from_db()


def _claim(actor: User) -> list[Invoice]:
    free = Invoice.objects.visible_to(actor).filter(state=InvoiceState.APPROVED)
    rows = free.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    return list(rows.select_related("firm", "matter__matter_type", *(f"matter__{code}" for code in CODES)))


def _keep(invoices: Sequence[Invoice], actor: User) -> ApExport:
    name = f"accounts-payable-{clock.today():%Y-%m-%d}-{invoices[0].pk}.csv"
    coded = posted(invoices, clock.today())
    content = io.BytesIO("".join(ap_csv(coded)).encode())
    document = store(content, name=name, actor=actor, max_bytes=_MAX_BYTES, allowed={sniffing.TEXT})
    export = ApExport.objects.create(
        document=document, made_by=actor, made_at=clock.now(), invoice_count=len(invoices)
    )
    ApExportItem.objects.bulk_create(
        [
            ApExportItem(
                export=export,
                invoice=invoice,
                amount=invoice.approved_amount,
                currency=invoice.currency,
                **asdict(posting),
            )
            for invoice, posting in coded
        ]
    )
    return export


def _refuse_impossible(invoice: Invoice, paid_on: date) -> None:
    if paid_on > clock.today():
        message = _("The payment date lies in the future. Enter the day on which it was paid.")
        raise DomainError("payment.future", message, field="paid_on")
    if paid_on < invoice.invoice_date:
        message = _("The payment date lies before the invoice date, %s.") % invoice.invoice_date.isoformat()
        raise DomainError("payment.early", message, field="paid_on")
