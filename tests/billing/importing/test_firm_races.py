"""Two files of one firm at the same instant: the second is compared with what the first has billed."""

import threading
import time

import pytest
from django.db import connection

from billing.models import Invoice, ReviewFinding, Submission
from billing.services import intake, matching
from billing.services.checking import at_once
from billing.services.importing import batches
from legalops.accounts.system import system_actor
from legalops.jobs.models import Job
from legalops.jobs.services.running import run
from tests.billing.intake.files import fee, invoice, ledes
from tests.factories import make_biller, make_firm, make_matter, make_rate, make_timekeeper

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
COMPARING = ("G01", "G36", "G45")


@pytest.fixture
def firm(settings, tmp_path):
    """With a matter and a person whose rate is agreed."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    system_actor("ledes-intake")
    firm = make_firm(name="Arnsley LLP")
    make_matter(firms=[firm], number="M-1")
    make_rate(make_timekeeper(firm, code="TK1"), 500)
    return firm


def receive(firm, number, *lines):
    file = ledes(invoice(number, *lines))
    intake.receive_upload(file, firm=firm, actor=make_biller(firm), auto_submit=True)


def at_the_same_instant(monkeypatch, works):
    """The first to store stands still, judged already, until the others wait for it or are through."""
    store, first, others = batches.storing.store_draft, threading.Lock(), threading.Event()

    def store_behind(*args, **kwargs):
        if first.acquire(blocking=False):
            until = time.monotonic() + 60
            while not (others.is_set() or somebody_waits()) and time.monotonic() < until:
                time.sleep(0.02)
        return store(*args, **kwargs)

    def work(call):
        try:
            call()
        finally:
            others.set()
            connection.close()

    monkeypatch.setattr(batches.storing, "store_draft", store_behind)
    threads = [threading.Thread(target=work, args=(call,)) for call in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def checks():
    ids = list(Job.objects.filter(name__startswith="billing.check").values_list("pk", flat=True))
    return [lambda job_id=job_id: run(job_id) for job_id in ids]


def compared() -> set[str]:
    """Rules that found a line billed before."""
    return set(ReviewFinding.objects.filter(rule__in=COMPARING).values_list("rule", flat=True))


def two_alike(firm):
    """Two invoices with the same work, each of less than a day's most hours, together of more."""
    line = fee("7.00")
    receive(firm, "INV-1", line)
    receive(firm, "INV-2", line)


def test_the_same_work_in_two_files_is_found_in_the_later(firm, monkeypatch):
    two_alike(firm)
    at_the_same_instant(monkeypatch, checks())
    assert Invoice.objects.filter(state="in_review").count() == 2
    assert {"G01", "G36"} <= compared()
    later = Invoice.objects.order_by("transitions__occurred_at", "pk").last()
    assert set(ReviewFinding.objects.filter(rule="G36").values_list("invoice", flat=True)) == {later.pk}


def test_without_the_turn_the_race_appears(firm, monkeypatch):
    monkeypatch.setattr(at_once, "hold_firm", lambda firm_id: None)
    two_alike(firm)
    at_the_same_instant(monkeypatch, checks())
    assert Invoice.objects.filter(state="in_review").count() == 2
    assert compared() == set()


def test_waiting_invoices_mapped_meanwhile_are_compared_too(firm, monkeypatch):
    receive(firm, "INV-1", fee("7.00", timekeeper_id="NEW-1"))
    for check in checks():
        check()
    assert Invoice.objects.get().state == "unmatched"
    person = make_timekeeper(firm, code="NEW-1")
    make_rate(person, 500)
    receive(firm, "INV-2", fee("7.00", timekeeper_id="NEW-1"))
    at_the_same_instant(monkeypatch, [*checks(), lambda: matching.rematch_firm(firm)])
    assert Invoice.objects.filter(state="in_review").count() == 2
    assert "G36" in compared()


def test_other_firms_do_not_wait(firm, monkeypatch):
    other = make_firm(name="Bexley LLP")
    make_matter(firms=[other], number="M-9")
    make_rate(make_timekeeper(other, code="TK1"), 500)
    receive(firm, "INV-1")
    file = ledes(invoice("INV-9", matter="M-9"))
    intake.receive_upload(file, firm=other, actor=make_biller(other), auto_submit=True)
    waited = []
    real = somebody_waits
    monkeypatch.setattr(f"{__name__}.somebody_waits", lambda: waited.append(real()) or waited[-1])
    at_the_same_instant(monkeypatch, checks())
    assert Invoice.objects.filter(state="in_review").count() == 2
    assert not any(waited)
    assert Submission.objects.filter(state="imported").count() == 2
