"""Every run of a reminder rule is logged: what was due, who was told, what was left out and why."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.automation import services
from legalops.automation.models import AutomationRun
from legalops.notifications.models import Notification, ReminderRule
from legalops.notifications.services.reminding.running import run_due_rules, run_now, run_rule
from matters.models import KeyDate
from tests.factories import make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def rule():
    return ReminderRule.objects.get(name="Key dates")


@pytest.fixture
def console():
    client = Client()
    client.force_login(make_person("administrator", is_staff=True))
    return client


def key_date(matter, owner, name="Hearing"):
    return KeyDate.objects.create(matter=matter, name=name, date=date(2026, 12, 2), owner=owner)


def last() -> AutomationRun:
    return AutomationRun.objects.filter(kind="reminder").latest("pk")


def test_a_run_says_what_was_due_and_who_was_told(rule, matter, attorney):
    key_date(matter, attorney)
    told = run_rule(rule, TODAY)
    run = last()
    assert (run.rule_id, run.outcome, run.given["on"]) == (rule.pk, "done", "2026-11-25")
    assert (run.details["due"], run.details["told"], run.details["before"]) == (told, told, 0)
    assert run.effect == f"Told {told} reminders to {told} people."
    run_rule(rule, TODAY)
    again = last()
    assert again.pk != run.pk
    assert (again.outcome, again.details["told"], again.details["before"]) == ("nothing", 0, told)


def test_who_was_left_out_and_why_is_named_to_those_who_see_the_record(rule, console):
    gone, walled = make_person("attorney", name="Gone"), make_person("attorney", name="Walled")
    matter = make_matter(walled)
    key_date(matter, gone, "Filing for Gone")
    key_date(matter, walled, "Filing for Walled")
    raise_wall(matter, walled)
    gone.is_active = False
    gone.save()
    run_rule(rule, TODAY)
    run = last()
    assert run.details["reasons"] == {"gone": 1, "not_seen": 1}
    body = console.get(reverse("admin:automation_automationrun_change", args=[run.pk])).content.decode()
    assert "Left out: the person may not see the record" in body
    assert "Filing for" not in body, "an administrator does not see the matter"
    assert "2 more, not named here" in body


def test_a_rule_that_cannot_run_is_logged_once_a_day_and_the_others_run(rule, matter, attorney, console):
    key_date(matter, attorney)
    ReminderRule.objects.exclude(pk=rule.pk).update(is_active=False)
    ReminderRule.objects.filter(pk=rule.pk).update(at="00:00")
    broken = ReminderRule.objects.create(
        name="A broken one", record_type=rule.record_type, date_field=rule.date_field, at="00:00",
        conditions=[{"field": "colour", "operator": "is", "value": "red"}], recipients=rule.recipients,
    )  # fmt: skip
    for _time in range(3):
        run_due_rules()
    failed = AutomationRun.objects.get(rule_id=broken.pk)
    assert (failed.outcome, failed.attempts) == ("failed", 3)
    assert "there is no field “colour”" in failed.error
    assert AutomationRun.objects.filter(rule_id=rule.pk).count() == 1

    again = reverse("admin:automation_automationrun_again_here", args=[failed.pk])
    console.post(again)
    failed.refresh_from_db()
    assert (failed.outcome, failed.attempts) == ("failed", 4)
    ReminderRule.objects.filter(pk=broken.pk).update(conditions=[])
    console.post(again)
    failed.refresh_from_db()
    assert (failed.outcome, failed.error) == ("done" if failed.details["told"] else "nothing", "")


def test_running_by_hand_names_who_asked(rule, matter, attorney):
    person = make_person("administrator")
    run_now(rule, actor=person)
    assert last().ran_by == person
    assert not Notification.objects.exists() or last().details["told"]


def test_a_run_asks_as_often_for_many_reminders_as_for_few(rule, matter, attorney):
    def asked(day):
        with CaptureQueriesContext(connection) as queries:
            run_rule(rule, day)
        return len(queries)

    key_date(matter, attorney)
    few = asked(TODAY)
    AutomationRun.objects.all().delete()
    Notification.objects.all().delete()
    for n in range(50):
        key_date(matter, attorney, f"Hearing {n}")
    assert asked(TODAY) == few


def test_two_runs_at_once_keep_a_line_each(rule, matter, attorney, monkeypatch):
    monkeypatch.setattr(services, "_held", lambda key: None)
    run_rule(rule, TODAY)
    run_rule(rule, TODAY)
    assert sorted(AutomationRun.objects.values_list("key", flat=True), key=str) == [
        None,
        f"reminder:{rule.pk}:2026-11-25",
    ]
