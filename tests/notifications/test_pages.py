"""The bell, the page, the preferences, and what works without signing in."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.notifications.models import (
    CalendarFeed,
    Delivery,
    Notification,
    PersonalSchedule,
    Preference,
    SuspendedAddress,
)
from legalops.notifications.services.delivering import deliver_due
from tests.factories import make_biller, make_firm, make_person, raise_wall

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PREFERENCES = "/notifications/preferences/"


@pytest.fixture
def client(attorney):
    client = Client()
    client.force_login(attorney)
    return client


def words(response):
    return response.content.decode()


def test_bell_counts_what_is_unread_and_still_seen(client, tell, attorney, matter):
    tell(attorney, key="1")
    tell(attorney, key="2")
    counts = words(client.get("/frame/counts/"))
    assert 'id="nav-count-notifications-list" hx-swap-oob="true">2<' in counts
    assert 'id="nav-count-notifications-list">2<' in words(client.get("/notifications/"))
    raise_wall(matter, attorney)
    assert 'id="nav-count-notifications-list" hx-swap-oob="true"><' in words(client.get("/frame/counts/"))


def test_page_shows_filters_and_pages(client, tell, attorney):
    for number in range(60):
        tell(attorney, key=str(number), title=f"Thing no. {number:02}")
    first = words(client.get("/notifications/"))
    assert "Thing no. 59" in first
    assert "Thing no. 09" not in first
    oldest = Notification.objects.order_by("pk")[10].pk
    assert f"before={oldest}" in first
    assert "Thing no. 09" in words(client.get(f"/notifications/?before={oldest}"))
    Notification.objects.filter(title="Thing no. 59").update(read_at="2026-01-01T00:00Z")
    assert "Thing no. 59" not in words(client.get("/notifications/?show=unread"))
    assert "Thing no. 58" not in words(client.get("/notifications/?kind=other"))


def test_as_many_queries_for_fifty_as_for_one(client, tell, attorney):
    tell(attorney, key="first")
    client.get("/notifications/")
    with CaptureQueriesContext(connection) as one:
        client.get("/notifications/")
    for number in range(50):
        tell(attorney, key=str(number))
    with CaptureQueriesContext(connection) as many:
        client.get("/notifications/")
    assert len(many) == len(one)


def test_following_reads_and_leads_there(client, tell, attorney, matter):
    tell(attorney, url=f"/matters/{matter.number}/")
    note = Notification.objects.get()
    response = client.get(f"/notifications/{note.pk}/")
    assert response["Location"] == f"/matters/{matter.number}/"
    note.refresh_from_db()
    assert note.read_at


def test_following_never_leaves_the_product(client, tell, attorney):
    tell(attorney, url="//evil.example.com/")
    response = client.get(f"/notifications/{Notification.objects.get().pk}/")
    assert response["Location"] == "/notifications/"


def test_reading_one_and_all_and_nobody_elses(client, tell, attorney):
    colleague = make_person("general_counsel")
    tell(attorney, colleague, key="1")
    tell(attorney, colleague, key="2")
    mine, theirs = (Notification.objects.filter(recipient=p).first() for p in (attorney, colleague))
    assert client.post(f"/notifications/{theirs.pk}/read/").status_code == 404
    assert client.get(f"/notifications/{theirs.pk}/").status_code == 404
    client.post(f"/notifications/{mine.pk}/read/")
    assert Notification.objects.filter(recipient=attorney).unread().count() == 1
    response = client.post("/notifications/read/", headers=HTMX | {"HX-Target": "bell-panel"})
    assert response.headers["HX-Trigger"] == "counts-changed"
    assert not Notification.objects.filter(recipient=attorney).unread().exists()
    assert Notification.objects.filter(recipient=colleague).unread().count() == 2


def test_panel_escapes_and_links(client, tell, attorney):
    tell(attorney, title="<b>bold</b>")
    panel = words(client.get("/notifications/panel/", headers=HTMX))
    assert "&lt;b&gt;bold" in panel
    assert f'href="/notifications/{Notification.objects.get().pk}/"' in panel


def test_preferences_keep_each_change(client, attorney, kind):
    assert kind.label in words(client.get(PREFERENCES))
    client.post(PREFERENCES, {f"email:{kind.code}": "weekly"}, headers=HTMX)
    row = Preference.objects.get(kind=kind.code)
    assert (row.in_app, row.email) == (False, "weekly")
    client.post(PREFERENCES, {f"email:{kind.code}": "at_once", f"in_app:{kind.code}": "on"})
    assert not Preference.objects.filter(kind=kind.code).exists()


def test_an_unknown_pace_is_refused(client, kind):
    assert client.post(PREFERENCES, {f"email:{kind.code}": "hourly"}).status_code == 422


def test_hours_are_kept_or_refused_beside_their_field(client, attorney):
    typed = {"quiet_from": "22:00", "digest_at": "07:30", "digest_weekday": "4"}
    refused = client.post(f"{PREFERENCES}hours/", typed)
    assert refused.status_code == 422
    assert "both the beginning and the end" in words(refused)
    assert 'value="22:00"' in words(refused)
    client.post(f"{PREFERENCES}hours/", typed | {"quiet_until": "06:00", "quiet_weekends": "on"})
    row = PersonalSchedule.objects.get(user=attorney)
    assert (row.quiet_until.hour, row.quiet_weekends, row.digest_weekday) == (6, True, 4)


def test_calendar_address_is_shown_once(client, attorney):
    page = words(client.post(f"{PREFERENCES}calendar/", follow=True))
    assert "/calendar/" in page
    assert ".ics" in page
    assert ".ics" not in words(client.get(PREFERENCES))
    client.post(f"{PREFERENCES}calendar/revoke/")
    assert not CalendarFeed.objects.exists()


def test_suspended_address_is_said_and_lifted_by_its_owner(client, attorney):
    SuspendedAddress.objects.create(address=attorney.email, reason="550 no such user")
    assert "550 no such user" in words(client.get(PREFERENCES))
    client.post(f"{PREFERENCES}address/")
    assert not SuspendedAddress.objects.exists()


def test_one_click_ends_that_mail_without_signing_in(tell, attorney, kind):
    tell(attorney)
    deliver_due()
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = link.partition("/notifications/")[2]
    anonymous = Client(enforce_csrf_checks=True)
    asked = anonymous.get(f"/notifications/{path}")
    assert asked.status_code == 200
    assert not Preference.objects.exists()
    anonymous.post(f"/notifications/{path}", {"List-Unsubscribe": "One-Click"})
    assert Preference.objects.get().email == "never"
    tell(attorney, key="next")
    assert Delivery.objects.count() == 1
    assert Notification.objects.count() == 2


def test_a_forged_token_opens_nothing():
    assert Client().get("/notifications/unsubscribe/forged/").status_code == 404


def test_firms_have_the_bell_too(kind):
    client = Client()
    client.force_login(make_biller(make_firm()))
    assert "lo-bell" in words(client.get("/notifications/"))
    assert client.get(PREFERENCES).status_code == 200
    assert client.get(reverse("notifications:panel"), headers=HTMX).status_code == 200
