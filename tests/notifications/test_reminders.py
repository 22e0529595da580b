"""Reminders: the right people, once, on the right day, and never of what they may not see."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legalops.accounts.models import User
from legalops.kernel.errors import Conflict, DomainError
from legalops.notifications.models import Delivery, Notification, ReminderRule
from legalops.notifications.services.delivering import deliver_due
from legalops.notifications.services.reminding.rules import save_rule
from legalops.notifications.services.reminding.running import run_due_rules, run_now, run_rule
from matters.models import KeyDate
from matters.services.key_dates import change_key_date, complete_key_date
from tests.factories import make_matter, make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture
def rule():
    return ReminderRule.objects.get(name="Key dates")


@pytest.fixture
def hearing(matter, attorney):
    return KeyDate.objects.create(matter=matter, name="Hearing", date=date(2026, 12, 2), owner=attorney)


def told(person):
    """Titles, in order."""
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


def run_from(rule, first: date, last: date) -> None:
    for offset in range((last - first).days + 1):
        run_rule(rule, first + timedelta(days=offset))


def test_every_rung_once_to_owner_and_lead(rule, hearing, attorney, matter):
    run_from(rule, date(2026, 10, 25), date(2026, 12, 5))
    run_from(rule, date(2026, 10, 25), date(2026, 12, 5))
    words = told(attorney)
    assert words == [
        "Hearing: in 30 days, Wed 2 Dec",  # Monday 2 November
        "Hearing: in 14 days, Wed 2 Dec",
        "Hearing: in 7 days, Wed 2 Dec",
        "Hearing: in 5 days, Wed 2 Dec",  # 29 November is a Sunday: sent on the Friday before
        "Hearing: tomorrow, Wed 2 Dec",
        "Hearing: today, Wed 2 Dec",
    ]
    assert told(matter.lead) == words


def test_says_what_where_and_whose(rule, hearing, attorney, matter):
    run_rule(rule, TODAY)
    note = Notification.objects.get(recipient=attorney)
    assert note.title == "Hearing: in 7 days, Wed 2 Dec"
    assert str(matter) in note.body
    assert "Owner: Ada Attorney." in note.body
    assert note.url == f"/matters/{matter.number}/dates/"


def test_missed_rungs_are_made_up_by_the_latest_alone(rule, hearing, attorney):
    run_rule(rule, date(2026, 10, 30))
    run_rule(rule, date(2026, 11, 28))
    assert len(told(attorney)) == 1
    run_rule(rule, date(2026, 12, 4))
    assert len(told(attorney)) == 2


def test_what_is_long_past_stays_past(rule, hearing, attorney):
    run_rule(rule, date(2026, 12, 20))
    assert told(attorney) == []


def test_done_is_silent_and_taken_back_speaks_again(rule, hearing, attorney):
    complete_key_date(hearing, actor=hearing.matter.lead)
    run_rule(rule, TODAY)
    assert told(attorney) == []


def test_a_moved_date_has_a_ladder_of_its_own(rule, hearing, attorney):
    run_rule(rule, TODAY)
    change_key_date(hearing, name="Hearing", on=date(2026, 12, 9), owner=attorney, actor=hearing.matter.lead)
    run_rule(rule, date(2026, 12, 2))
    assert told(attorney) == ["Hearing: in 7 days, Wed 2 Dec", "Hearing: in 7 days, Wed 9 Dec"]


def test_overdue_is_escalated_once(rule, hearing, attorney):
    counsel = make_person("general_counsel")
    run_from(rule, date(2026, 12, 1), date(2026, 12, 20))
    assert told(counsel) == ["Overdue: Hearing: 3 days ago, Wed 2 Dec"]


def test_who_may_not_see_is_not_told_at_planning_nor_at_delivery(rule, hearing, attorney, matter):
    wall = raise_wall(matter, attorney)
    run_rule(rule, TODAY)
    assert told(attorney) == []
    assert len(told(matter.lead)) == 1
    wall.delete()
    run_rule(rule, TODAY)
    assert len(told(attorney)) == 1
    raise_wall(matter, attorney)
    deliver_due()
    assert [letter.to for letter in mail.outbox] == [[matter.lead.email]]
    assert "Canary" not in str(Delivery.objects.filter(state="suppressed").values())


def test_runs_once_a_day_at_its_time(rule, hearing, attorney):
    with time_machine.travel(datetime(2026, 11, 25, 11, 59, tzinfo=UTC), tick=False) as when:  # 06:59 there
        assert run_due_rules() == 0
        when.shift(timedelta(minutes=2))
        assert run_due_rules() == 2
        assert run_due_rules() == 0
        rule.refresh_from_db()
        assert (rule.planned_on, rule.told) == (TODAY, 2)
    rule.is_active = False
    rule.save()
    with time_machine.travel(datetime(2026, 11, 29, 13, 0, tzinfo=UTC)):
        assert run_due_rules() == 0


def test_teams_roles_and_persons(rule, hearing, attorney):
    counsel, clerk = make_person("general_counsel"), make_person("paralegal")
    stranger = make_person("attorney")
    hearing.matter.team.members.add(clerk)
    given = {"recipients": ["field:team", "role:general_counsel", f"person:{stranger.pk}"]}
    changed = save_rule(rule, given, actor=counsel)
    assert changed.version == 2
    run_rule(changed, TODAY)
    assert set(Notification.objects.values_list("recipient", flat=True)) == {
        attorney.pk,
        clerk.pk,
        counsel.pk,
    }


def test_as_many_queries_for_five_hundred_dates_as_for_one(rule, hearing, attorney):
    with CaptureQueriesContext(connection) as one:
        run_rule(rule, TODAY)
    KeyDate.objects.bulk_create(
        KeyDate(matter=hearing.matter, name=f"Date {n}", date=date(2026, 12, 2), owner=attorney)
        for n in range(500)
    )
    with CaptureQueriesContext(connection) as many:
        run_rule(rule, TODAY)
    assert len(many) == len(one)
    assert Notification.objects.filter(recipient=attorney).count() == 501


def test_ten_thousand_at_once_each_once(rule, matter, attorney):
    owners = [make_person("attorney") for _ in range(4)]
    matter.team.members.add(*owners)
    KeyDate.objects.bulk_create(
        KeyDate(matter=matter, name=f"Date {n}", date=date(2026, 12, 2), owner=owners[n % 4])
        for n in range(10_000)
    )
    rule = save_rule(rule, {"recipients": ["field:owner"]}, actor=attorney)
    assert run_rule(rule, TODAY) == 10_000
    assert run_rule(rule, TODAY) == 0
    assert Notification.objects.count() == Delivery.objects.count() == 10_000


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"title": "{naem} is due"}, "title", r"no placeholder \{naem\}\. You can use \{record\}"),
        ({"date_field": "opened"}, "date_field", "Dates: date"),
        ({"recipients": []}, "recipients", "whom to tell"),
        ({"recipients": ["field:judge"]}, "recipients", "names nobody"),
        ({"recipients": ["everybody"]}, "recipients", "Write field:owner"),
        ({"recipients": ["role:emperor"]}, "recipients", "names nobody"),
        ({"escalate_after": None}, "escalate_to", "Give both"),
        ({"ladder": []}, "ladder", "blank"),
        ({"ladder": [7, 7]}, "ladder", "once"),
        ({"ladder": [9000]}, "ladder", "At most 730"),
        ({"conditions": [{"field": "x", "operator": "is", "value": 1}]}, "conditions", "no field “x”"),
        ({"record_type": "horse"}, "record_type", "no record type “horse”"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_beside_its_field(rule, attorney, given, field, said):
    with pytest.raises(DomainError, match=said) as refused:
        save_rule(rule, given, actor=attorney)
    assert refused.value.field == field
    rule.refresh_from_db()
    assert rule.version == 1


def test_two_who_change_a_rule_at_once(rule, attorney):
    stale = ReminderRule.objects.get(pk=rule.pk)
    save_rule(rule, {"off_weekends": False}, actor=attorney)
    with pytest.raises(Conflict):
        save_rule(stale, {"off_weekends": False, "ladder": [1]}, actor=attorney)


def test_run_now_is_recorded(rule, hearing, attorney):
    with time_machine.travel(datetime(2026, 11, 25, 3, 0, tzinfo=UTC) + timedelta(days=1)):
        assert run_now(rule, actor=attorney) == 2


def test_any_date_field_of_any_record(attorney):
    matter = make_matter(team=make_team(attorney), opened_on=date(2026, 11, 18))
    rule = save_rule(
        ReminderRule(),
        {
            "name": "A week after opening",
            "record_type": "matter",
            "date_field": "opened_on",
            "ladder": [-7],
            "conditions": [{"field": "stage_category", "operator": "is_not", "value": "closed"}],
            "recipients": ["field:lead"],
            "title": "{number}: opened {date}, lead {lead}",
        },
        actor=attorney,
    )
    run_rule(rule, TODAY)
    assert told(matter.lead) == [f"{matter.number}: opened 18 Nov 2026, lead {matter.lead}"]
    assert User.objects.filter(notifications__isnull=False).count() == 1
