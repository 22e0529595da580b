"""Hand-overs to accounts payable of the past, and the payments that followed."""

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta

from billing.enums import InvoiceState
from billing.models import ApExport, ApExportItem, Invoice
from billing.selectors.accounts import posted
from billing.services.ap_file import ap_csv
from legalops.audit.services import record
from legalops.demo.history.course import Course
from legalops.demo.loading.world import World
from legalops.documents import sniffing
from legalops.documents.services.storing import store
from legalops.kernel import clock

_MORNING = time(13)
_MAX_BYTES = 50_000_000


def export(world: World, courses: Sequence[Course], day: date) -> None:
    """One file of approved invoices, as `billing.services.exports.export_approved` makes it."""
    at = datetime.combine(day, _MORNING, UTC)
    invoices = sorted((course.invoice for course in courses), key=lambda invoice: invoice.pk)
    with clock.frozen(at):
        made = _keep(world, invoices, day)
        after = {"invoices": len(invoices), "sha256": made.document.sha256}
        record(made, "billing.export.made", actor=world.finance, after=after)
    for course in courses:
        course.pass_to("send_to_ap", InvoiceState.SENT_TO_AP, at, world.finance, str(made))


def pay(world: World, course: Course, exported: date, until: date) -> date | None:
    """Note the payment if it happened by then; otherwise the day on which it will."""
    day = exported + timedelta(course.plan.payment_days)
    if day > until:
        return day
    reference = course.transitions[-1].reason
    course.pay(day, datetime.combine(day, _MORNING, UTC), world.finance, reference)
    return None


def _keep(world: World, invoices: Sequence[Invoice], day: date) -> ApExport:
    coded = posted(invoices, day)
    content = io.BytesIO("".join(ap_csv(coded)).encode())
    name = f"accounts-payable-{day:%Y-%m-%d}-{invoices[0].pk}.csv"
    document = store(content, name=name, actor=world.finance, max_bytes=_MAX_BYTES, allowed={sniffing.TEXT})
    made = ApExport.objects.create(
        document=document, made_by=world.finance, made_at=clock.now(), invoice_count=len(invoices)
    )
    ApExportItem.objects.bulk_create(
        ApExportItem(
            export=made,
            invoice=invoice,
            amount=invoice.approved_amount,
            currency=invoice.currency,
            **asdict(posting),
        )
        for invoice, posting in coded
    )
    return made
