"""Boxes for days in the console raise no alarm when the browser's clock is another than the department's."""

import pytest

from tests.factories import make_person
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.browser_context_args(timezone_id="Asia/Tokyo")
def test_a_day_is_a_day_in_every_zone_and_a_moment_says_whose_clock_it_is(live_server, page):
    person = make_person("administrator")
    type(person).objects.filter(pk=person.pk).update(is_staff=True)
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/admin/access/authoritylimit/add/")
    assert page.locator(".timezonewarning").count() > 0
    assert page.locator(".timezonewarning:visible").count() == 0
    page.goto(f"{live_server.url}/admin/notifications/reminderrule/add/")
    assert page.locator(".timezonewarning:visible").count() == 0
