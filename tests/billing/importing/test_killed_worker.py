"""A real worker killed in the middle of an import: nothing half-stored, then everything once.

Source: domain/reliability.md §4 test 11.
"""

import io

import pytest
from django.db.models import Sum

from bench.ledes_files import write_file
from billing.models import Invoice, InvoiceLine, InvoiceTransition, ReviewFinding, Submission
from billing.services import intake, submitting
from legalops import jobs
from legalops.jobs.models import Job
from legalops.jobs.services.sweeping import sweep
from tests.factories import make_matter, make_timekeeper
from tests.jobs.processes import WORKER, CeleryProcess, wait_for

pytestmark = [
    pytest.mark.queue,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]
LINES, PER_INVOICE = 20_000, 200
STORING = ("Matching lines and running the review rules", "Storing lines and findings")


@pytest.fixture
def start(tmp_path, settings, monkeypatch):
    """Start workers that read the documents of this test and end with it."""
    monkeypatch.setenv("STORAGE_URL", f"file://{settings.DOCUMENT_ROOT}")
    running = []

    def launch(name):
        process = CeleryProcess(WORKER, tmp_path, name)
        running.append(process)
        process.wait_ready()
        return process

    yield launch
    for process in running:
        process.stop()


def is_storing(submission) -> bool:
    """Whether a worker is at the lines: in the import's own job, or in the check of a file that is fed."""
    sweep()
    running = Job.objects.filter(key=str(submission.pk), state="RUNNING")
    return running.filter(progress_text__in=STORING).exists()


def send(file, firm, biller, *, fed: bool):
    """A file that submits itself, or one that a person submits after its check."""
    submission = intake.receive(file, name="feed.txt", firm=firm, actor=biller, auto_submit=fed)
    if not fed:
        jobs.run_pending(propagate=True)
        submitting.submit(submission, actor=biller)
    return submission


def is_imported(submission) -> bool:
    sweep()
    return Submission.objects.filter(pk=submission.pk, state="imported").exists()


@pytest.mark.parametrize(("fed", "state"), [(True, "checking"), (False, "importing")])
def test_killed_import_leaves_nothing_and_is_done_once(start, firm, biller, fed, state):
    for n in range(101):
        make_matter(firms=(firm,), number=f"M-2026-{n:04d}")
    for n in range(60):
        make_timekeeper(firm, code=f"TK{n:03d}")
    file = io.BytesIO()
    write_file(file, LINES, per_invoice=PER_INVOICE)
    file.seek(0)
    submission = send(file, firm, biller, fed=fed)
    worker = start("first")
    wait_for(lambda: is_storing(submission), 60, "the import did not start")
    worker.kill_all()

    assert not Invoice.objects.exists()
    assert not InvoiceLine.objects.exists()
    assert not InvoiceTransition.objects.exists()
    assert Submission.objects.get(pk=submission.pk).state == state

    start("second")
    wait_for(lambda: is_imported(submission), 120, "the import was not taken up again")
    invoices = Invoice.objects.all()
    assert invoices.count() == LINES // PER_INVOICE
    assert InvoiceLine.objects.count() == LINES
    assert (
        invoices.aggregate(total=Sum("base_total"))["total"]
        == InvoiceLine.objects.aggregate(total=Sum("base_net"))["total"]
    )
    assert InvoiceTransition.objects.count() == invoices.count()
    assert ReviewFinding.objects.exists()
