"""Calendars as rows: the shipped one, holidays by country and region, own days, faults in the console."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from legalops.calendars.models import BusinessCalendar
from legalops.calendars.selectors import coming_holidays, default_calendar, working_time
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_office_calendar_is_there_and_knows_public_holidays():
    time = working_time(default_calendar())
    assert not time.is_business_day(date(2026, 11, 26))
    assert time.is_business_day(date(2026, 11, 27))
    start = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
    assert time.add(start, timedelta(hours=2)) == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


def test_own_days_win_over_public_holidays():
    calendar = default_calendar()
    calendar.days.create(date=date(2026, 11, 26), name="Worked after all", hours="10:00-12:00")
    calendar.days.create(date=date(2026, 11, 27), name="Bridge day")
    time = working_time(calendar)
    assert time.is_business_day(date(2026, 11, 26))
    assert not time.is_business_day(date(2026, 11, 27))
    assert coming_holidays(calendar, date(2026, 11, 20))[:2] == [
        (date(2026, 11, 26), "Worked after all"),
        (date(2026, 11, 27), "Bridge day"),
    ]


def test_a_region_has_its_own_holidays():
    munich = BusinessCalendar.objects.create(
        code="munich", name="Munich", zone="Europe/Berlin", country="DE", region="BY"
    )
    assert not working_time(munich).is_business_day(date(2026, 6, 4))


def test_the_console_says_what_is_wrong_and_keeps_what_was_typed(client):
    client.force_login(make_person("administrator", is_staff=True))
    form = {
        "name": "Munich", "code": "munich", "zone": "Bavaria", "country": "DE", "region": "XX",
        "monday": "9 to 5", "days-TOTAL_FORMS": "0", "days-INITIAL_FORMS": "0",
    }  # fmt: skip
    page = client.post(reverse("admin:calendars_businesscalendar_add"), form).content.decode()
    assert "write hours as 09:00-17:00" in page
    form |= {"monday": "09:00-17:00"}
    page = client.post(reverse("admin:calendars_businesscalendar_add"), form).content.decode()
    assert "There is no such time zone" in page
    form |= {"zone": "Europe/Berlin"}
    page = client.post(reverse("admin:calendars_businesscalendar_add"), form).content.decode()
    assert "is no region of DE" in page
    assert (
        client.post(reverse("admin:calendars_businesscalendar_add"), form | {"region": "by"}).status_code
        == 302
    )
    assert BusinessCalendar.objects.get(code="munich").region == "BY"
