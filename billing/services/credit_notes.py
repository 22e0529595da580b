"""Linking a credit note to the invoice it credits: by the number in its file, or by the reviewer.

A credit note is a document of its own with its own approval (domain/features.md 5.65); being negative, it is
netted wherever invoices are added up.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice, InvoiceLine, Submission
from billing.policies import numbers_named
from billing.selectors.credit_notes import creditable
from billing.services.gates import open_for_review
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError

_MOST_LINES = 200
_MOST_NOTES = 100


def link_named(invoices: Iterable[Invoice], *, actor: User) -> None:
    """Link each credit note on a matter whose description or lines name exactly one invoice it may credit.

    In the caller's transaction; others are left to the reviewer.
    """
    for note in invoices:
        if note.is_credit_note and note.matter_id and note.credits_id is None and (one := _named(note)):
            _link(note, one, actor)


def link_waiting(submission: Submission, *, actor: User) -> None:
    """Link credit notes in review that came before the invoice they name, where this file has brought it.

    In the caller's transaction. One that somebody works on at this moment is left to them.
    """
    notes = Invoice.objects.filter(firm=submission.firm_id, credits=None, billed_total__lt=0)
    waiting = notes.filter(state=InvoiceState.IN_REVIEW).exclude(submission=submission).order_by("-pk")
    for note in waiting.select_for_update(of=("self",), skip_locked=True)[:_MOST_NOTES]:
        one = _named(note)
        if one and one.submission_id == submission.pk:
            _link(note, one, actor)


@transaction.atomic
def choose_credited(note: Invoice, credited: Invoice | None, *, actor: User) -> None:
    """Say which invoice a credit note in review credits, or with None that none is known.

    Raises DomainError "invoice.no_credit_note" or "invoice.not_creditable", NotFound, NotAllowed, and
    Conflict when the credit note has moved on.
    """
    current = open_for_review(note, actor=actor)
    if not current.is_credit_note:
        message = _("%(number)s is no credit note: it does not give back more than it bills.")
        raise DomainError("invoice.no_credit_note", message % {"number": current.number})
    if credited and not creditable(current).filter(pk=credited.pk).exists():
        message = _(
            "%(number)s cannot be credited by this. Choose an invoice of %(firm)s on the same matter in "
            "%(currency)s that was not rejected."
        )
        facts = {"number": credited.number, "firm": current.firm, "currency": current.currency}
        raise DomainError("invoice.not_creditable", message % facts, field="credited")
    if current.credits_id != (credited.pk if credited else None):
        _link(current, credited, actor)
    note.refresh_from_db()


def _link(note: Invoice, credited: Invoice | None, actor: User) -> None:
    before = Invoice.objects.filter(pk=note.credits_id).first()
    note.credits = credited
    note.version += 1
    note.save(update_fields=["credits", "version"])
    numbers = (
        {"credits": before.number if before else None},
        {"credits": credited.number if credited else None},
    )
    record(note, "billing.invoice.credit_linked", actor=actor, before=numbers[0], after=numbers[1])
    if credited:
        record(credited, "billing.invoice.credited", actor=actor, after={"credit_note": note.number})


def _named(note: Invoice) -> Invoice | None:
    """The invoice that it names, if it is exactly one that it may credit."""
    named = list(creditable(note).filter(number_key__in=numbers_named(_text_of(note)))[:2])
    return named[0] if len(named) == 1 else None


def _text_of(note: Invoice) -> str:
    lines = InvoiceLine.objects.filter(invoice=note).order_by("position")
    return " ".join([note.description, *lines.values_list("narrative", flat=True)[:_MOST_LINES]])
