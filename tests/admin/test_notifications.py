"""Notifications in the console: rules, webhooks, words, logs, schedules, health."""

import pytest
from django.db import transaction
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.jobs.models import Job, PeriodRun, Schedule
from legalops.jobs.services.periods import start_due_periods
from legalops.kernel import clock
from legalops.notifications.kinds import REMINDER
from legalops.notifications.mail.letters import letter_to, words_for
from legalops.notifications.models import (
    Delivery,
    KindWording,
    Notification,
    ReminderRule,
    SuspendedAddress,
    WebhookDelivery,
    WebhookEndpoint,
)
from legalops.notifications.services import notify
from legalops.notifications.services.hooking.endpoints import save_endpoint
from legalops.notifications.services.hooking.relaying import relay
from legalops.notifications.services.hooking.replaying import send_test
from matters.models import KeyDate
from matters.services.key_dates import set_key_date
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("administrator", is_staff=True, name="Sam Admin")


@pytest.fixture
def console(signed_in, administrator):
    return signed_in(administrator)


@pytest.fixture
def rule():
    return ReminderRule.objects.get(name="Key dates")


@pytest.fixture
def hook(administrator):
    given = {"name": "ERP", "url": "https://erp.example.com/secret", "events": ["matters.key_date.set"]}
    owner = make_person("legal_ops_manager", name="Olga Ops")
    return save_endpoint(WebhookEndpoint(), given | {"owner": owner}, actor=administrator)


def page(record, what="change"):
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{what}", args=[record.pk])


def rule_form(**changes):
    form = {
        "name": "Key dates",
        "is_active": "on",
        "date_of": "key_date:date",
        "conditions-0-field": "done_at",
        "conditions-0-operator": "empty",
        "ladder": "1, 21, 7",
        "off_weekends": "on",
        "at": "06:30",
        "recipients": ["field:owner", "role:general_counsel"],
        "title": "{name}: {when}",
        "body": "",
    }
    return form | changes


def words(response):
    return response.content.decode()


def test_a_rule_is_changed_through_the_service_and_taken_back(console, rule, administrator):
    assert "Key date: Date" in words(console.get(page(rule)))
    assert console.post(page(rule), rule_form()).status_code == 302
    rule.refresh_from_db()
    assert (rule.ladder, rule.at.hour, rule.version) == ([21, 7, 1], 6, 2)
    event = AuditEvent.objects.get(action="notifications.reminder_rule.changed")
    assert event.before["ladder"] == [30, 14, 7, 3, 1, 0]
    assert "Sam Admin" in words(console.get(page(rule)))
    button = reverse("admin:notifications_reminderrule_take_back", args=[rule.pk])
    assert "before its last change?" in words(console.get(button))
    rule.refresh_from_db()
    assert rule.version == 2
    console.post(button)
    rule.refresh_from_db()
    assert (rule.ladder, rule.version) == ([30, 14, 7, 3, 1, 0], 3)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "{naem}"}, "There is no placeholder {naem}"),
        ({"ladder": "7, 7"}, "may stand there once"),
        ({"ladder": "soon"}, "whole number"),
        ({"conditions-0-field": "x"}, "no field “x”"),
        ({"conditions-0-operator": "flies"}, "condition 1"),
        ({"date_of": "matter:opened_on"}, "no field “done_at”"),
        ({"escalate_after": "3"}, "Give both"),
    ],
)
def test_what_cannot_work_is_said_beside_its_field_and_changes_nothing(console, rule, changes, said):
    response = console.post(page(rule), rule_form(**changes))
    assert response.status_code == 200
    assert said in words(response)
    rule.refresh_from_db()
    assert rule.version == 1


def test_trying_a_rule_tells_nobody_and_shows_only_what_the_administrator_sees(console, rule):
    matter = make_matter(name="Canary Quay")
    KeyDate.objects.create(matter=matter, name="Secret hearing", date=clock.today(), owner=matter.lead)
    body = words(console.get(reverse("admin:notifications_reminderrule_try", args=[rule.pk])))
    assert "tells 1 times" in body
    assert "Of 1 the record is not yours to see" in body
    assert "Secret hearing" not in body
    assert not Notification.objects.exists()


def test_running_a_rule_now(console, rule):
    matter = make_matter()
    KeyDate.objects.create(matter=matter, name="Hearing", date=clock.today(), owner=matter.lead)
    console.post(reverse("admin:notifications_reminderrule_start_now", args=[rule.pk]))
    assert Notification.objects.get().recipient == matter.lead


def test_a_webhook_is_added_tested_and_kept_outside_the_network(console, administrator):
    owner = make_person("legal_ops_manager")
    url = reverse("admin:notifications_webhookendpoint_add")
    form = {
        "name": "Chat",
        "shape": "slack",
        "events": ["matters.matter.opened"],
        "owner": owner.pk,
        "is_active": "on",
    }
    refused = console.post(url, form | {"url": "https://169.254.169.254/"})
    assert "inside a network" in words(refused)
    assert console.post(url, form | {"url": "https://chat.example.com/x"}).status_code == 302
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.created_by == administrator
    assert "whsec_" in words(console.get(page(endpoint)))
    console.post(reverse("admin:notifications_webhookendpoint_test", args=[endpoint.pk]))
    assert WebhookDelivery.objects.get().event == "notifications.webhook.tested"


def test_the_log_shows_no_record_that_the_administrator_may_not_see(console, hook, administrator):
    matter = make_matter(name="Canary Quay")
    set_key_date(matter, name="Hearing", on=clock.today(), owner=matter.lead, actor=matter.lead)
    relay()
    delivery = WebhookDelivery.objects.get()
    assert "Canary" in str(delivery.payload)
    shown = words(console.get(page(delivery)))
    assert "Hidden: the record is not yours to see." in shown
    assert "Canary" not in shown
    test = send_test(hook, actor=administrator)
    assert "sent a test" in words(console.get(page(test)))


def test_send_again_from_the_log(console, hook, administrator):
    delivery = send_test(hook, actor=administrator)
    WebhookDelivery.objects.update(state="failed")
    data = {"action": "again", "_selected_action": [delivery.pk]}
    console.post(reverse("admin:notifications_webhookdelivery_changelist"), data)
    assert WebhookDelivery.objects.get().state == "pending"


def test_words_of_e_mail_are_changed_shown_and_reset(console, administrator):
    url = reverse("admin:notifications_kindwording_add")
    form = {"kind": REMINDER, "subject": "Due: {title}", "body": "Dear {person},\n{nonsense}"}
    assert "no placeholder {nonsense}" in words(console.post(url, form))
    console.post(url, form | {"body": "Dear {person},\n{body} {url}"})
    row = KindWording.objects.get()
    assert row.changed_by == administrator
    with transaction.atomic():
        notify(REMINDER, recipients=[administrator], subject=row, title="Hearing", body="Bring it.", key="k")
    assert "Due: Hearing" in words(console.get(page(row)))
    told = list(Delivery.objects.select_related("notification"))
    letter = letter_to(administrator, told, words_for(told))
    assert letter.subject == "Due: Hearing"
    assert "Dear Sam Admin,\nBring it." in letter.body
    console.post(page(row, "delete"), {"post": "yes"})
    assert not KindWording.objects.exists()
    assert AuditEvent.objects.filter(action="notifications.template.reset").exists()


def test_mail_log_sends_again_and_lifts_addresses(console, administrator, hook):
    SuspendedAddress.objects.create(address="a@example.com", reason="550")
    with transaction.atomic():
        notify(REMINDER, recipients=[administrator], subject=hook, title="t", key="k")
    Delivery.objects.update(state="bounced")
    delivery, suspended = Delivery.objects.get(), SuspendedAddress.objects.get()
    data = {"action": "again", "_selected_action": [delivery.pk]}
    console.post(reverse("admin:notifications_delivery_changelist"), data)
    data = {"action": "lift", "_selected_action": [suspended.pk]}
    console.post(reverse("admin:notifications_suspendedaddress_changelist"), data)
    assert Delivery.objects.get().state == "pending"
    assert not SuspendedAddress.objects.exists()


def test_a_schedule_is_paused_moved_and_run_by_hand(console, administrator):
    schedule = Schedule.objects.get(name="notifications.purge")
    listed = words(console.get(reverse("admin:jobs_schedule_changelist")))
    assert "daily at 03:20" in listed
    refused = console.post(page(schedule), {"every_seconds": "60"})
    assert "say at what time" in words(refused)
    console.post(page(schedule), {"at": "04:00", "paused": "on"})
    schedule.refresh_from_db()
    assert (schedule.paused, schedule.at.hour, schedule.changed_by) == (True, 4, administrator)
    start_due_periods()
    assert not PeriodRun.objects.filter(name="notifications.purge").exists()
    assert PeriodRun.objects.filter(name="notifications.deliver_due").exists()
    data = {"action": "start", "_selected_action": [schedule.pk]}
    console.post(reverse("admin:jobs_schedule_changelist"), data)
    assert Job.objects.filter(name="notifications.purge", state="QUEUED").exists()
    assert AuditEvent.objects.filter(action="jobs.schedule.changed").count() == 1


def test_health_says_how_it_is_and_what_is_not_known(console, signed_in):
    shown = words(console.get(reverse("health_page")))
    assert "Is beat running?" in shown
    assert "None yet. “manage.py backup FOLDER” makes one" in shown
    assert "Could not be found out" not in shown
    assert signed_in(make_person("general_counsel")).get(reverse("health_page")).status_code == 403
