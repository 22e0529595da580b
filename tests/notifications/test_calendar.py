"""The calendar feed: a secret address, what the person may see now, and nothing after it was revoked."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from legalops.kernel import clock
from legalops.notifications.models import CalendarFeed
from legalops.notifications.services.feeds import renew_feed, revoke_feed
from matters.models import KeyDate
from matters.services.key_dates import change_key_date, complete_key_date
from tests.factories import make_matter, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing(matter, attorney):
    return KeyDate.objects.create(matter=matter, name="Hearing; round 2", date=clock.today(), owner=attorney)


@pytest.fixture
def read(attorney):
    token = renew_feed(attorney)

    def reading(**headers):
        return Client().get(f"/calendar/{token}.ics", headers=headers)

    return reading


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_shows_own_dates_as_whole_days_with_a_link(read, hearing, matter, settings):
    settings.PUBLIC_ADDRESS = "https://legal.example.com"
    KeyDate.objects.create(matter=make_matter(), name="Foreign", date=clock.today(), owner=matter.lead)
    response = read()
    (event,) = events(response)
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert event["summary"] == f"Hearing; round 2 ({matter.number})"
    assert event["dtstart"].dt == hearing.date
    assert event["url"] == f"https://legal.example.com/matters/{matter.number}/dates/"


def test_a_moved_date_keeps_its_id_and_a_done_one_goes(read, hearing, attorney, matter):
    (before,) = events(read())
    change_key_date(hearing, name="Hearing", on=date(2031, 1, 1), owner=attorney, actor=matter.lead)
    (after,) = events(read())
    assert (after["uid"], after["dtstart"].dt) == (before["uid"], date(2031, 1, 1))
    complete_key_date(hearing, actor=matter.lead)
    assert events(read()) == []


def test_unchanged_is_answered_by_304(read, hearing):
    tag = read().headers["ETag"]
    assert read(if_none_match=tag).status_code == 304
    hearing.name = "Trial"
    hearing.save()
    assert read(if_none_match=tag).status_code == 200


def test_a_wall_works_at_once(read, hearing, matter, attorney):
    assert b"Canary" in read().content
    raise_wall(matter, attorney)
    assert events(read()) == []


def test_renewed_revoked_left(read, hearing, attorney):
    new = renew_feed(attorney)
    assert read().status_code == 404
    assert Client().get(f"/calendar/{new}.ics").status_code == 200
    attorney.is_active = False
    attorney.save()
    assert Client().get(f"/calendar/{new}.ics").status_code == 404
    attorney.is_active = True
    attorney.save()
    revoke_feed(attorney)
    assert Client().get(f"/calendar/{new}.ics").status_code == 404
    assert Client().get("/calendar/guess.ics").status_code == 404


def test_the_token_is_not_stored(attorney):
    token = renew_feed(attorney)
    assert token not in str(CalendarFeed.objects.values().get())
