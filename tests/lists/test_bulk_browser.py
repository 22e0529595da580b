"""Many matters changed from the list, seen first, in a real browser."""

import pytest

from matters.models import Matter
from tests.browsing import collect_complaints, findings, sign_in
from tests.factories import make_matter, make_team

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listed(live_server, page, manager):
    """Signed in before more matters than a page shows; collects what the console complains about."""
    for number in range(53):
        make_matter(name=f"Lease {number:02}")
    collect_complaints(page)
    sign_in(page, live_server.url, manager)
    page.goto(f"{live_server.url}/matters/?sort=name")
    return page


def test_all_that_match_are_chosen_previewed_changed_and_put_back(listed, monkeypatch):
    monkeypatch.setattr("legalops.lists.services.working.FEW", 100)
    page, team = listed, make_team(name="Disputes")
    page.locator("tr", has_text="Lease 00").get_by_label("Select").check()
    bar = page.locator("[data-bulk]")
    assert "1 selected" in bar.inner_text()
    bar.get_by_role("button", name="Select all that match").click()
    assert "53 matters selected" in bar.inner_text()
    page.locator("tr", has_text="Lease 01").get_by_label("Select").uncheck()
    assert "49 selected" in bar.inner_text()
    bar.get_by_role("button", name="Select all that match").click()
    page.locator(".lo-table-foot").scroll_into_view_if_needed()  # where the bar covers no half row
    assert findings(page) == []
    page.keyboard.press("Enter")
    bar.get_by_role("button", name="Team", exact=True).click()
    page.get_by_label("Team").select_option("Disputes")
    assert findings(page) == []
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Change 53 rows").wait_for()
    assert not Matter.objects.filter(team=team).exists()
    assert findings(page) == []
    page.get_by_role("button", name="Change 53 rows").click()
    page.locator(".lo-notice", has_text="53 rows were changed").wait_for()
    assert Matter.objects.filter(team=team).count() == 53
    assert findings(page) == []
    page.locator("header").get_by_role("button", name="Undo").click()
    page.locator(".lo-notice", has_text="53 rows are as they were before").wait_for()
    assert not Matter.objects.filter(team=team).exists()
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**/matters/?sort=name")
    assert page.complaints == []
