"""In the browser: a plan by keyboard alone, a bar dragged to another day, axe and a phone in all views."""

import pytest
from playwright.sync_api import Page, expect

from matters.models import PlanTask, Replan
from matters.services.planning import take_baseline
from tests.browsing import collect_complaints, is_fit, sign_in
from tests.factories import make_matter, make_person
from tests.factories.plans import make_plan_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_a_plan_is_kept_by_keyboard_and_by_dragging(live_server, page: Page):
    manager = make_person("legal_project_manager", name="Jonas Manager")
    matter = make_matter(lead=manager, name="Delacroix claim")
    first = make_plan_task(matter, "Collect documents")
    second = make_plan_task(matter, "Answer filed", first, kind="milestone")
    take_baseline(matter, name="As agreed", reason="Kick-off", actor=manager)
    collect_complaints(page)
    sign_in(page, live_server.url, manager)
    address = f"{live_server.url}/matters/{matter.number}/plan/"
    page.goto(address)
    dialog = page.get_by_role("dialog")

    page.keyboard.press("x")
    dialog.get_by_label("Or in words").fill("Call the court")
    dialog.get_by_label("Until when").fill("2026-12-01")
    dialog.get_by_label("Until when").press("Enter")
    expect(page.locator("#next-action")).to_contain_text("Call the court")

    page.goto(address)
    page.keyboard.press("n")
    expect(dialog.get_by_label("What", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("b")
    dialog.get_by_label("What is missing").fill("Their order")
    dialog.get_by_label("What is missing").press("Enter")
    expect(page.locator(f"#plan-{first.pk}")).to_contain_text("Blocked: client")
    is_fit(page)

    page.goto(f"{address}?view=gantt&critical=1")
    is_fit(page)
    bar = page.locator("rect[data-move]").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    week = 7 * float(page.locator("[data-gantt]").get_attribute("data-scale"))
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5 + week, box["y"] + 5, steps=5)
    page.mouse.up()
    expect(dialog.get_by_label("First day")).to_have_value("2026-03-09")
    dialog.get_by_role("button", name="See what shifts").click()
    expect(dialog).to_contain_text("2 tasks shift")
    dialog.get_by_label("Why").select_option("court")
    dialog.get_by_role("button", name="Confirm the move").click()
    expect(page.get_by_text("2 tasks moved.")).to_be_visible()
    assert Replan.objects.count() == 2
    assert PlanTask.objects.get(pk=second.pk).finishes_on.isoformat() == "2026-03-13"

    page.goto(f"{address}?view=board")
    is_fit(page)
    assert page.complaints == []
