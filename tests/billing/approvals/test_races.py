"""Many people at the same moment: one effect each; and with the locks off the race must appear."""

import threading
from collections.abc import Callable
from decimal import Decimal as D

import pytest
from django.db import connection

from billing.models import Invoice, InvoiceTransition, LineAdjustment
from billing.querysets import InvoiceQuerySet
from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, submit_for_approval
from billing.services.findings import accept_finding
from billing.services.invoices import reject_invoice
from legalops.accounts.models import User
from legalops.approvals.models import Ask
from legalops.approvals.querysets import RequestQuerySet
from legalops.approvals.registry import Subject
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError
from tests.billing.scenes import make_scene, reason
from tests.factories import make_finding, make_invoice, make_person

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 16


def together(actions: list[Callable[[], object]]) -> list[object]:
    """Run all at once; each result is what it returned or the exception it raised."""
    gate, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(at: int) -> None:
        try:
            gate.wait(30)
            results[at] = actions[at]()
        except Exception as error:
            results[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def approving(scene, invoices) -> Callable[[], None]:
    lead = User.objects.get(pk=scene.lead.pk)
    rows = list(Invoice.objects.filter(pk__in=[i.pk for i in invoices]))

    def act() -> None:
        for invoice in rows:
            approve(invoice, actor=lead)

    return act


def effects(scene):
    approved = AuditEvent.objects.filter(action="billing.invoice.approved").count()
    passages = InvoiceTransition.objects.filter(name="approve").count()
    decided = AuditEvent.objects.filter(action="approvals.step.decided").count()
    return approved, passages, decided


def test_sixteen_threads_approve_the_same_invoices_once_each():
    scene = make_scene(100)
    invoices = [scene.invoice] + [make_invoice(scene.firm, scene.matter, 50) for _ in range(24)]
    for invoice in invoices:
        submit_for_approval(invoice, actor=scene.reviewer)
    results = together([approving(scene, invoices) for _ in range(THREADS)])
    assert results == [None] * THREADS
    assert effects(scene) == (25, 25, 25)
    assert Invoice.objects.filter(state="approved").count() == 25


def test_without_the_lock_the_race_appears(monkeypatch):
    """The control: every thread reads before any has written, as the lock forbids; the run is no longer
    clean.
    """
    scene = make_scene(100)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    meet = threading.Barrier(4)
    monkeypatch.setattr(InvoiceQuerySet, "locked", lambda self: self)
    monkeypatch.setattr(RequestQuerySet, "locked", lambda self: self)
    monkeypatch.setattr(Subject, "lock", lambda self, pk: Invoice.objects.get(pk=pk))
    monkeypatch.setattr("legalops.approvals.services.deciding._refuse_stale", lambda *_: meet.wait(30))
    results = together([approving(scene, [scene.invoice]) for _ in range(4)])
    assert sum(isinstance(result, Exception) for result in results) == 3


def test_of_two_edits_of_one_line_the_second_is_told():
    lost = told = 0
    for _ in range(15):
        scene = make_scene(1000)
        other = make_person("ebilling_specialist")
        line, seen = scene.lines[0], scene.lines[0].reduction

        def edit(person, amount, line=line, seen=seen):
            return lambda: reduce_line(line, amount=amount, reason=reason(), actor=person, seen=seen)

        results = together([edit(scene.reviewer, D(100)), edit(other, D(200))])
        told += sum(isinstance(result, Conflict) for result in results)
        standing = LineAdjustment.objects.get(invoice=scene.invoice, undone_at__isnull=True)
        winner = next(result for result in results if isinstance(result, LineAdjustment))
        lost += standing != winner
        assert scene.fresh().reduction_net == winner.amount
    assert (lost, told) == (0, 15)


def test_reviewers_accepting_on_one_line_at_once_cut_it_once():
    scene = make_scene(1000)
    found = [
        make_finding(scene.invoice, scene.lines[0], rule=f"G{n}", outcome="adjust", reduction=D(100 + n))
        for n in range(8)
    ]
    people = [make_person("ebilling_specialist") for _ in found]
    results = together(
        [lambda f=f, p=p: accept_finding(f, actor=p) for f, p in zip(found, people, strict=True)]
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert scene.lines[0].reduction == scene.fresh().reduction_net == D(107)


def test_adjusting_submitting_and_rejecting_at_once_leaves_one_story():
    for _ in range(6):
        scene = make_scene(1000)
        other = make_person("legal_ops_manager")
        results = together(
            [
                lambda s=scene: submit_for_approval(s.invoice, actor=s.reviewer, seen_version=1),
                lambda s=scene, o=other: reject_invoice(s.invoice, reason="x", actor=o),
                lambda s=scene, o=other: reduce_line(s.lines[0], amount=D(10), reason=reason(), actor=o),
            ]
        )
        invoice = scene.fresh()
        steps = Ask.objects.filter(request__record_id=invoice.pk, state="pending").count()
        assert (invoice.state == "pending_approval") == (steps == 1)
        assert all(r is None or not isinstance(r, Exception) or isinstance(r, DomainError) for r in results)
        assert InvoiceTransition.objects.filter(invoice=invoice).count() == (invoice.state != "in_review")
