"""The bell and the preferences in a real browser."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from legalops.notifications.kinds import REMINDER
from legalops.notifications.models import Preference
from legalops.notifications.services import notify
from tests.browsing import serious_findings
from tests.factories import make_matter, make_person, make_team
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(transactional_db):
    """Somebody who was told something."""
    person = make_person("attorney", email="ada@example.com")
    matter = make_matter(team=make_team(person))
    with transaction.atomic():
        notify(REMINDER, recipients=[person], subject=matter, title="Hearing in 3 days", key="k")
    return person


@pytest.fixture
def signed_in(live_server, page, person):
    """The browser of that person."""
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    return page


def test_the_bell_opens_reads_and_falls_silent(signed_in):
    count = signed_in.locator(".lo-bell .lo-count")
    assert_text(count, "1")
    signed_in.click(".lo-bell > summary")
    signed_in.wait_for_selector("text=Hearing in 3 days")
    assert serious_findings(signed_in) == []
    signed_in.click(".lo-bell-head button")
    signed_in.wait_for_selector(".lo-bell-item:not(.lo-bell-unread)")
    assert_text(count, "")


def test_a_choice_is_kept_at_once(signed_in, live_server, person):
    signed_in.goto(f"{live_server.url}/notifications/preferences/")
    signed_in.select_option(f"select[name='email:{REMINDER}']", "daily")
    signed_in.wait_for_selector("text=Your choice is kept.")
    assert Preference.objects.get(user=person).email == "daily"
    assert serious_findings(signed_in) == []


def assert_text(locator, text):
    """The element says this, at once or soon."""
    expect(locator).to_have_text(text)
