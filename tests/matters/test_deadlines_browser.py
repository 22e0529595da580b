"""Deadlines in a real browser: by rule, moved with a preview, verified by a second person, by keyboard."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from legalops.kernel import clock
from matters.models import KeyDate
from matters.services.key_dates import set_key_date
from tests.browsing import collect_complaints, is_fit, sign_in
from tests.factories import make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("LO_SHOTS", "")


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.fixture
def people(transactional_db):
    return make_person("attorney", name="Ada Attorney"), make_person("general_counsel", name="Gil Second")


@pytest.fixture
def matter(people):
    return make_matter(lead=people[0], name="Farrow v. Harborview")


def test_dates_by_rule_move_with_their_trigger_and_are_verified(live_server, page, people, matter):
    attorney, second = people
    collect_complaints(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, live_server.url, attorney)
    tab = f"{live_server.url}/matters/{matter.number}/dates/"
    page.goto(tab)
    page.keyboard.press("r")
    page.get_by_role("link", name="US federal civil (FRCP, FRAP)").click()
    page.get_by_label("What happened, or will").select_option("discovery_served")
    page.get_by_label("On", exact=True).fill("2027-03-05")
    page.get_by_label("Served").select_option("mail")
    page.get_by_role("button", name="Show the dates").click()
    # Thirty days from Friday 5 March 2027 is Sunday 4 April: Monday 5; three more days: Thursday 8.
    expect(page.get_by_text("Added for service: 3 days, Thu 8 Apr 2027").first).to_be_visible()
    shoot(page, "rule-dates")
    is_fit(page)
    shoot(page, "rule-dates-after")
    page.keyboard.press("p")
    page.wait_for_url(tab)
    expect(page.get_by_text("1 date waits for a second person.")).to_be_visible()
    shoot(page, "tab")
    is_fit(page)
    page.locator("tr", has_text="Service of discovery requests").get_by_role(
        "link", name="Change"
    ).first.click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Date", exact=True).fill("2027-03-12")
    dialog.get_by_label("Why it moves").fill("Served a week later")
    shoot(page, "change")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("3 dates move with it:")).to_be_visible()
    shoot(page, "moves")
    dialog.get_by_role("button", name="Move them").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    row = KeyDate.objects.get(basis__rule="admissions")
    assert row.date.isoformat() == "2027-04-15"
    page.goto(f"{tab}{row.pk}/show/")
    expect(page.get_by_text("moved with Service of discovery requests")).to_be_visible()
    shoot(page, "date")
    is_fit(page)
    assert page.complaints == []

    page.context.clear_cookies()
    sign_in(page, live_server.url, second)
    page.goto(f"{live_server.url}/matters/deadlines/?show=verify")
    shoot(page, "verify")
    is_fit(page)
    page.get_by_role("link", name="Response to requests for admission due").click()
    page.wait_for_url("**/show/")
    page.keyboard.press("v")
    page.wait_for_url(tab)
    assert KeyDate.objects.get(pk=row.pk).verified_by == second


def test_the_list_the_docket_and_the_radar_are_fit(live_server, page, people, matter):
    attorney, _second = people
    today = clock.today()
    for days, name in ((-2, "Answer due"), (0, "Case conference"), (3, "Expert report due")):
        set_key_date(
            matter, name=name, on=today + timedelta(days), owner=attorney, critical=days == 3, actor=attorney
        )
    make_matter(lead=attorney, name="Nobody watches this")
    collect_complaints(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, live_server.url, attorney)
    shoot(page, "home")
    for path, text in (
        ("deadlines/", "Expert report due"),
        ("deadlines/docket/?days=7", "Case conference"),
        ("radar/", "Nobody watches this"),
    ):
        page.goto(f"{live_server.url}/matters/{path}")
        expect(page.get_by_text(text).first).to_be_visible()
        shoot(page, path.split("/")[0] + path.split("/")[1][:6])
        is_fit(page)
        page.set_viewport_size({"width": 390, "height": 844})
        shoot(page, "phone-" + path.split("/")[0] + path.split("/")[1][:6])
        page.set_viewport_size({"width": 1440, "height": 900})
    assert page.complaints == []
