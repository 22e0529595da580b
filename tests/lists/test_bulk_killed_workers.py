"""A change of many rows through a real worker that is killed in the middle: every row once, none lost."""

import pytest
from django.db.models import Count
from django.test import Client

from legalops.audit.models import AuditEvent
from legalops.jobs.services.sweeping import sweep
from legalops.lists.enums import ItemState, RunState
from legalops.lists.models import BulkRun
from matters.models import Matter
from tests.factories import make_matter, make_team
from tests.jobs.processes import WORKER, CeleryProcess, wait_for
from tests.lists.test_bulk import TEAM, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.queue, pytest.mark.timeout(400)]
ROWS = 200


def worker(folder, name):
    process = CeleryProcess(WORKER, folder, name)
    process.wait_ready()
    return process


def stands(run, state):
    """Play beat; whether the change has come so far."""
    sweep()
    return BulkRun.objects.get(pk=run.pk).state == state


def test_killed_half_way_and_finished_by_another_worker(manager, tmp_path):
    team, client = make_team(name="Disputes"), Client()
    client.force_login(manager)
    lead = make_matter().lead
    rows = [make_matter(lead=lead) for _ in range(ROWS)]
    desk = Desk(client)
    first = worker(tmp_path, "first")
    run = desk.enter(desk.start(TEAM, rows), value=team.pk)
    wait_for(lambda: stands(run, RunState.READY), 120, "the preview was not prepared")
    run = desk.do(run, "apply")
    done = run.items.filter(state=ItemState.DONE)
    wait_for(lambda: done.count() > 5, 90, "the change did not start")
    first.kill_all()
    assert 0 < done.count() < ROWS, "the worker was killed too late to show anything"
    assert Matter.objects.filter(team=team).count() == done.count()

    second = worker(tmp_path, "second")
    try:
        wait_for(lambda: stands(run, RunState.DONE), 200, "it was not finished")
    finally:
        second.stop()
    assert done.count() == Matter.objects.filter(team=team).count() == ROWS
    events = AuditEvent.objects.filter(action="matters.matter.edited")
    assert events.count() == ROWS
    assert not events.values("subject_id").annotate(times=Count("pk")).filter(times__gt=1).exists()
