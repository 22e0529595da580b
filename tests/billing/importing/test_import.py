"""Storing a submitted file: all of it or nothing, once, to the cent."""

import io
from decimal import Decimal
from pathlib import Path

import pytest

from billing.models import Invoice, InvoiceLine, InvoiceTransition, ReviewFinding, Submission
from billing.services import intake, submitting
from billing.services.importing import import_submission
from billing.services.lifecycle import transition
from legalops import jobs
from legalops.fx.models import ExchangeRate
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.billing.intake.fixtures import checked, imported, only_invoice
from tests.factories import make_firm, make_matter, make_rate, make_timekeeper

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "ledes" / "samples"


def test_text_arrives_as_it_was_written(firm, biller, matter, jo):
    odd = 'He said "quote", then; \\N and \\. and 100 % — sure'.encode("ascii", "ignore").decode()
    lines = (fee(line_item_description=odd), fee("1.00", line_item_description="\\."))
    stored = only_invoice(imported(ledes(invoice("INV-1", *lines)), firm, biller))
    assert [line.narrative for line in stored.lines.order_by("position")] == [odd, "\\."]


def test_blank_fields_are_blank_and_missing_numbers_are_missing(firm, biller, matter, jo):
    lump = fee() | {"EXP/FEE/INV_ADJ_TYPE": "IF", "TIMEKEEPER_ID": "", "TIMEKEEPER_NAME": ""}
    lump |= {"TIMEKEEPER_CLASSIFICATION": "", "LINE_ITEM_TASK_CODE": "", "LINE_ITEM_ACTIVITY_CODE": ""}
    records = invoice("INV-1", fee(), lump)
    records[1] |= {"LINE_ITEM_NUMBER_OF_UNITS": "", "LINE_ITEM_UNIT_COST": "", "LINE_ITEM_TOTAL": "-50.00"}
    records[1] |= {"LINE_ITEM_ADJUSTMENT_AMOUNT": "-50.00"}
    for record in records:
        record["INVOICE_TOTAL"] = "950.00"
    stored = only_invoice(imported(ledes(records), firm, biller))
    line = stored.lines.get(kind="IF")
    assert (line.units, line.unit_cost, line.total) == (None, None, -50)
    assert (line.timekeeper_code, line.task_code, line.phase, line.timekeeper_id) == ("", "", "", None)
    assert stored.billed_hours == 2


def test_credit_note_is_stored_with_its_sign(firm, biller, matter, jo):
    credit = ledes(invoice("CN-1", fee("-2.00")))
    stored = only_invoice(imported(credit, firm, biller))
    assert (stored.billed_total, stored.base_total, stored.state) == (-1000, -1000, "in_review")
    assert not ReviewFinding.objects.filter(reduction__gt=0).exists()


def test_tax_invoice_in_another_currency(firm, biller):
    firm.currency = "GBP"
    firm.save()
    ExchangeRate.objects.create(currency="GBP", date="2026-06-01", rate=Decimal("1.27345"), source="test")
    make_matter(firms=(firm,), number="M-2026-0003", currency="GBP")
    with (SAMPLES / "s11_98bi_v2_valid_vat.txt").open("rb") as file:
        submission = imported(file, firm, biller)
    stored = submission.invoices.get()
    assert (stored.currency, stored.billed_total, stored.billed_tax) == (
        "GBP",
        Decimal("1615.60"),
        Decimal("262.60"),
    )
    assert stored.base_rate == Decimal("1.27345")
    lines = list(stored.lines.order_by("position"))
    assert stored.base_total == sum(line.base_net for line in lines)
    first = lines[0]
    assert (first.total, first.tax_amount, first.tax_rate) == (930, 155, Decimal("0.2"))
    assert first.base_net == Decimal("986.92")  # 775.00 x 1.27345 = 986.92375
    assert (stored.po_number, stored.client_tax_id, stored.law_firm_id) == (
        "PO-77",
        "GB999999973",
        "GB123456789",
    )


def test_number_that_arrived_meanwhile_fails_with_a_sentence(firm, biller, matter, jo):
    first = checked(ledes(invoice("INV-1")), firm, biller)
    second = checked(ledes(invoice("INV-1", fee("1.00"))), firm, biller)
    for each in (first, second):
        submitting.submit(each, actor=biller)
    jobs.run_pending()
    second.refresh_from_db()
    assert second.state == "failed"
    assert second.failure.startswith("Invoice number INV-1 was received on")
    assert Invoice.objects.count() == 1


def test_file_whose_number_was_taken_is_no_longer_called_ready(firm, rival, biller, rival_biller, matter, jo):
    first = checked(ledes(invoice("INV-1")), firm, biller)
    second = checked(ledes(invoice("inv-1 ", fee("1.00")), invoice("INV-2")), firm, biller)
    other = checked(ledes(invoice("INV-3")), firm, biller)
    theirs = checked(ledes(invoice("INV-1")), rival, rival_biller)
    submitting.submit(first, actor=biller)
    jobs.run_pending(propagate=True)
    states = dict(Submission.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (first, second, other, theirs)] == [
        "imported",
        "refused",
        "ready",
        "ready",
    ]
    assert list(second.problems.filter(severity="error").values_list("code", "value")) == [("M603", "inv-1")]


def test_two_files_with_one_number_at_once_make_one_invoice(firm, biller, matter, jo, monkeypatch):
    submission = checked(ledes(invoice("INV-1")), firm, biller)
    submitting.submit(submission, actor=biller)
    monkeypatch.setattr("billing.services.importing.refusals._refuse_numbers_in_use", lambda *_: _other(firm))
    jobs.run_pending()
    submission.refresh_from_db()
    assert submission.state == "failed"
    assert "at the same moment" in submission.failure


def _other(firm):
    from tests.factories import make_invoice

    make_invoice(firm, Invoice.objects.none().first(), number="INV-1")


def test_corrected_invoice_replaces_the_rejected_one(firm, biller, specialist, matter, jo):
    earlier = only_invoice(imported(ledes(invoice("INV-1")), firm, biller))
    transition(invoice=earlier, name="reject", actor=specialist, reason="Wrong period")
    later = only_invoice(imported(ledes(invoice("INV-1", fee("1.00"))), firm, biller))
    assert later.replaces == earlier
    assert later.state == "in_review"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["_log", "copy_rows"])
def test_nothing_is_half_stored_when_the_work_dies_and_the_next_attempt_stores_one(
    firm, biller, matter, jo, monkeypatch, where
):
    submission = checked(ledes(invoice("INV-1", fee(), expense())), firm, biller)
    submitting.submit(submission, actor=biller)

    def die(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(f"billing.services.importing.storing.{where}", die)
        jobs.run_pending()
    submission.refresh_from_db()
    assert submission.state == "importing"
    assert not Invoice.objects.exists()
    assert not InvoiceLine.objects.exists()
    assert not InvoiceTransition.objects.exists()

    assert import_submission(submission.pk) == 1
    assert import_submission(submission.pk) == 0
    assert Invoice.objects.get().lines.count() == 2


@pytest.mark.django_db(transaction=True)
def test_death_in_the_rules_stores_nothing_either(firm, biller, matter, jo, monkeypatch):
    submission = checked(ledes(), firm, biller)
    submitting.submit(submission, actor=biller)
    with monkeypatch.context() as broken:
        broken.setattr("billing.services.review_run.keep_new", lambda *_: 1 / 0)
        jobs.run_pending()
    assert not Invoice.objects.exists()
    assert import_submission(submission.pk) == 1


def test_second_delivery_of_the_job_changes_nothing(firm, biller, matter, jo):
    submission = imported(ledes(), firm, biller)
    assert import_submission(submission.pk) == 0
    assert Invoice.objects.count() == 1
    assert ReviewFinding.objects.filter(invoice__submission=submission, rule="G05").count() <= 1


def test_last_failure_leaves_a_sentence_on_the_file(firm, biller, matter, jo, monkeypatch):
    submission = checked(ledes(), firm, biller)
    submitting.submit(submission, actor=biller)
    monkeypatch.setattr("billing.services.importing.run._store", lambda *_: 1 / 0)
    job = jobs.enqueue("billing.import_submission", key=str(submission.pk), submission_id=submission.pk)
    job.max_attempts = 1
    job.save()
    jobs.run_pending()
    submission.refresh_from_db()
    assert submission.state == "failed"
    assert "unexpected problem on our side" in submission.failure
    assert "ZeroDivision" not in submission.failure


def test_failed_file_can_be_uploaded_again(firm, biller, matter, jo, monkeypatch):
    submission = checked(ledes(), firm, biller)
    from billing.services.importing import mark_failed

    submitting.submit(submission, actor=biller)
    mark_failed(submission.pk, "The disk was full.")
    again = checked(ledes(), firm, biller)
    assert (again.pk, again.state, again.failure) == (submission.pk, "ready", "")
    submitting.submit(again, actor=biller)
    jobs.run_pending(propagate=True)
    assert only_invoice_of(again).state == "in_review"


def only_invoice_of(submission):
    submission.refresh_from_db()
    return only_invoice(submission)


def test_file_of_many_batches_is_stored_whole(firm, biller, matter, jo, monkeypatch):
    monkeypatch.setattr("billing.services.importing.run.even_batches", lambda lines: 2)
    file = ledes(*(invoice(f"INV-{n}", fee(), fee("1.00", line_item_date="20260515")) for n in range(5)))
    submission = imported(file, firm, biller)
    assert submission.state == "imported", submission.failure
    assert Invoice.objects.filter(submission=submission).count() == 5
    assert InvoiceLine.objects.count() == 10
    repeated = ReviewFinding.objects.filter(rule="G45").values_list("invoice__number", flat=True)
    assert set(repeated) == {"INV-1", "INV-2", "INV-3", "INV-4"}


def test_file_that_only_the_exact_reader_reads_is_stored_as_well(firm, biller, matter, jo):
    text = ledes(invoice("INV-1", fee(timekeeper_name="Ruiz, Jo"))).getvalue().decode()
    file = io.BytesIO(text.replace("Ruiz, Jo", "Ruiz, J\u00f6").encode())
    file.name = "odd.txt"
    submission = checked(file, firm, biller)
    assert "F005" in submission.problems.values_list("code", flat=True)
    submitting.submit(submission, actor=biller)
    jobs.run_pending(propagate=True)
    assert only_invoice_of(submission).lines.get().timekeeper_name.startswith("Ruiz, J")


def test_everything_about_another_firm_stays_out(firm, biller, matter, jo):
    other = make_firm()
    make_rate(make_timekeeper(other, code="TK1"), 100)
    stored = only_invoice(imported(ledes(), firm, biller))
    assert stored.lines.get().timekeeper_id == jo.pk
    assert not ReviewFinding.objects.filter(rule="G26").exists()


@pytest.mark.django_db(transaction=True)
def test_double_click_on_submit_is_one_invoice(firm, biller, matter, jo):
    import threading

    from django.db import connection

    submission = checked(ledes(), firm, biller)
    barrier, failures = threading.Barrier(8), []

    def click() -> None:
        barrier.wait()
        try:
            submitting.submit(submission, actor=biller)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    jobs.run_pending(propagate=True)
    assert failures == []
    assert Invoice.objects.count() == 1


def test_unmatched_invoice_waits_without_findings(firm, biller, jo):
    stored = only_invoice(imported(ledes(invoice("INV-1", matter="M-77")), firm, biller))
    assert (stored.state, stored.matter, stored.findings.count()) == ("unmatched", None, 0)
    assert intake.receive(ledes(invoice("INV-1", matter="M-77")), firm=firm, actor=biller).state == "imported"
