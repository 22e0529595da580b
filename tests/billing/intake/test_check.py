"""The dry run: what our records say about a file, and what the guidelines would find."""

from decimal import Decimal

import pytest

from billing.ledes import frames
from billing.ledes.errors import FastPathRefused
from billing.models import Invoice, ReviewFinding
from billing.services import intake, submitting
from billing.services.checking import run
from legalops import jobs
from legalops.fx.models import ExchangeRate
from legalops.kernel.errors import Conflict
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked, codes, imported
from tests.factories import make_biller, make_budget, make_matter

pytestmark = pytest.mark.django_db


def problem(submission, code):
    return submission.problems.filter(code=code).first()


def test_unknown_matter_is_a_warning_with_its_line(firm, biller, jo):
    submission = checked(ledes(invoice("INV-1", matter="M-77")), firm, biller)
    assert submission.state == "ready"
    found = problem(submission, "M601")
    assert (found.severity, found.line, found.field, found.value) == (
        "warning",
        3,
        "CLIENT_MATTER_ID",
        "M-77",
    )
    assert "waits for mapping" in found.mend


def test_a_matter_of_others_reads_like_no_matter_at_all(firm, biller, rival, jo):
    make_matter(firms=(rival,), number="M-77")
    known = checked(ledes(invoice("INV-1", matter="M-77")), firm, biller)
    unknown = checked(ledes(invoice("INV-2", matter="M-78")), firm, biller)
    told = problem(known, "M601").message.replace("M-77", "#")
    assert told == problem(unknown, "M601").message.replace("M-78", "#")
    assert codes(known) == codes(unknown)


def test_unknown_timekeeper_is_one_warning_however_many_lines(firm, biller, matter):
    lines = [fee(timekeeper_id="TK9", line_item_date=f"202605{day}") for day in (11, 12, 13)]
    submission = checked(ledes(invoice("INV-1", *lines)), firm, biller)
    found = submission.problems.get(code="M602")
    assert (found.line, found.value) == (3, "TK9")
    assert "3 lines" in found.message


def test_number_in_use_is_an_error_that_names_the_earlier_invoice(firm, biller, matter, jo):
    imported(ledes(invoice("INV-1")), firm, biller)
    submission = checked(ledes(invoice("inv-1", fee("1.00"))), firm, biller)
    assert submission.state == "refused"
    assert "in review" in problem(submission, "M603").message


def test_number_of_another_firm_is_nobodys_business(firm, biller, rival, matter, jo):
    make_matter(firms=(rival,), number="M-2")
    imported(ledes(invoice("INV-1", matter="M-2")), rival, make_biller(rival))
    assert "M603" not in codes(checked(ledes(invoice("INV-1")), firm, biller))


def test_one_number_twice_in_a_file_is_an_error(firm, biller, matter, jo):
    submission = checked(ledes(invoice("INV-1"), invoice("inv-1", fee("1.00"))), firm, biller)
    assert codes(submission, "error") == ["M603"]


def test_several_matters_in_one_invoice_are_an_error(firm, biller, matter, jo):
    make_matter(firms=(firm,), number="M-2")
    records = invoice("INV-1", fee("1.00"), fee("2.00"))
    records[1]["CLIENT_MATTER_ID"] = "M-2"
    submission = checked(ledes(records), firm, biller)
    assert codes(submission, "error") == ["M604"]
    assert "one invoice for each matter" in problem(submission, "M604").mend


def test_currency_without_a_rate_is_an_error(firm, biller, matter, jo):
    firm.currency = "XAF"
    firm.save()
    assert codes(checked(ledes(), firm, biller), "error") == ["M605"]


def test_what_is_no_currency_is_said_with_its_line_and_field(firm, biller, matter, jo):
    firm.currency = "XQZ"
    firm.save()
    submission = checked(ledes(), firm, biller)
    assert codes(submission, "error") == ["M609"]
    found = problem(submission, "M609")
    assert (found.line, found.field, found.value) == (3, "INVOICE_CURRENCY", "XQZ")
    assert "not the code of a currency" in found.message
    assert "exchange rate" not in found.message + found.mend


@pytest.mark.parametrize("auto_submit", [False, True])
def test_half_a_yen_is_refused_with_its_line_and_field(firm, biller, matter, jo, auto_submit):
    """LEDES 1998B names no currency: the file bills in the firm's."""
    firm.currency = "JPY"
    firm.save()
    ExchangeRate.objects.create(currency="JPY", date="2026-05-01", rate=Decimal("0.0066"), source="test")
    file = ledes(invoice("INV-1", fee("1.00", "100000"), fee("1.00", "500.50")))
    submission = checked(file, firm, biller, auto_submit=auto_submit)
    assert submission.state == "refused"
    rows = submission.problems.filter(code="M610").order_by("position")
    told = list(rows.values_list("severity", "line", "field", "value"))
    assert told == [
        ("error", 3, "INVOICE_TOTAL", "100500.50"),
        ("error", 4, "LINE_ITEM_TOTAL", "500.50"),
    ]
    assert rows[1].message == "LINE_ITEM_TOTAL is 500.50, but JPY has no decimals."
    assert rows[1].mend.startswith("Write a whole number of JPY.")
    assert not Invoice.objects.exists()


def test_whole_yen_are_taken_in_however_they_are_written(firm, biller, matter, jo):
    firm.currency = "JPY"
    firm.save()
    ExchangeRate.objects.create(currency="JPY", date="2026-05-01", rate=Decimal("0.0066"), source="test")
    mended = fee("1.00", "500.50", line_item_adjustment_amount="0.50")
    submission = checked(ledes(invoice("INV-1", fee("1.00", "100000.00"), mended)), firm, biller)
    assert submission.state == "ready"


def test_a_file_checked_before_the_firm_billed_in_yen_is_not_stored(firm, biller, matter, jo):
    submission = checked(ledes(invoice("INV-1", fee("1.00", "500.50"))), firm, biller)
    firm.currency = "JPY"
    firm.save()
    ExchangeRate.objects.create(currency="JPY", date="2026-05-01", rate=Decimal("0.0066"), source="test")
    submitting.submit(submission, actor=biller)
    jobs.run_pending()
    submission.refresh_from_db()
    assert submission.state == "failed"
    assert "JPY has no decimals" in submission.failure
    assert not Invoice.objects.exists()


def test_guidelines_are_previewed_without_storing_anything(firm, biller, matter, jo):
    submission = checked(ledes(invoice("INV-1", fee("2.00", "550.00"))), firm, biller)
    found = problem(submission, "G26")
    assert (found.severity, found.line) == ("warning", 3)
    assert "USD 100.00" in found.message
    assert submission.summary[0]["reduction"] == "100.0000"
    assert not ReviewFinding.objects.exists()
    assert not Invoice.objects.exists()


def test_what_waits_for_mapping_is_not_reported_twice(firm, biller):
    told = codes(checked(ledes(invoice("INV-1", matter="M-77")), firm, biller))
    assert {"M601", "M602"} <= set(told)
    assert not {"G02", "G03", "G27", "G30"} & set(told)


def test_unknown_matter_does_not_hide_the_persons_rate(firm, biller, jo):
    assert "G27" not in codes(checked(ledes(invoice("INV-1", matter="M-77")), firm, biller))


def test_what_other_firms_billed_is_not_told(firm, biller, rival, matter, jo):
    make_budget(matter, 100)
    assert "G18" not in codes(checked(ledes(), firm, biller))
    submission = imported(ledes(invoice("INV-9")), firm, biller)
    assert ReviewFinding.objects.filter(invoice__submission=submission, rule="G18").exists()


def test_long_files_are_told_why_there_is_no_preview(firm, biller, matter, jo, settings):
    settings.INTAKE_PREVIEW_LINES = 1
    submission = checked(ledes(invoice("INV-1", fee("2.00", "900.00"), fee("1.00"))), firm, biller)
    assert codes(submission) == ["M607"]
    assert submission.state == "ready"


@pytest.mark.django_db(transaction=True)
def test_check_that_died_half_way_is_done_again(firm, biller, matter, jo, monkeypatch):
    submission = intake.receive(ledes(), firm=firm, actor=biller)
    with monkeypatch.context() as broken:
        broken.setattr("billing.services.checking.run.keep", _die)
        jobs.run_pending(limit=1)
    submission.refresh_from_db()
    assert submission.state == "checking"
    from billing.services.checking import check_submission

    assert check_submission(submission.pk) == "ready"
    assert check_submission(submission.pk) is None


def test_file_withdrawn_during_its_check_stays_withdrawn(firm, biller, matter, jo, monkeypatch):
    submission = intake.receive(ledes(), firm=firm, actor=biller)
    from billing.services.checking import run

    original = run._outcome

    def withdraw_meanwhile(*args):
        submitting.withdraw(submission, actor=biller)
        return original(*args)

    monkeypatch.setattr(run, "_outcome", withdraw_meanwhile)
    jobs.run_pending(propagate=True)
    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert codes(submission) == []


def test_file_with_errors_cannot_be_submitted(firm, biller):
    submission = checked(ledes(invoice("INV-1", fee(line_item_date="20260231"))), firm, biller)
    with pytest.raises(Conflict):
        submitting.submit(submission, actor=biller)
    submission.refresh_from_db()
    assert submission.state == "refused"


def test_submitted_file_cannot_be_withdrawn(firm, biller, matter, jo):
    submission = imported(ledes(), firm, biller)
    with pytest.raises(Conflict, match="Ask the legal department"):
        submitting.withdraw(submission, actor=biller)
    assert Invoice.objects.count() == 1


def _die(*args):
    raise RuntimeError("the worker died")


@pytest.mark.parametrize("quick", [True, False])
def test_a_preview_compares_the_lines_of_a_file_wherever_it_would_be_cut(
    firm, biller, matter, jo, monkeypatch, quick
):
    def refuse(*args, **kwargs):
        raise FastPathRefused("not now")

    monkeypatch.setattr(frames, "TARGET_LINES", 1)
    monkeypatch.setattr(run, "TARGET_LINES", 1)
    if not quick:
        monkeypatch.setattr(run, "FastReader", refuse)
    file = ledes(*(invoice(f"INV-{number}", fee("7.00")) for number in (1, 2)))
    assert {"G01", "G36"} <= set(codes(checked(file, firm, biller)))
