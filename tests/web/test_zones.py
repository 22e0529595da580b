"""Clock times are on the reader's clock, and nobody ever gets another reader's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from legalops.kernel import clock, zones
from legalops.web import formats, kept, markup
from legalops.web.exports.responses import respond
from legalops.web.middleware import ReaderMiddleware
from legalops.web.tables.columns import Column

NIGHT = datetime(2026, 10, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown", "told"),
    [
        ("Europe/London", "30 Oct 2026, 23:30", "Europe/London, UTC"),
        ("Europe/Berlin", "31 Oct 2026, 00:30", "Europe/Berlin, UTC+1"),
        ("Asia/Kolkata", "31 Oct 2026, 05:00", "Asia/Kolkata, UTC+5:30"),
        ("America/St_Johns", "30 Oct 2026, 21:00", "America/St_Johns, UTC\u22122:30"),
        ("UTC", "30 Oct 2026, 23:30", "UTC"),
    ],
)
def test_each_reader_has_their_own_clock(zone, shown, told):
    with zones.reading_in(zone):
        assert formats.instant(NIGHT) == shown
        assert formats.zoned_instant(NIGHT) == f"{shown} ({told})"
    assert formats.instant(NIGHT) == "30 Oct 2026, 19:30"  # the department's


def test_what_is_a_date_stays_one_and_days_are_the_departments():
    with zones.reading_in("Pacific/Kiritimati"):
        assert formats.day(date(2026, 10, 30)) == "30 Oct 2026"
        assert formats.day(NIGHT) == "30 Oct 2026"
        with clock.frozen(NIGHT):
            assert clock.today() == date(2026, 10, 30)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)), st.sampled_from(zones.names()))
def test_what_is_shown_with_its_zone_reads_back_as_the_same_minute(naive, zone):
    at = naive.replace(tzinfo=UTC, second=0, microsecond=0)
    with zones.reading_in(zone):
        shown = formats.zoned_instant(at)
    words, _, told = shown.partition(" (")
    assert told.startswith(zone)
    wall = datetime.strptime(words, "%d %b %Y, %H:%M")
    assert wall == at.astimezone(zones.ZoneInfo(zone)).replace(tzinfo=None)


def test_pointing_at_a_time_tells_its_zone_on_pages_and_in_rows():
    for engine, template in (("django", "{{ at|instant }}"), ("jinja2", "{{ at|instant }}")):
        with zones.reading_in("Asia/Tokyo"):
            shown = engines[engine].from_string(template).render({"at": NIGHT})
        assert 'title="31 Oct 2026, 08:30 (Asia/Tokyo, UTC+9)">31 Oct 2026, 08:30</time>' in shown
    assert markup.instant(None) == "–"


def test_nothing_that_is_kept_goes_to_a_reader_with_another_clock():
    def draw():
        return formats.instant(NIGHT)

    with zones.reading_in("Asia/Tokyo"):
        tokyo = kept.kept("a time", draw)
    with zones.reading_in("Europe/Berlin"):
        assert kept.kept("a time", draw) != tokyo
    with zones.reading_in("Asia/Tokyo"):
        assert kept.kept("a time", draw) == tokyo


class Reader:
    def __init__(self, zone):
        self.zone = zone


def test_requests_side_by_side_keep_their_readers_apart():
    answer = ReaderMiddleware(lambda request: HttpResponse(formats.instant(NIGHT)))

    def ask(zone):
        request = RequestFactory().get("/")
        request.user = Reader(zone)
        return zone, answer(request).content.decode()

    asked = ["Asia/Tokyo", "Europe/Berlin", "America/New_York"] * 20
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, asked))
    assert answers == {
        ("Asia/Tokyo", "31 Oct 2026, 08:30"),
        ("Europe/Berlin", "31 Oct 2026, 00:30"),
        ("America/New_York", "30 Oct 2026, 19:30"),
    }
    assert zones.reader_name() == "America/New_York"


def test_whoever_looks_as_another_person_reads_on_their_own_clock():
    request = RequestFactory().get("/")
    request.user, request.viewer = Reader("Asia/Tokyo"), Reader("Europe/Berlin")
    answer = ReaderMiddleware(lambda request: HttpResponse(zones.reader_name()))
    assert answer(request).content == b"Europe/Berlin"


def test_a_zone_that_the_data_base_dropped_is_the_departments():
    assert zones.name_or_department("Atlantis/Capital") == "America/New_York"


class Rows(list):
    """As much of a queryset as an export asks for."""

    def iterator(self, chunk_size):
        return iter(self)

    def order_by(self):
        return self

    def __getitem__(self, asked):
        return self

    def exists(self):
        return False


class Row:
    at = NIGHT


def test_a_workbook_says_in_its_head_which_clock_it_is_on_whoever_asks():
    columns = [Column("at", "Made", "instant")]
    with zones.reading_in("Asia/Tokyo"):
        answer = respond("xlsx", "times", columns, Rows([Row()]))
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    head, row = sheet.iter_rows(values_only=True)
    assert head == ("Made (America/New_York)",)
    assert row == (datetime(2026, 10, 30, 19, 30),)


def test_csv_has_the_offset_whoever_asks():
    with zones.reading_in("Asia/Tokyo"):
        answer = respond("csv", "times", [Column("at", "Made", "instant")], Rows([Row()]))
        assert "2026-10-30T19:30:00-04:00" in answer.getvalue().decode()
