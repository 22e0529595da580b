"""The inbox by keyboard and by thumb in a real browser; axe finds nothing serious on the way."""

import re

import pytest
from playwright.sync_api import expect

from billing.services.approvals import submit_for_approval
from legalops.approvals.models import Request
from tests.approvals.scenes import approvers, people, policy
from tests.billing.scenes import make_scene
from tests.browsing import serious_findings
from tests.factories import make_invoice
from tests.factories.people import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


@pytest.fixture
def waiting(transactional_db):
    """Three invoices that wait for the lead, the last of them for another person afterwards."""
    scene = make_scene(1000)
    more = [make_invoice(scene.firm, scene.matter, amount) for amount in (200, 9000)]
    for invoice in (scene.invoice, *more):
        submit_for_approval(invoice, actor=scene.reviewer)
    return scene


@pytest.fixture
def sit(live_server, browser):
    """A person's browser on an address."""
    contexts = []

    def open_(person, address, **options):
        viewport = options.pop("viewport", {"width": 1440, "height": 900})
        contexts.append(browser.new_context(viewport=viewport, **options))
        page = contexts[-1].new_page()
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"^(?!.*login)"))
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()


def test_the_inbox_by_keyboard(sit, waiting):
    page = sit(waiting.lead, "/approvals/")
    assert serious_findings(page) == []
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("#form-dialog-body .btn-primary").click()
    expect(page.locator("body")).to_contain_text("is approved.")
    expect(page.locator("[data-row]")).to_have_count(2)
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.keyboard.press("Shift+A")
    dialog = page.locator("#form-dialog-body")
    expect(dialog).to_contain_text("Then Gerda Counsel decides")
    dialog.locator(".btn-primary").click()
    expect(page.locator("body")).to_contain_text("Nothing waits for you")
    assert sorted(Request.objects.values_list("state", flat=True)) == ["approved", "approved", "open"]


def test_a_phone_decides_with_two_taps(sit, waiting):
    request = Request.objects.order_by("pk").first()
    phone = {"width": 390, "height": 844}
    page = sit(waiting.lead, f"/approvals/{request.pk}/", viewport=phone, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious_findings(page) == []
    page.locator(".ap-what .btn-primary").tap()
    page.locator("dialog .btn-primary").tap()
    expect(page.locator("body")).to_contain_text("is approved.")


def test_the_other_pages_have_nothing_serious(sit, waiting):
    one, two = approvers(2)
    policy({**people(one, two), "mode": "any"})
    page = sit(waiting.reviewer, "/approvals/asked/")
    assert serious_findings(page) == []
    for address in ("away/", "away/new/", "decided/", "simulate/?kind=invoice&amount=9&reference="):
        page.goto(page.url.split("/approvals/")[0] + f"/approvals/{address}")
        assert serious_findings(page) == []
