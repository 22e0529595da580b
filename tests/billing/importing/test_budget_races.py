"""Two files for one matter at the same instant: the second sees what the first has spent."""

import threading

import pytest
from django.db import connection

from billing.models import Invoice, ReviewFinding, Submission
from billing.services import budget_order, intake
from billing.services.importing import batches
from legalops.accounts.system import system_actor
from legalops.jobs.models import Job
from legalops.jobs.services.running import run
from tests.billing.intake.files import fee, invoice, ledes
from tests.factories import (
    make_biller,
    make_budget,
    make_firm,
    make_matter,
    make_rate,
    make_timekeeper,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def submissions(settings, tmp_path):
    """Of two firms, each a file that takes three quarters of the matter's budget."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    system_actor("ledes-intake")
    firms = make_firm(name="Arnsley LLP"), make_firm(name="Bexley LLP")
    make_budget(make_matter(firms=firms, number="M-1"), 2_000)
    found = []
    for firm in firms:
        make_rate(make_timekeeper(firm, code="TK1"), 500)
        file = ledes(invoice(f"INV-{firm.pk}", fee("3.00")))
        intake.receive_upload(file, firm=firm, actor=make_biller(firm), auto_submit=True)
        found.append(Submission.objects.get(firm=firm))
    return found


def race(monkeypatch) -> list[str]:
    """Both jobs at once: neither file is stored before both have been held against the rules."""
    gate, store = threading.Barrier(2), batches.storing.store_draft
    waits = threading.local()

    def store_together(*args, **kwargs):
        if not getattr(waits, "done", False):
            waits.done = True
            gate.wait(60)
        return store(*args, **kwargs)

    monkeypatch.setattr(batches.storing, "store_draft", store_together)

    def work(job_id):
        try:
            run(job_id)
        finally:
            connection.close()

    ids = list(Job.objects.filter(name__startswith="billing.check").values_list("pk", flat=True))
    threads = [threading.Thread(target=work, args=(job_id,)) for job_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert Invoice.objects.filter(state="in_review").count() == 2
    return list(ReviewFinding.objects.filter(rule="G18").values_list("evidence__spend", flat=True))


def test_the_second_of_two_files_at_one_instant_sees_the_first(submissions, monkeypatch):
    [spend] = race(monkeypatch)
    assert float(spend) == 3000


def test_without_the_watch_the_race_appears(submissions, monkeypatch):
    monkeypatch.setattr(budget_order.Watch, "settle", lambda self: None)
    assert race(monkeypatch) == []
