"""The page on which people choose their clock, and what follows from the choice."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from legalops.accounts.models import User
from legalops.accounts.services import choose_zone
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from legalops.notifications.models import Notification
from legalops.notifications.services.delivering import deliver_due
from matters.services.glass import break_glass
from matters.services.walls import raise_wall
from tests.browsing import is_fit, sign_in
from tests.factories import make_biller, make_firm, make_matter, make_person
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def attorney():
    return make_person("attorney", name="Ada Attorney")


def page():
    return reverse("governance:preferences")


@pytest.mark.parametrize("of_a_firm", [False, True])
def test_a_zone_is_chosen_kept_and_told_on_every_page(client, attorney, of_a_firm):
    person = make_biller(make_firm()) if of_a_firm else attorney
    client.force_login(person)
    assert "The department&#39;s: America/New_York" in client.get(page()).content.decode()
    client.post(page(), {"zone": "Europe/Berlin"})
    after = client.get(page()).content.decode()
    assert "Clock times are now shown in Europe/Berlin." in after
    assert 'value="Europe/Berlin" selected' in after
    assert "Times in Europe/Berlin" in client.get("/", follow=True).content.decode()
    event = AuditEvent.objects.get(action="accounts.zone.chosen")
    assert (event.actor, event.before, event.after) == (person, {"zone": ""}, {"zone": "Europe/Berlin"})


@pytest.mark.parametrize("typed", ["Atlantis/Capital", "<b>", "", "../../etc/passwd"])
def test_what_is_no_zone_is_refused_and_nothing_changes(client, attorney, typed):
    client.force_login(attorney)
    assert client.post(page(), {"zone": typed}).status_code == 422
    assert User.objects.get(pk=attorney.pk).time_zone == ""
    with pytest.raises(DomainError):
        choose_zone(attorney, typed or "nowhere", actor=attorney)


def test_choosing_the_same_again_records_nothing(attorney):
    for _ in range(2):
        choose_zone(attorney, "Asia/Tokyo", actor=attorney)
    assert AuditEvent.objects.filter(action="accounts.zone.chosen").count() == 1


def test_the_api_and_the_page_set_one_and_the_same_zone(client, attorney):
    client.force_login(attorney)
    hours = "/api/v1/notifications/schedule/"
    assert client.get(hours).json()["zone"] == ""
    assert client.patch(hours, {"zone": "Asia/Tokyo"}, JSON).json()["zone"] == "Asia/Tokyo"
    assert 'value="Asia/Tokyo" selected' in client.get(page()).content.decode()
    client.post(page(), {"zone": "Europe/Berlin"})
    assert client.get(hours).json()["zone"] == "Europe/Berlin"
    refused = client.patch(hours, {"zone": "Atlantis/Capital", "quiet_weekends": True}, JSON)
    assert (refused.status_code, refused.json()["field"]) == (422, "zone")
    assert client.get(hours).json()["quiet_weekends"] is False


def test_a_page_asks_no_more_of_the_database_for_a_zone(client, attorney):
    client.force_login(attorney)
    client.get("/matters/")
    with CaptureQueriesContext(connection) as without:
        client.get("/matters/")
    choose_zone(attorney, "Asia/Tokyo", actor=attorney)
    client.get("/matters/")
    with CaptureQueriesContext(connection) as with_zone:
        client.get("/matters/")
    assert len(with_zone) == len(without)


def test_one_deed_is_told_to_each_on_their_own_clock(client):
    lead, keeper = make_person("attorney", name="Lead"), make_person("general_counsel", name="Keeper")
    choose_zone(lead, "Asia/Tokyo", actor=lead)
    choose_zone(keeper, "Europe/Berlin", actor=keeper)
    reader = make_person("administrator", name="Reader")
    matter = make_matter(lead=lead, restricted=True)
    raise_wall(matter, [make_person("attorney")], reason="Conflict", actor=keeper)
    break_glass(matter.number, reason="Order", hours=4, actor=reader)
    told = {each.recipient: each.body for each in Notification.objects.filter(kind="matters.glass_broken")}
    assert "(Asia/Tokyo, UTC+9)" in told[lead]
    assert "(Europe/Berlin, UTC+" in told[keeper]
    deliver_due()
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "(Asia/Tokyo, UTC+9)" in letters[lead.email]


def test_two_readers_of_one_page_in_turn_each_see_their_own_clock(client, attorney):
    other = make_person("auditor", name="Vera Auditor")
    choose_zone(attorney, "Asia/Tokyo", actor=attorney)
    for person, told in (
        (attorney, "Asia/Tokyo, UTC+9"),
        (other, "America/New_York, UTC"),
        (attorney, "UTC+9"),
    ):
        client.logout()
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert told in client.get(reverse("governance:security")).content.decode()


def test_the_console_shows_its_times_on_the_readers_clock(client):
    administrator = make_person("administrator", is_staff=True, is_superuser=True)
    choose_zone(administrator, "Asia/Tokyo", actor=administrator)
    client.force_login(administrator)
    User.objects.filter(pk=administrator.pk).update(last_login=datetime(2026, 10, 30, 23, 30, tzinfo=UTC))
    shown = client.get(reverse("admin:accounts_user_change", args=[administrator.pk])).content.decode()
    assert "Oct. 31, 2026, 8:30 a.m." in shown


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browsers_zone_is_offered_and_taken_only_when_asked(live_server, browser, attorney):
    page_ = browser.new_context(timezone_id="Australia/Sydney").new_page()
    sign_in(page_, live_server.url, attorney)
    page_.goto(f"{live_server.url}{page()}")
    offer = page_.get_by_role("button", name="Use the zone of this browser: Australia/Sydney")
    expect(offer).to_be_visible()
    expect(page_.get_by_label("Times are shown in")).to_have_value("department")
    is_fit(page_)
    offer.click()
    expect(offer).to_be_hidden()
    page_.get_by_role("button", name="Save", exact=True).click()
    expect(page_.get_by_text("Clock times are now shown in Australia/Sydney.")).to_be_visible()
    page_.get_by_label("your menu").click()
    expect(page_.get_by_text("Times in Australia/Sydney")).to_be_visible()
