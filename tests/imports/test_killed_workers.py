"""An import through a real worker that is killed in the middle: every row once, none lost, none doubled."""

import time

import pytest
from django.db.models import Count

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.imports.models import Import
from legalops.imports.services import bringing_in
from legalops.jobs.models import Job
from legalops.jobs.services.sweeping import sweep
from tests.factories import make_person
from tests.imports.conftest import Desk
from tests.jobs.processes import WORKER, CeleryProcess, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.queue, pytest.mark.timeout(400)]

ROWS = bringing_in.BATCH * 2 + 50  # three transactions, if each row may stand alone


def worker(folder, name):
    process = CeleryProcess(WORKER, folder, name)
    process.wait_ready()
    return process


def imported():
    return User.objects.filter(email__startswith="row").count()


@pytest.mark.parametrize("whole", ["", "1"], ids=["row by row", "all or none"])
def test_killed_half_way_and_finished_by_another_worker(whole, tmp_path):
    desk = Desk(make_person("administrator"))
    rows = "".join(f"row{n}@example.com,Row {n},attorney\n" for n in range(ROWS))
    made = desk.check("people", "email,name,roles\n" + rows, whole=whole)
    assert imported() == 0
    first = worker(tmp_path, "first")
    assert desk.client.post(f"/imports/{made.pk}/start/").status_code == 303
    wait_for(lambda: half_way(made, whole), 90, "the import did not start")
    first.kill_all()
    assert imported() < ROWS, "the worker was killed too late to show anything"
    assert imported() == made.rows.filter(applied=True).count()
    assert not whole or imported() == 0

    second = worker(tmp_path, "second")
    try:
        wait_for(lambda: swept_until_done(made), 200, "it was not finished")
    finally:
        second.stop()
    assert imported() == made.rows.filter(applied=True).count() == ROWS
    events = AuditEvent.objects.filter(action="governance.person.invited")
    assert events.count() == ROWS
    assert not events.values("subject_id").annotate(times=Count("pk")).filter(times__gt=1).exists()
    assert Job.objects.filter(name="governance.invite").count() == ROWS
    assert Job.objects.get(name="imports.bring_in").attempts >= 2


def half_way(made, whole):
    """Some rows are in; or, where none is seen before all are, the job has worked for a while."""
    if not whole:
        return made.rows.filter(applied=True).exists()
    if not Job.objects.filter(name="imports.bring_in", state="RUNNING").exists():
        return False
    time.sleep(1)
    return True


def swept_until_done(made):
    """Play beat; whether the import is done."""
    sweep()
    return Import.objects.get(pk=made.pk).state == "done"
