"""A person's day: what is theirs, why it stands there, who may open it, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.kernel import clock
from matters.enums import MemberRole
from matters.selectors.people import project_managers
from matters.services.key_dates import set_key_date
from matters.services.people import add_member
from tests.factories import make_matter, make_person
from tests.factories.vendors import make_biller, make_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def attorney():
    """Whoever owns the dates of these matters."""
    return make_person("attorney")


def due(matter, name: str, days: int, owner):
    """A date of that matter, so many days from today, that the owner keeps."""
    return set_key_date(matter, name=name, on=clock.today() + timedelta(days), owner=owner, actor=owner)


def test_the_day_puts_overdue_before_today_and_today_before_the_week(signed_in, attorney):
    matter = make_matter(lead=attorney)
    due(matter, "Within the week", 5, attorney)
    due(matter, "This very day", 0, attorney)
    due(matter, "Long overdue", -3, attorney)
    due(matter, "Next month", 40, attorney)
    page = signed_in(attorney).get(reverse("today")).content.decode()
    assert page.index("Long overdue") < page.index("This very day") < page.index("Within the week")
    assert "Next month" not in page


def test_the_day_shows_what_is_of_the_person_alone(signed_in, attorney):
    due(make_matter(lead=attorney), "Answer of another", 0, attorney)
    other = make_person("attorney")
    for name in ("today", "today_panel"):
        assert "Answer of another" not in signed_in(other).get(reverse(name)).content.decode()
        assert "Answer of another" in signed_in(attorney).get(reverse(name)).content.decode()


def test_a_biller_has_no_day_here(signed_in):
    biller = make_biller(make_firm())
    for name in ("today", "today_panel"):
        assert signed_in(biller).get(reverse(name)).status_code in {403, 404}


def test_the_day_asks_as_often_for_many_rows_as_for_one(signed_in, attorney):
    client, address = signed_in(attorney), reverse("today")
    due(make_matter(lead=attorney), "Due", 0, attorney)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(12):
        due(make_matter(lead=attorney), "Due", 1, attorney)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(one)


def test_a_project_manager_is_a_member_like_others(attorney):
    matter, manager = make_matter(lead=attorney), make_person("legal_project_manager")
    assert list(project_managers(matter)) == []
    add_member(matter, manager, role=MemberRole.LPM, actor=attorney)
    assert list(project_managers(matter)) == [manager]
