"""Many people at the same moment: one outcome each; with the locks off the race must appear."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from billing.models import Invoice, InvoiceTransition
from legalops.approvals import services
from legalops.approvals.models import Ask, Delegation, Request
from legalops.approvals.querysets import RequestQuerySet
from legalops.approvals.registry import Subject
from legalops.approvals.services.escalating import escalate_late
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from tests.approvals.scenes import approvers, ask_of, people, submitted

pytestmark = pytest.mark.django_db(transaction=True)


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


def deciding(request, person, decision="approve") -> Callable[[], object]:
    return lambda: services.decide(request, actor=person, decision=decision, reason="because")


def outcomes() -> tuple[int, int]:
    passages = InvoiceTransition.objects.exclude(name="submit_for_approval").count()
    ended = AuditEvent.objects.filter(action__in=["approvals.request.approved", "approvals.request.rejected"])
    return passages, ended.count()


def test_the_last_two_approvers_at_once_complete_it_once():
    one, two = approvers(2)
    for _ in range(5):
        scene, request = submitted({**people(one, two), "mode": "all"})
        assert not [
            r for r in together([deciding(request, one), deciding(request, two)]) if isinstance(r, Exception)
        ]
        assert scene.fresh().state == "approved"
    assert outcomes() == (5, 5)


def test_of_two_who_could_each_decide_alone_one_does():
    one, two = approvers(2)
    scene, request = submitted({**people(one, two), "mode": "any"})
    results = together([deciding(request, person) for person in (one, two)] * 4)
    assert all(not isinstance(r, Exception) or isinstance(r, Conflict) for r in results)
    assert (outcomes(), Ask.objects.filter(state="approved").count()) == ((1, 1), 1)
    assert scene.fresh().state == "approved"


def test_approving_rejecting_and_recalling_at_once_has_one_outcome():
    (one,) = approvers(1)
    for _ in range(5):
        scene, request = submitted(people(one))
        results = together(
            [
                deciding(request, one),
                deciding(request, one, "reject"),
                lambda r=request, s=scene: services.recall(r, actor=s.reviewer),
            ]
        )
        assert sum(not isinstance(r, Exception) for r in results) == 1
        assert all(not isinstance(r, Exception) or isinstance(r, DomainError) for r in results)
        state = Request.objects.get(pk=request.pk).state
        expected = {"approved": "approved", "rejected": "rejected", "recalled": "in_review"}
        assert scene.fresh().state == expected[state]
    assert outcomes()[0] == 5


def test_without_the_locks_the_race_appears(monkeypatch):
    """The control: both read before either has written, as the locks forbid."""
    one, two = approvers(2)
    _scene, request = submitted({**people(one, two), "mode": "any"})
    meet = threading.Barrier(2)
    monkeypatch.setattr(RequestQuerySet, "locked", lambda self: self)
    monkeypatch.setattr(Subject, "lock", lambda self, pk: Invoice.objects.get(pk=pk))
    monkeypatch.setattr("legalops.approvals.services.deciding._refuse_stale", lambda *_: meet.wait(30))
    results = together([deciding(request, one), deciding(request, two)])
    broken = sum(isinstance(result, Exception) for result in results)
    assert broken == 1
    assert not any(isinstance(result, Conflict) and result.code == "approval.state" for result in results)


def test_a_decision_and_an_escalation_at_once():
    one, two = approvers(2)
    scene, request = submitted({**people(one), "escalates_after": 1, "escalates_to": two.pk})
    Ask.objects.update(escalates_at=clock.now() - timedelta(hours=1))
    together([deciding(request, one), escalate_late, escalate_late])
    assert Ask.objects.filter(request=request).count() <= 2
    assert (scene.fresh().state == "approved") == (ask_of(request, one).state == "approved")


def test_a_delegation_that_ends_meanwhile():
    one, two = approvers(2)
    scene, request = submitted(people(one))
    row = services.delegate(one, two, starts=clock.today(), actor=one)
    together([deciding(request, two), lambda: services.end_delegation(row, actor=one)])
    ask = ask_of(request, one)
    assert (scene.fresh().state == "approved") == (ask.decided_by == two)


def test_two_delegations_at_once_close_no_circle():
    one, two = approvers(2)
    for n in range(5):
        day = clock.today() + timedelta(n * 3)
        results = together(
            [
                lambda d=day: services.delegate(one, two, starts=d, until=d, actor=one),
                lambda d=day: services.delegate(two, one, starts=d, until=d, actor=two),
            ]
        )
        assert sum(isinstance(r, Delegation) for r in results) == 1
        assert sum(isinstance(r, DomainError) for r in results) == 1
