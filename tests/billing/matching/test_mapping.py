"""Mapping once and for ever, and what goes on by itself afterwards."""

import pytest

from billing.models import Invoice, InvoiceNote
from billing.services import mapping
from legalops import jobs
from legalops.audit.models import AuditEvent
from legalops.jobs.models import Job
from legalops.kernel.errors import Conflict, DomainError
from matters.models import MatterNumber
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice
from tests.factories import make_matter, make_timekeeper
from vendors.models import TimekeeperAlias, TimekeeperClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(firm, biller, jo) -> Invoice:
    return only_invoice(
        imported(ledes(invoice("INV-1", matter="M-77", law_firm_matter_id="LF-9")), firm, biller)
    )


def test_mapped_number_sends_waiting_invoices_on(firm, specialist, matter, waiting):
    mapping.map_matter(firm=firm, number="m-77 ", matter=matter, actor=specialist)
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.matter) == ("in_review", matter)
    assert waiting.lines.get().matter == matter
    assert [each.name for each in waiting.transitions.order_by("pk")] == ["receive", "match"]
    assert AuditEvent.objects.filter(action="billing.invoice.reviewed", subject_id=waiting.pk).count() == 1


def test_later_invoices_under_a_mapped_number_never_wait(firm, biller, specialist, matter, jo):
    mapping.map_matter(firm=firm, number="M-77", matter=matter, actor=specialist)
    later = only_invoice(imported(ledes(invoice("INV-2", matter="M-77")), firm, biller))
    assert (later.state, later.matter) == ("in_review", matter)


def test_own_number_of_the_firm_serves_when_the_clients_is_unknown_or_blank(
    firm, biller, specialist, matter, waiting
):
    mapping.map_matter(firm=firm, number="LF-9", matter=matter, actor=specialist)
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"
    blank = invoice("INV-2", matter="", law_firm_matter_id="LF-9")
    assert only_invoice(imported(ledes(blank), firm, biller)).matter == matter


def test_mapping_of_one_firm_means_nothing_to_another(firm, rival, rival_biller, specialist, matter):
    mapping.map_matter(firm=firm, number="M-77", matter=matter, actor=specialist)
    theirs = only_invoice(imported(ledes(invoice("INV-1", matter="M-77")), rival, rival_biller))
    assert theirs.state == "unmatched"


def test_guessed_number_of_a_matter_does_not_match(rival, rival_biller, matter):
    theirs = only_invoice(imported(ledes(invoice("INV-1", matter="M-1")), rival, rival_biller))
    assert (theirs.state, theirs.matter) == ("unmatched", None)


def test_mapping_twice_is_mapping_once_and_another_matter_is_a_conflict(firm, specialist, matter):
    for _ in range(2):
        mapping.map_matter(firm=firm, number="M-77", matter=matter, actor=specialist)
    assert MatterNumber.objects.count() == 1
    assert AuditEvent.objects.filter(action="matters.number.mapped").count() == 1
    with pytest.raises(Conflict):
        mapping.map_matter(firm=firm, number="M-77", matter=make_matter(), actor=specialist)


def test_blank_number_cannot_be_mapped(firm, specialist, matter):
    with pytest.raises(DomainError):
        mapping.map_matter(firm=firm, number="  ", matter=matter, actor=specialist)


def test_unknown_person_is_mapped_once_for_every_spelling_of_the_id(firm, biller, specialist, matter, jo):
    first = only_invoice(imported(ledes(invoice("INV-1", fee(timekeeper_id="jr-7"))), firm, biller))
    assert first.state == "unmatched"
    mapping.map_timekeeper(firm=firm, code="jr-7", timekeeper=jo, actor=specialist)
    jobs.run_pending(propagate=True)
    first.refresh_from_db()
    assert (first.state, first.lines.get().timekeeper_id) == ("in_review", jo.pk)
    assert first.lines.get().timekeeper_code == "jr-7"
    assert TimekeeperAlias.objects.get().code_key == "JR-7"
    again = only_invoice(imported(ledes(invoice("INV-2", fee("1.00", timekeeper_id="JR-7"))), firm, biller))
    assert again.state == "in_review"


def test_person_of_another_firm_cannot_be_meant(firm, rival, specialist):
    with pytest.raises(DomainError):
        mapping.map_timekeeper(firm=firm, code="X", timekeeper=make_timekeeper(rival), actor=specialist)
    assert not TimekeeperAlias.objects.exists()


def test_new_person_is_added_with_the_status_chosen(firm, biller, specialist, matter):
    waiting = only_invoice(imported(ledes(invoice("INV-1", fee(timekeeper_id="TK9"))), firm, biller))
    person = mapping.create_timekeeper(
        firm=firm,
        code="TK9",
        last_name="Kim",
        first_name="Hana",
        classification=TimekeeperClass.objects.get(pk="ASSOC"),
        status="pending",
        actor=specialist,
    )
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"
    assert waiting.lines.get().timekeeper_id == person.pk
    assert waiting.findings.filter(rule="G30").exists()
    with pytest.raises(Conflict):
        mapping.create_timekeeper(
            firm=firm,
            code="tk9",
            last_name="Other",
            first_name="",
            classification=person.classification,
            status="pending",
            actor=specialist,
        )


def test_invoice_with_both_missing_waits_for_both(firm, biller, specialist, matter, jo):
    both = invoice("INV-1", fee(timekeeper_id="TK9"), matter="M-77")
    waiting = only_invoice(imported(ledes(both), firm, biller))
    mapping.map_matter(firm=firm, number="M-77", matter=matter, actor=specialist)
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.matter) == ("unmatched", matter)
    mapping.map_timekeeper(firm=firm, code="TK9", timekeeper=jo, actor=specialist)
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_person_added_in_the_console_is_found_by_the_periodic_matching(firm, biller, matter):
    waiting = only_invoice(imported(ledes(invoice("INV-1", fee(timekeeper_id="TK9"))), firm, biller))
    make_timekeeper(firm, code="tk9")
    jobs.enqueue("billing.rematch_waiting")
    jobs.run_pending(propagate=True)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_matching_again_of_what_is_matched_changes_nothing(firm, biller, specialist, matter, jo):
    stored = only_invoice(imported(ledes(), firm, biller))
    before = Invoice.objects.filter(pk=stored.pk).values().get()
    findings = list(stored.findings.values_list("pk", flat=True))
    mapping.ask_for_rematch(firm.pk)
    jobs.run_pending(propagate=True)
    assert Invoice.objects.filter(pk=stored.pk).values().get() == before
    assert list(stored.findings.values_list("pk", flat=True)) == findings


def test_asking_twice_is_one_job(firm, specialist, matter):
    mapping.map_matter(firm=firm, number="A", matter=matter, actor=specialist)
    mapping.map_matter(firm=firm, number="B", matter=matter, actor=specialist)
    assert Job.objects.filter(name="billing.rematch_firm").count() == 1


def test_invoice_that_belongs_to_nobody_goes_back_with_the_reason(specialist, waiting):
    mapping.reject_unmatched(waiting, reason="Not our company.", actor=specialist)
    waiting.refresh_from_db()
    assert waiting.state == "rejected"
    assert InvoiceNote.objects.get(invoice=waiting, audience="firm").body == "Not our company."
    assert waiting.transitions.get(to_state="rejected").reason == "Not our company."


def test_rejection_needs_a_reason_and_an_invoice_that_still_waits(firm, specialist, matter, waiting):
    with pytest.raises(DomainError):
        mapping.reject_unmatched(waiting, reason="  ", actor=specialist)
    mapping.map_matter(firm=firm, number="M-77", matter=matter, actor=specialist)
    jobs.run_pending(propagate=True)
    with pytest.raises(Conflict):
        mapping.reject_unmatched(waiting, reason="Late", actor=specialist)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"
