"""SLA clocks: business hours, pauses, at risk and breach noted and escalated once, kept or missed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.notifications.models import Notification
from legalops.requests.selectors.sla import SlaReader
from legalops.workflows.models import Clock, Escalation, SlaPolicy
from legalops.workflows.services import move
from legalops.workflows.services.clocks import note_times, runs_to_note

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


MONDAY = local("2026-11-30T10:00")


@pytest.fixture
def policy():
    return SlaPolicy.objects.create(name="Two days", record_type="request", kind="resolution", hours=16)


def at(moment, action):
    with clock.frozen(moment):
        return action()


def resolution() -> Clock:
    return Clock.objects.get(kind="resolution")


def test_a_clock_is_due_in_business_hours(workflow, cast, ask, policy):
    with clock.frozen(local("2026-11-25T15:00")):
        ask(cast["rosa"])
    row = resolution()
    # Wednesday 15:00, Thanksgiving off: 2 h on Wednesday, 8 h on Friday, 6 h on Monday.
    assert (row.due_at, row.risk_at) == (local("2026-11-30T15:00"), local("2026-11-30T11:00"))


def test_the_clock_stands_still_while_the_requester_is_asked(workflow, cast, ask, everyone_to, policy):
    everyone_to(cast["maya"])
    with clock.frozen(MONDAY):
        request = ask(cast["rosa"])
        move(request, "take-on", actor=cast["maya"])
    at(MONDAY + timedelta(hours=2), lambda: move(request, "ask", actor=cast["maya"], reason="Who?"))
    row = resolution()
    assert (row.state, row.left, row.due_at) == ("paused", timedelta(hours=14), None)
    at(local("2026-12-10T09:00"), lambda: move(request, "answer", actor=cast["rosa"], reason="Us"))
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("running", local("2026-12-11T15:00"))


def test_at_risk_and_breach_are_noted_and_told_once(workflow, cast, ask, everyone_to, policy, admin):
    everyone_to(cast["maya"])
    Escalation.objects.create(policy=policy, moment="at_risk", who="is:assignee")
    Escalation.objects.create(policy=policy, moment="breached", who="role:general_counsel")
    with clock.frozen(MONDAY):
        ask(cast["rosa"])
    with clock.frozen(local("2026-12-01T15:00")):
        for _ in range(2):
            for run in runs_to_note():
                note_times(run, actor=admin)
    row = resolution()
    assert (row.at_risk_since, row.breached_at) == (row.risk_at, None)
    with clock.frozen(local("2026-12-02T15:00")):
        assert runs_to_note() == [row.run_id]
        for _ in range(2):
            note_times(row.run_id, actor=admin)
        assert runs_to_note() == []
    told = (
        Notification.objects.filter(kind__startswith="workflows.")
        .order_by("pk")
        .values_list("kind", "recipient__full_name")
    )
    assert list(told) == [
        ("workflows.sla_at_risk", "Maya Attorney"),
        ("workflows.sla_breached", "Grace Counsel"),
    ]
    assert AuditEvent.objects.filter(action="workflows.clock.breached").count() == 1


def test_escalation_may_give_the_work_to_someone_else(workflow, cast, ask, everyone_to, policy, admin):
    from legalops.access.models import Role

    everyone_to(cast["maya"])
    Escalation.objects.create(
        policy=policy,
        moment="breached",
        who="is:assignee",
        reassign_to=Role.objects.get(code="general_counsel"),
    )
    with clock.frozen(MONDAY):
        request = ask(cast["rosa"])
    with clock.frozen(MONDAY + timedelta(days=7)):
        note_times(resolution().run_id, actor=admin)
    request.refresh_from_db()
    assert request.assignee == cast["grace"]


def test_the_end_keeps_or_misses_the_promise(workflow, cast, ask, everyone_to, policy):
    everyone_to(cast["maya"])
    with clock.frozen(MONDAY):
        early, late = ask(cast["rosa"]), ask(cast["rosa"])
    at(MONDAY + timedelta(hours=1), lambda: move(early, "withdraw", actor=cast["rosa"]))
    at(MONDAY + timedelta(days=9), lambda: move(late, "withdraw", actor=cast["rosa"]))
    states = Clock.objects.order_by("run__record_id").values_list("state", flat=True)
    assert list(states) == ["met", "missed"]


def test_the_first_response_is_the_departments_not_the_requesters(workflow, cast, ask, everyone_to):
    SlaPolicy.objects.create(name="Response", record_type="request", kind="response", hours=4)
    everyone_to(cast["maya"])
    with clock.frozen(MONDAY):
        request = ask(cast["rosa"])
    assert Clock.objects.get().state == "running"
    at(MONDAY + timedelta(hours=1), lambda: move(request, "take-on", actor=cast["maya"]))
    assert Clock.objects.get().state == "met"


def test_the_first_policy_whose_conditions_hold_counts(workflow, cast, ask, policy):
    condition = [{"field": "type", "operator": "is", "value": "nda"}]
    mine = SlaPolicy.objects.create(
        name="NDAs", record_type="request", kind="resolution", hours=8, conditions=condition, position=1
    )
    ask(cast["rosa"])
    assert resolution().policy == mine


def test_what_is_left_is_said_in_business_hours(workflow, cast, ask, policy):
    with clock.frozen(MONDAY):
        ask(cast["rosa"])
    row = resolution()
    said = [
        at(moment, lambda: SlaReader().of_clock(row))
        for moment in (MONDAY, local("2026-12-01T15:45"), local("2026-12-02T11:00"))
    ]
    assert [(each.tone, each.label) for each in said] == [
        ("ok", "2 working days left"),
        ("warn", "2 working hours left"),
        ("bad", "1 working hour over"),
    ]
