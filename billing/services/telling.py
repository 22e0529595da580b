"""What people are told of invoices and files: firms of their own, the department of what waits."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.enums import InvoiceState, SubmissionState
from billing.models import Invoice, Submission
from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.notifications.registry import Kind, register
from legalops.notifications.services import notify

FILE_REFUSED: Final = "billing.file_refused"
FILE_READY: Final = "billing.file_ready"
INVOICE_DECIDED: Final = "billing.invoice_decided"
UNMATCHED: Final = "billing.unmatched_waiting"
_FIRMS = frozenset({can.PORTAL_VIEW, can.PORTAL_SUBMIT})


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            FILE_REFUSED,
            gettext_lazy("A file was refused"),
            gettext_lazy("When a file that you uploaded has errors or could not be processed."),
            capabilities=_FIRMS,
        )
    )
    register(
        Kind(
            FILE_READY,
            gettext_lazy("A file was checked"),
            gettext_lazy("When a file that you uploaded can be submitted."),
            channels=frozenset({"in_app"}),
            capabilities=_FIRMS,
        )
    )
    register(
        Kind(
            INVOICE_DECIDED,
            gettext_lazy("An invoice was decided or paid"),
            gettext_lazy("When the client approves, rejects or pays an invoice of your firm."),
            capabilities=_FIRMS,
        )
    )
    register(
        Kind(
            UNMATCHED,
            gettext_lazy("Invoices wait to be matched"),
            gettext_lazy("Each morning, while invoices name a matter or person that nobody has mapped."),
            capabilities=frozenset({can.INVOICES_MAP}),
        )
    )


def tell_of_file(submission: Submission) -> None:
    """Tell who uploaded a file how its check ended; a file that submits itself needs no word that it may."""
    if submission.state in (SubmissionState.REFUSED, SubmissionState.FAILED):
        kind, title = FILE_REFUSED, gettext_lazy("%s was refused")
    elif submission.state == SubmissionState.READY and not submission.auto_submit:
        kind, title = FILE_READY, gettext_lazy("%s can be submitted")
    else:
        return
    notify(
        kind,
        recipients=[submission.uploaded_by],
        subject=submission,
        title=lambda: str(title) % submission.file_name,
        body=lambda: _refused_because(submission) if kind == FILE_REFUSED else "",
        url=reverse("portal:file", args=[submission.reference]),
        key=f"file:{submission.pk}:{submission.state}:{submission.finished_at or ''}",
    )


def tell_firm_of_decision(invoice: Invoice, passage: int, *, actor: User) -> None:
    """Tell a firm's people that their invoice was approved, rejected or paid; of other states nothing."""
    words = {
        InvoiceState.APPROVED: gettext_lazy("Invoice %s was approved"),
        InvoiceState.REJECTED: gettext_lazy("Invoice %s was rejected"),
        InvoiceState.PAID: gettext_lazy("Invoice %s was paid"),
    }
    if invoice.state not in words:
        return
    notify(
        INVOICE_DECIDED,
        recipients=User.objects.filter(firm_membership__firm=invoice.firm_id, is_active=True),
        subject=invoice,
        title=lambda: str(words[InvoiceState(invoice.state)]) % invoice.number,
        url=reverse("portal:invoice", args=[invoice.pk]),
        actor=actor,
        key=f"invoice-decided:{passage}",
    )


@transaction.atomic
def tell_of_unmatched() -> int:
    """Tell the people who map, once a day, how many invoices wait for it; the number of invoices."""
    waiting = Invoice.objects.filter(state=InvoiceState.UNMATCHED).order_by("received_at", "pk")
    count, oldest = waiting.count(), waiting.first()
    if oldest is None:
        return 0

    def title() -> str:
        return ngettext("%d invoice waits to be matched", "%d invoices wait to be matched", count) % count

    notify(
        UNMATCHED,
        recipients=_mappers(),
        subject=oldest,
        title=title,
        url=reverse("billing:unmatched"),
        key=f"unmatched:{clock.today()}",
    )
    return count


def _mappers() -> Iterable[User]:
    held = {"role_assignments__role__capabilities__contains": [can.INVOICES_MAP]}
    return User.objects.filter(**held, is_active=True).distinct()


def _refused_because(submission: Submission) -> str:
    return submission.failure or _errors(submission.error_count)


def _errors(count: int) -> str:
    return ngettext("It has %d error. ", "It has %d errors. ", count) % count + _(
        "Each is listed with its line and how to mend it."
    )
