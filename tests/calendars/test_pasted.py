"""Many days pasted at once: lines or a calendar file, refused by line, kept by the service."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.calendars.models import BusinessCalendar
from legalops.calendars.pasted import read_days
from legalops.kernel.errors import DomainError
from tests.factories import make_person

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Company closure
END:VEVENT
END:VCALENDAR
"""


def test_lines_and_calendar_files_are_read():
    lines = ["date;name;hours", "2026-12-24;Christmas Eve;09:00-12:00", ""]
    lines += ["2026-12-31\tHalf day\t09:00-10:00, 11:00-12:00"]
    text = "\n".join(lines)
    first, second = read_days(text)
    assert first == {"date": date(2026, 12, 24), "name": "Christmas Eve", "hours": "09:00-12:00"}
    assert second["hours"] == "09:00-10:00, 11:00-12:00"
    assert [day["date"].day for day in read_days(ICS)] == [24, 25, 26]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-12-24, Eve\nsoon, Later", "Line 2: “soon” is no date"),
        ("   ", "There is no day here"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\nEND:VEVENT\nEND:VCALENDAR", "cannot be read"),
        ("BEGIN:VCALENDAR", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(text, said):
    with pytest.raises(DomainError) as refused:
        read_days(text)
    assert said in refused.value.message


@pytest.mark.django_db
def test_pasted_days_are_kept_and_what_was_typed_stays_when_refused():
    client = Client()
    client.force_login(make_person("administrator", is_staff=True))
    calendar = BusinessCalendar.objects.get(is_default=True)
    page = reverse("admin:calendars_businesscalendar_days", args=[calendar.pk])
    assert client.get(page).status_code == 200
    refused = client.post(page, {"days": "2026-12-24, Eve, nine to five"})
    assert refused.status_code == 422
    assert "nine to five" in refused.content.decode()
    assert not calendar.days.exists()
    assert client.post(page, {"days": "2026-12-24, Eve\n2026-12-28, Closure"}).status_code == 302
    assert calendar.days.count() == 2
    assert AuditEvent.objects.filter(action="calendars.days.changed").count() == 1
