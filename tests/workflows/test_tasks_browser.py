"""In the browser: tasks of a matter are made, finished and called off on its page, by key and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from legalops.workflows.models import Task
from legalops.workflows.services.tasks import make_task
from tests.browsing import collect_complaints, findings, is_fit, sign_in
from tests.factories import make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
LONG = "Check the claim for a limitation defence and write down what it rests on, with all dates"


@pytest.fixture
def elena():
    return make_person("legal_ops_manager", name="Elena Manager")


def test_the_card_of_tasks_on_a_matter(live_server, page: Page, elena):
    matter = make_matter(lead=elena, name="Delacroix claim")
    collect_complaints(page)
    sign_in(page, live_server.url, elena)
    page.goto(f"{live_server.url}/matters/{matter.number}/")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Task").fill(LONG)
    dialog.get_by_label("For").select_option("Elena Manager")
    dialog.get_by_label("Or in business days").fill("3")
    dialog.get_by_role("button", name="Add").click()
    card = page.locator("#tasks")
    expect(card).to_contain_text(LONG)
    make_task(matter, title="Ring the court", due_on=date(2020, 1, 1), actor=elena)
    page.reload()
    is_fit(page)
    page.locator("[data-row]", has_text="Ring the court").focus()
    page.keyboard.press("d")
    expect(page.get_by_text("“Ring the court” is finished.")).to_be_visible()
    expect(page.locator("#lately")).to_contain_text("Finished a task")
    expect(card.get_by_role("button", name="Reopen: Ring the court")).to_be_visible()
    swapped = card.inner_text()
    page.locator("[data-row]", has_text=LONG).focus()
    page.keyboard.press("a")
    expect(dialog).to_contain_text("to somebody else")
    page.keyboard.press("Escape")
    page.reload()
    assert card.inner_text() == swapped
    card.get_by_role("link", name="Call off").click()
    dialog.get_by_label("Reason").fill("Settled")
    dialog.get_by_role("button", name="Call it off").click()
    expect(card).to_contain_text("Settled")
    assert Task.objects.open().count() == 0
    assert page.complaints == []


def test_the_list_of_tasks_fits_a_phone(live_server, page: Page, elena):
    matter = make_matter(lead=elena, name="Delacroix claim against the carrier and its insurers")
    for title in (LONG, "Ring the court"):
        make_task(matter, title=title, person=elena, due_on=date(2020, 1, 1), actor=elena)
    sign_in(page, live_server.url, elena)
    page.goto(f"{live_server.url}/tasks/")
    is_fit(page)
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.locator(".lo-table-scroll")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_what_lies_behind_the_menu_of_changes_rests_until_it_is_closed(live_server, page: Page, elena):
    matter = make_matter(lead=elena)
    for number in range(10):
        make_task(matter, title=f"Send for signature {number}", person=elena, actor=elena)
    sign_in(page, live_server.url, elena)
    page.goto(f"{live_server.url}/tasks/")
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        for row in (0, 1):
            page.locator("[data-select-row]").nth(row).check()
        page.keyboard.press("c")
        expect(page.get_by_role("button", name="Who has it")).to_be_visible()
        assert findings(page) == []
        page.keyboard.press("Escape")
        page.locator("[data-select-row]").first.uncheck()
    page.locator("[data-select-row]").nth(2).check()
    page.keyboard.press("c")
    page.get_by_role("button", name="Due day", exact=True).click()
    page.get_by_label("Due").fill("2026-12-04")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Change 2 rows").click()
    expect(page.locator("#main").get_by_text("2 rows were changed.")).to_be_visible()
    assert Task.objects.filter(due_on=date(2026, 12, 4)).count() == 2
