"""A view from the filter to the tab, and columns put in order, in a real browser."""

import re

import pytest

from tests.browsing import collect_complaints, findings, sign_in
from tests.factories import make_matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listed(live_server, page, manager):
    """Signed in before two matters; collects what the console complains about."""
    make_matter(name="Alpha lease"), make_matter(name="Omega claim")
    collect_complaints(page)
    sign_in(page, live_server.url, manager)
    page.goto(f"{live_server.url}/matters/")
    return page


def heads(page) -> list[str]:
    """Names of the columns; that of the boxes to tick has none."""
    return [head.strip() for head in page.locator("table thead th:not(.lo-pick)").all_inner_texts()]


def test_a_view_is_saved_shared_deleted_and_brought_back(listed):
    page = listed
    page.get_by_label("Number or name").fill("Alpha")
    page.get_by_label("Number or name").press("Enter")
    page.wait_for_url(re.compile("q=Alpha"))
    page.get_by_role("link", name="Save view").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("Name").fill("Leases")
    assert not dialog.get_by_label("Attorney").is_visible()
    dialog.get_by_label("People with certain roles").check()
    dialog.get_by_label("Attorney").check()
    assert findings(page) == []
    dialog.get_by_role("button", name="Save").click()
    page.locator(".lo-view[aria-current]", has_text="Leases").wait_for()
    assert "Omega claim" not in page.locator("table").inner_text()
    page.get_by_text("Views", exact=True).click()
    page.get_by_role("link", name="Manage views").click()
    page.get_by_label("More for Leases").click()
    assert findings(page) == []
    page.locator("details[open]").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.locator("tr", has_text="Leases").wait_for()
    assert page.complaints == []


def test_columns_change_places_by_keyboard_and_by_drag(listed):
    page = listed
    assert heads(page)[:3] == ["Number", "Name", "Type"]
    page.get_by_text("Columns", exact=True).click()
    assert findings(page) == []
    page.locator("[data-column] input[value=name]").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.locator("[data-column] input[value=stage]").uncheck()
    page.drag_and_drop("[data-column]:has([value=lead])", "[data-column]:has([value=type])")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(re.compile("cols="))
    assert heads(page)[:4] == ["Number", "Lead", "Type", "Name"]
    assert "Stage" not in heads(page)
    assert page.complaints == []
