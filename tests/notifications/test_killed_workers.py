"""Thousands of reminders through a real worker that is killed in the middle: each once, none lost."""

from datetime import timedelta

import pytest

from legalops import jobs
from legalops.jobs.services.sweeping import sweep
from legalops.kernel import clock
from legalops.notifications.models import Delivery, Notification, ReminderRule
from matters.models import KeyDate
from tests.factories import make_matter, make_person, make_team
from tests.jobs.processes import WORKER, CeleryProcess, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.queue, pytest.mark.timeout(600)]

# Several of the portions in which a rule is run; ten thousand are as many more of the same (make soak).
FEW, MANY = 2_500, 10_000


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])])
def due(request, transactional_db):
    """How many key dates are due; with the rule that says so."""
    ReminderRule.objects.all().delete()  # the shipped rule would speak of the same dates
    owner = make_person("attorney")
    matter = make_matter(team=make_team(owner))
    on = clock.today() + timedelta(days=7)
    KeyDate.objects.bulk_create(
        KeyDate(matter=matter, name=f"Date {n}", date=on, owner=owner) for n in range(request.param)
    )
    ReminderRule.objects.create(
        name="All of them",
        record_type="key_date",
        date_field="date",
        ladder=[7],
        recipients=["field:owner"],
        at="00:00",
        off_weekends=False,
        title="{name}",
    )
    return request.param


def worker(folder, name):
    process = CeleryProcess(WORKER, folder, name)
    process.wait_ready()
    return process


def test_killed_while_planning_and_while_sending(due, tmp_path, monkeypatch):
    letters = tmp_path / "letters"
    letters.mkdir()
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.notifications.mail_to_files")
    monkeypatch.setenv("LETTERS", str(letters))
    first = worker(tmp_path, "first")
    jobs.enqueue("notifications.remind", key="test")
    wait_for(lambda: Notification.objects.exists(), 60, "nothing was told")
    first.kill_all()
    told = Notification.objects.count()
    assert 0 < told < due, f"{told} were told when the worker was killed"

    second = worker(tmp_path, "second")
    sweeping_until(lambda: Notification.objects.count() == due, 180)
    jobs.enqueue("notifications.deliver", key="now")
    wait_for(lambda: Delivery.objects.filter(state="sent").exists(), 60, "nothing was sent")
    second.kill_all()
    assert Delivery.objects.filter(state="sent").count() < due

    Delivery.objects.filter(state="sending").update(lease_until=clock.now())
    third = worker(tmp_path, "third")
    try:
        sweeping_until(lambda: Delivery.objects.filter(state="sent").count() == due, 300)
    finally:
        third.stop()
    ids = [path.read_text() for path in letters.glob("[!.]*")]
    assert len(set(ids)) == due
    assert len(ids) - due <= 2, "more than the letters in the hands of the killed worker went out again"


def sweeping_until(condition, seconds):
    """Play beat until the condition holds."""

    def swept():
        sweep()
        return condition()

    return wait_for(swept, seconds)
