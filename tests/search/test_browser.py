"""Searching by keyboard in a real browser: the field, the page, and both accessible."""

import re

import pytest

from legalops.search.services.indexing import rebuild
from tests.billing.scenes import make_scene
from tests.browsing import collect_complaints, findings, sign_in
from tests.factories import make_invoice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reviewer(live_server, page):
    """Signed in, with three invoices to find; collects what the console complains about."""
    scene = make_scene(100, number="KLG/77", description="Dredging of the harbour")
    for n in (78, 79):
        make_invoice(scene.firm, scene.matter, 10, number=f"KLG/{n}", description="Dredging again")
    rebuild()
    collect_complaints(page)
    sign_in(page, live_server.url, scene.reviewer)
    return scene


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_from_the_field_to_all_results_to_a_record(reviewer, page, theme):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.keyboard.press("Control+k")
    page.keyboard.type("dredg")
    page.locator("[role=option]", has_text="KLG/77").wait_for()
    assert findings(page) == []
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.close()
    page.keyboard.press("ArrowUp")
    page.locator("[role=option][aria-selected=true]", has_text="All results").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=dredg"))
    assert page.complaints == []


def test_the_page_by_keyboard(reviewer, page, live_server):
    page.goto(f"{live_server.url}/search/?q=dredging")
    assert findings(page) == []
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("[data-row]").first.get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + first)


def test_the_empty_page_teaches(reviewer, page, live_server):
    page.goto(f"{live_server.url}/search/")
    assert page.get_by_role("heading", name="How to search").is_visible()
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
