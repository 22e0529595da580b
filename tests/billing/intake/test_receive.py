"""The same bytes of the same firm are one submission, however they come."""

import threading
from io import BytesIO

import pytest
from django.db import connection

from billing.models import Submission
from billing.services import intake, submitting
from billing.services.lifecycle import transition
from legalops import jobs
from legalops.documents.models import Document
from legalops.kernel.errors import DomainError, NotAllowed
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked, codes, imported, only_invoice
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_same_file_twice_is_one_submission(firm, biller):
    first = intake.receive(ledes(), firm=firm, actor=biller)
    again = intake.receive(ledes(), firm=firm, actor=biller)
    assert again == first
    assert Document.objects.count() == 1


def test_same_file_of_two_firms_is_two(firm, biller, rival, rival_biller):
    one = intake.receive(ledes(), firm=firm, actor=biller)
    other = intake.receive(ledes(), firm=rival, actor=rival_biller)
    assert one != other


def test_withdrawn_file_is_reopened_by_uploading_it_again(firm, biller, matter, jo):
    submission = checked(ledes(), firm, biller)
    submitting.withdraw(submission, actor=biller)
    again = checked(ledes(), firm, biller)
    assert (again.pk, again.state) == (submission.pk, "ready")


def test_refused_file_keeps_its_problems(firm, biller):
    broken = invoice("INV-1", fee(line_item_date="20260231"))
    first = checked(ledes(broken), firm, biller)
    problems = list(first.problems.values_list("pk", flat=True))
    again = checked(ledes(broken), firm, biller)
    assert (again, again.state) == (first, "refused")
    assert list(again.problems.values_list("pk", flat=True)) == problems != []


def test_file_refused_for_a_number_in_use_is_checked_anew_once_the_other_is_rejected(
    firm, biller, specialist, matter, jo
):
    earlier = only_invoice(imported(ledes(invoice("INV-1")), firm, biller))
    corrected = invoice("INV-1", fee("1.00"))
    assert codes(checked(ledes(corrected), firm, biller), "error") == ["M603"]
    transition(invoice=earlier, name="reject", actor=specialist, reason="Wrong period")
    assert checked(ledes(corrected), firm, biller).state == "ready"


def test_inactive_firm_cannot_send(firm, biller):
    firm.status = "inactive"
    firm.save()
    with pytest.raises(NotAllowed):
        intake.receive(ledes(), firm=firm, actor=biller)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "documents.empty"),
        (b"%PDF-1.7 invoice", "documents.wrong_type"),
        (b"MZ\x90\x00" + bytes(500), "documents.wrong_type"),
        (b"LEDES1998B[]\x00\x00\x00" * 50, "documents.wrong_type"),
    ],
)
def test_what_cannot_be_a_ledes_file_is_not_stored(firm, biller, content, code):
    with pytest.raises(DomainError) as refusal:
        intake.receive(BytesIO(content), name="x.txt", firm=firm, actor=biller)
    assert refusal.value.code == code
    assert not Submission.objects.exists()


def test_too_large_a_file_is_refused(firm, biller, settings):
    settings.INTAKE_MAX_FILE_BYTES = 100
    with pytest.raises(DomainError, match="larger than"):
        intake.receive(ledes(), firm=firm, actor=biller)


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_of_one_file_at_once_are_one_submission(firm, biller):
    results, failures = [], []
    barrier = threading.Barrier(20)

    def post() -> None:
        barrier.wait()
        try:
            results.append(intake.receive(ledes(), firm=firm, actor=biller).pk)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(results)) == 1
    assert len(results) == 20
    assert Submission.objects.count() == Document.objects.count() == 1
    assert jobs.run_pending() == 1


def test_staff_may_upload_for_a_firm(firm):
    clerk = make_person("ebilling_specialist")
    assert intake.receive(ledes(), firm=firm, actor=clerk).uploaded_by == clerk
