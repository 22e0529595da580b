"""Terms that change are held against what waits in review; a wrong mapping is put right."""

from decimal import Decimal

import pytest
from django.urls import reverse

from billing.models import Invoice, InvoiceLine
from billing.services import findings, mapping
from billing.services.reviewing_again import review_again
from legalops import jobs
from legalops.audit.models import AuditEvent
from matters.models import MatterNumber
from matters.services.firms import staff_timekeeper, unstaff_timekeeper
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice
from tests.factories import make_finding, make_matter, make_person, make_rate, make_timekeeper, raise_wall
from vendors.models import Timekeeper, TimekeeperAlias
from vendors.services.rates import approve_rate
from vendors.services.timekeepers import decide_timekeeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(firm):
    """Known to the department, neither approved nor with a rate."""
    return make_timekeeper(firm, code="TK9", last_name="New", status="pending")


@pytest.fixture
def bill(firm, biller, matter, jo, newcomer) -> Invoice:
    lines = (fee("1.00"), fee("2.00", timekeeper_id="TK9", timekeeper_name="New, Ada"))
    return only_invoice(imported(ledes(invoice("A", *lines)), firm, biller))


@pytest.fixture
def mapper(client, specialist):
    client.force_login(specialist)
    return client


def rules(bill) -> list[str]:
    return sorted(bill.findings.filter(state="open").values_list("rule", flat=True))


def test_accepting_a_person_and_agreeing_a_rate_takes_the_findings_away(
    bill, newcomer, specialist, django_capture_on_commit_callbacks
):
    assert {"G27", "G30"} <= set(rules(bill))
    with django_capture_on_commit_callbacks(execute=True):
        decide_timekeeper(newcomer, "approved", actor=specialist)
    jobs.run_pending(propagate=True)
    assert "G30" not in rules(bill)
    with django_capture_on_commit_callbacks(execute=True):
        approve_rate(
            newcomer, amount=Decimal(400), currency="USD", valid_from=bill.period_start, actor=specialist
        )
    jobs.run_pending(propagate=True)
    assert "G27" not in rules(bill)
    assert "G26" in rules(bill)
    version = bill.version
    bill.refresh_from_db()
    assert bill.version > version


def test_shutting_out_the_others_of_a_firm_is_found_and_given_up_again(
    bill, jo, newcomer, matter, specialist, django_capture_on_commit_callbacks
):
    decide_timekeeper(newcomer, "approved", actor=specialist)
    with django_capture_on_commit_callbacks(execute=True):
        staff_timekeeper(matter, jo, actor=matter.lead)
    jobs.run_pending(propagate=True)
    assert bill.findings.get(rule="G30").line.timekeeper == newcomer
    with django_capture_on_commit_callbacks(execute=True):
        unstaff_timekeeper(matter, jo, actor=matter.lead)
    jobs.run_pending(propagate=True)
    assert "G30" not in rules(bill)


def test_decisions_stay_and_are_not_found_a_second_time(bill, newcomer, firm, specialist):
    line = bill.lines.get(timekeeper=newcomer)
    dismissed = bill.findings.get(rule="G30", line=line)
    bill.findings.filter(pk=dismissed.pk).update(
        state="dismissed", decided_at=bill.received_at, decided_by=specialist
    )
    accepted = bill.findings.get(rule="G27", line=line)
    findings.accept_finding(accepted, actor=specialist)
    stale = make_finding(bill, line, rule="G99")
    assert review_again(firm, [bill.pk], actor=specialist) == 1
    assert bill.findings.get(rule="G30", line=line).state == "dismissed"
    assert bill.findings.get(rule="G27", line=line).state == "accepted"
    assert bill.adjustments.filter(undone_at__isnull=True).exists()
    assert not bill.findings.filter(pk=stale.pk).exists()
    assert review_again(firm, [bill.pk], actor=specialist) == 1
    assert bill.findings.filter(rule="G30", line=line).count() == 1


def test_what_is_decided_is_not_reviewed_again(bill, firm, specialist):
    Invoice.objects.filter(pk=bill.pk).update(state="approved", approved_at=bill.received_at)
    before = list(bill.findings.order_by("pk").values_list("pk", flat=True))
    assert review_again(firm, [bill.pk], actor=specialist) == 0
    assert list(bill.findings.order_by("pk").values_list("pk", flat=True)) == before


@pytest.fixture
def wrong(firm, biller, matter, jo, specialist):
    """Two invoices under the firm's own number, mapped to the wrong matter; one was worked on."""
    other = make_matter(firms=(firm,), number="M-2", name="Right one")
    for number in ("A", "B"):
        imported(ledes(invoice(number, matter="FIRM-77")), firm, biller)
    mapping.map_matter(firm=firm, number="FIRM-77", matter=matter, actor=specialist)
    jobs.run_pending(propagate=True)
    bills = list(Invoice.objects.order_by("number"))
    assert [each.matter for each in bills] == [matter, matter]
    decided = make_finding(bills[1], bills[1].lines.get())
    findings.accept_finding(decided, actor=specialist)
    return other, bills


def test_a_wrong_number_is_corrected_and_what_waits_goes_along(wrong, mapper, matter, firm, biller):
    other, (untouched, worked_on) = wrong
    row = MatterNumber.objects.get()
    assert "FIRM-77" in mapper.get(reverse("billing:mapped")).content.decode()
    said = mapper.post(reverse("billing:correct_number", args=[row.pk]), {"matter": "M-2"})
    assert said.status_code in (204, 303)
    for each in (untouched, worked_on):
        each.refresh_from_db()
    assert (untouched.matter, worked_on.matter) == (other, matter)
    assert set(untouched.lines.values_list("matter", flat=True)) == {other.pk}
    toast = mapper.get(reverse("billing:mapped")).content.decode()
    assert "1 invoice went along. 1 was worked on or decided and stays." in toast
    later = only_invoice(imported(ledes(invoice("C", matter="firm-77")), firm, biller))
    assert later.matter == other
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"matters.number.unmapped", "billing.invoice.moved"} <= actions


def test_the_same_answer_again_changes_nothing(wrong, mapper, matter):
    before = AuditEvent.objects.count()
    row = MatterNumber.objects.get()
    mapper.post(reverse("billing:correct_number", args=[row.pk]), {"matter": matter.number})
    assert AuditEvent.objects.count() == before


def test_a_matter_the_firm_does_not_work_on_is_refused_with_the_way_out(wrong, mapper):
    make_matter(number="M-3")
    row = MatterNumber.objects.get()
    answer = mapper.post(reverse("billing:correct_number", args=[row.pk]), {"matter": "M-3"})
    assert answer.status_code == 422
    assert "is not engaged on M-3. Engage it first." in answer.content.decode()


def test_mappings_of_hidden_matters_are_absent_and_cannot_be_changed(wrong, mapper, matter, specialist):
    raise_wall(matter, specialist)
    row = MatterNumber.objects.get()
    assert "FIRM-77" not in mapper.get(reverse("billing:mapped")).content.decode()
    mapper.post(reverse("billing:correct_number", args=[row.pk]), {"matter": "M-2"})
    assert MatterNumber.objects.get().matter == matter


@pytest.mark.parametrize("role", ["attorney", "finance", "auditor", "requester"])
def test_who_does_not_map_finds_no_page(wrong, client, role):
    client.force_login(make_person(role))
    row = MatterNumber.objects.get()
    for address in (reverse("billing:mapped"), reverse("billing:correct_number", args=[row.pk])):
        assert client.get(address).status_code in (403, 404)


def test_a_wrong_person_is_corrected_with_the_rate_of_the_right_one(
    firm, biller, matter, jo, specialist, mapper
):
    cheap = make_timekeeper(firm, code="TK2", last_name="Cheap")
    make_rate(cheap, 100)
    imported(ledes(invoice("A", fee(timekeeper_id="ZZ"))), firm, biller)
    mapping.map_timekeeper(firm=firm, code="ZZ", timekeeper=jo, actor=specialist)
    jobs.run_pending(propagate=True)
    bill = Invoice.objects.get()
    assert "G26" not in rules(bill)
    row = TimekeeperAlias.objects.get()
    mapper.post(reverse("billing:correct_person", args=[row.pk]), {"timekeeper": cheap.pk})
    assert InvoiceLine.objects.get().timekeeper == cheap
    assert "G26" in rules(bill)
    assert TimekeeperAlias.objects.get().timekeeper == cheap


def test_a_person_is_added_with_an_agreed_rate_in_one_step(firm, biller, matter, jo, mapper):
    imported(ledes(invoice("A", fee(timekeeper_id="ZZ", timekeeper_name="Zed, Zoe"))), firm, biller)
    address = reverse("billing:add_person") + f"?firm={firm.code}&code=ZZ"
    assert 'value="2026-05-14"' in mapper.get(address).content.decode()
    data = {
        "last_name": "Zed", "first_name": "Zoe", "classification": "PARTNR", "status": "pending",
        "rate": "500", "currency": "USD", "rate_from": "2026-05-14",
    }  # fmt: skip
    assert "Accept the person first" in mapper.post(address, data).content.decode()
    assert not Timekeeper.objects.filter(code="ZZ").exists()
    mapper.post(address, data | {"status": "approved"})
    jobs.run_pending(propagate=True)
    person = Timekeeper.objects.get(code="ZZ")
    assert person.rates.get().amount == 500
    bill = Invoice.objects.get()
    assert bill.state == "in_review"
    assert not {"G26", "G27", "G30"} & set(rules(bill))
