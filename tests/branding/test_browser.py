"""Branding in a real browser: set on its page, seen in both themes and on a phone, always readable."""

import pytest
from playwright.sync_api import expect

from legalops.branding.selectors import brand_state
from legalops.branding.services import set_branding
from tests.browsing import collect_complaints, findings, is_fit, sign_in
from tests.factories import make_biller, make_firm, make_person
from tests.factories.people import PASSWORD
from tests.factories.pictures import png

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_known():
    """What another test's process still knows of its own department."""
    brand_state.announce()
    yield
    brand_state.announce()


def test_an_administrator_sets_it_and_sees_it_at_once(live_server, page):
    collect_complaints(page)
    sign_in(page, live_server.url, make_person("administrator", is_staff=True))
    page.goto(f"{live_server.url}/admin/branding/")
    page.get_by_label("Name").fill("Harborview Legal")
    page.get_by_label("Accent colour").fill("#7a1f5c")
    page.get_by_label("Logo").set_input_files(
        {"name": "l.png", "mimeType": "image/png", "buffer": png(90, 30)}
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The branding is kept.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Harborview Legal")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


@pytest.mark.parametrize("accent", ["#7a1f5c", "#000000", "#0a6b3d", "#b3261e"])
def test_every_page_stays_readable_in_both_themes(live_server, page, accent):
    administrator = make_person("administrator")
    given = {"name": "Harborview Legal", "accent": accent, "logo": png(90, 30), "contact": "help@example.com"}
    set_branding(given, actor=administrator)
    collect_complaints(page)
    page.goto(f"{live_server.url}/accounts/login/")
    is_fit(page)
    sign_in(page, live_server.url, make_person("attorney"))
    expect(page.locator(".lo-rail .lo-brand")).to_have_text("Harborview Legal")
    shown = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
    assert accent in shown
    logo = page.locator(".lo-rail .lo-brand img")
    assert logo.evaluate("image => image.complete && image.naturalWidth") == 90
    is_fit(page)
    assert page.complaints == []


def test_a_firm_is_welcomed_and_told_whom_to_ask(live_server, page):
    given = {"name": "Harborview Legal", "welcome": "Welcome to Harborview.", "contact": "help@example.com"}
    set_branding(given, actor=make_person("administrator"))
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail address").fill(make_biller(make_firm()).email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/portal/")
    expect(page.get_by_text("Welcome to Harborview.")).to_be_visible()
    expect(page.get_by_role("link", name="help@example.com")).to_have_attribute(
        "href", "mailto:help@example.com"
    )
    is_fit(page)
