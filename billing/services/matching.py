"""Waiting invoices matched again after a number, an id or a timekeeper became known."""

from collections.abc import Sequence

from django.db import connection, transaction

from billing import review
from billing.enums import InvoiceState
from billing.models import Invoice
from billing.policies import billed_id_key
from billing.selectors.directory import Directory, directory_of
from billing.services.budget_order import hold_budgets
from billing.services.credit_notes import link_named
from billing.services.firm_order import hold_firm
from billing.services.lifecycle import transition
from billing.services.review_run import AT_ONCE, keep_new, log_review, stored_facts
from billing.services.rule_settings import current_settings
from legalops.accounts.system import system_actor
from legalops.jobs import JobContext
from vendors.models import Firm

_SYSTEM_ACTOR = "ledes-intake"

_WAITING_CODES = """
SELECT DISTINCT timekeeper_code FROM billing_invoiceline
WHERE invoice_id = ANY(%s) AND kind = 'F' AND timekeeper_code <> '' AND timekeeper_id IS NULL
"""
_SET_PEOPLE = """
UPDATE billing_invoiceline line SET timekeeper_id = known.timekeeper_id
FROM unnest(%s::text[], %s::bigint[]) AS known(code, timekeeper_id)
WHERE line.invoice_id = ANY(%s) AND line.timekeeper_id IS NULL AND line.timekeeper_code = known.code
"""
_SET_MATTERS = """
UPDATE billing_invoiceline line SET matter_id = invoice.matter_id
FROM billing_invoice invoice
WHERE invoice.id = line.invoice_id AND invoice.id = ANY(%s)
  AND line.matter_id IS DISTINCT FROM invoice.matter_id
"""
_STILL_UNKNOWN = """
SELECT DISTINCT invoice_id FROM billing_invoiceline
WHERE invoice_id = ANY(%s) AND kind = 'F' AND timekeeper_code <> '' AND timekeeper_id IS NULL
"""


def rematch_firm(firm: Firm, *, job: JobContext | None = None) -> int:
    """Match the firm's waiting invoices again and review those that are complete; returns how many.

    Safe to run twice or to die half way: each step of at most AT_ONCE invoices is one transaction.
    """
    waiting = Invoice.objects.filter(firm=firm, state=InvoiceState.UNMATCHED).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    directory, matched = directory_of(firm), 0
    for start in range(0, len(ids), AT_ONCE):
        if job:
            job.progress(start, len(ids))
        matched += _rematch(firm, directory, ids[start : start + AT_ONCE])
    return matched


@transaction.atomic
def _rematch(firm: Firm, directory: Directory, ids: Sequence[int]) -> int:
    hold_firm(firm.pk)
    locked = Invoice.objects.locked().filter(pk__in=ids, state=InvoiceState.UNMATCHED)
    waiting = {invoice.pk: invoice for invoice in locked}
    _match_matters(directory, waiting)
    _match_people(directory, list(waiting))
    unknown = _with_unknown_people(list(waiting))
    complete = [each for each in waiting.values() if each.matter_id and each.pk not in unknown]
    if complete:
        _enter_review(firm, complete)
    return len(complete)


def _match_matters(directory: Directory, waiting: dict[int, Invoice]) -> None:
    found = []
    for invoice in waiting.values():
        if invoice.matter_id is None:
            matter_id = directory.matter_of(invoice.client_matter_id, invoice.law_firm_matter_id)
            if matter_id:
                invoice.matter_id = matter_id
                invoice.version += 1
                found.append(invoice)
    Invoice.objects.bulk_update(found, ["matter", "version"])
    with connection.cursor() as cursor:
        cursor.execute(_SET_MATTERS, [[invoice.pk for invoice in found]])


def _match_people(directory: Directory, ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING_CODES, [ids])
        codes = [code for (code,) in cursor.fetchall()]
        known = {code: person for code in codes if (person := directory.timekeepers.get(billed_id_key(code)))}
        if known:
            cursor.execute(_SET_PEOPLE, [list(known), list(known.values()), ids])


def _with_unknown_people(ids: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(_STILL_UNKNOWN, [ids])
        return {invoice_id for (invoice_id,) in cursor.fetchall()}


def _enter_review(firm: Firm, invoices: list[Invoice]) -> None:
    actor, settings = system_actor(_SYSTEM_ACTOR), current_settings()
    hold_budgets({invoice.matter_id for invoice in invoices if invoice.matter_id})
    for invoice in invoices:
        transition(invoice=invoice, name="match", actor=actor)
    link_named(invoices, actor=actor)
    found = review.run(stored_facts(firm, [invoice.pk for invoice in invoices]), settings)
    keep_new(found, settings)
    log_review(invoices, found, actor=actor)
