"""In the browser: an administrator builds a request workflow with two approvals from nothing and publishes
it; three roles run a request through it.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from legalops.requests.models import Request
from legalops.workflows.machine import read
from legalops.workflows.models import RoutingRule, Workflow
from tests.browsing import serious_findings
from tests.factories import make_person
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def sit(live_server, browser):
    """A person's browser on an address; what the console complains about fails the test at the end."""
    complaints, contexts = [], []

    def open_(person, address: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
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
    assert complaints == []


def stage(page: Page, number: int, name: str, category: str = "") -> None:
    """Fill a stage's row, adding it where it is not there yet."""
    rows = page.locator('[data-rows="stage"] [data-row]')
    if rows.count() < number:
        page.get_by_role("button", name="Add a stage").click()
    row = rows.nth(number - 1)
    row.get_by_label("Name").fill(name)
    if category:
        row.get_by_label("Category").select_option(label=category)


def way(page: Page, number: int, label: str, source: str, target: str, who: str) -> None:
    """Fill a transition's row, adding it where it is not there yet."""
    rows = page.locator('[data-rows="way"] [data-row]')
    if rows.count() < number:
        page.get_by_role("button", name="Add a transition").click()
    row = rows.nth(number - 1)
    row.get_by_label("What the button says").fill(label)
    row.locator("select[name$=-source]").select_option(label=source)
    row.locator("select[name$=-target]").select_option(label=target)
    row.get_by_text("Who may").click()
    row.get_by_label(who, exact=True).check()
    expect(row.locator("[data-sum]")).to_contain_text(who)


def build(page: Page) -> None:
    """From the list of workflows to a published workflow with two approvals."""
    page.get_by_label("Name").fill("NDA requests")
    page.get_by_label("For").select_option("request:nda")
    page.get_by_role("button", name="Make and go on").click()
    page.locator('[data-rows="way"] [data-row]').nth(1).get_by_label("Remove").click()
    page.locator('[data-rows="way"] [data-row]').nth(0).get_by_label("Remove").click()
    stage(page, 2, "Business approval")
    stage(page, 3, "Legal approval", "Open")
    stage(page, 4, "Signed", "Closed")
    way(page, 1, "Submit", "New", "Business approval", "The requester")
    way(page, 2, "Approve for the business", "Business approval", "Legal approval", "Attorney")
    expect(page.locator("#wf-look .wf-faults")).to_contain_text("no way leads here")
    way(page, 3, "Approve", "Legal approval", "Signed", "General counsel")
    row = page.locator('[data-rows="way"] [data-row]').nth(2)
    row.get_by_text("Before it").click()
    row.get_by_label("Not by whoever made the last move").check()
    expect(page.locator("#wf-look")).to_contain_text("Nothing to mend")
    expect(page.locator("#wf-look svg")).to_contain_text("Business approval")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_load_state("networkidle")


def test_an_administrator_builds_it_and_three_roles_run_a_request_through_it(sit, transactional_db):
    admin = make_person("administrator", name="Sam Admin", is_staff=True)
    rosa, maya = make_person("requester", name="Rosa"), make_person("attorney", name="Maya")
    grace = make_person("general_counsel", name="Grace")
    RoutingRule.objects.create(record_type="request", name="All", person=maya)

    build(sit(admin, "/admin/workflows/workflow/add/"))
    published = Workflow.objects.get(name="NDA requests").versions.get(state="published")
    assert [each.name for each in read(published.definition).stages] == [
        "New", "Business approval", "Legal approval", "Signed",
    ]  # fmt: skip

    page = sit(rosa, "/requests/new/")
    page.get_by_role("link", name=re.compile("^NDA")).click()
    page.get_by_label("In a few words").fill("NDA with Solenta")
    page.get_by_label("What do you need").fill("Two-way, for the packaging pilot")
    page.get_by_role("button", name="Ask legal").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_label("Stages").locator('[aria-current="step"]')).to_have_text("Business approval")
    assert serious_findings(page) == []

    number = Request.objects.get().number
    page = sit(maya, f"/requests/{number}/")
    expect(page.get_by_text("Only for: General counsel.")).to_have_count(0)
    page.get_by_role("button", name="Approve for the business").click()
    expect(page.get_by_text("Only for: General counsel.")).to_be_visible()

    page = sit(grace, "/requests/?show=open")
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_label("Stages").locator('[aria-current="step"]')).to_have_text("Signed")
    assert Request.objects.get().category == "closed"


def test_conditions_are_edited_in_rows(sit, transactional_db):
    admin = make_person("administrator", name="Sam Admin", is_staff=True)
    page = sit(admin, "/admin/workflows/routingrule/add/")
    editor = page.locator("[data-conditions]")
    expect(editor.locator("[data-condition]")).to_have_count(1)
    editor.get_by_label("Condition 1: field").select_option(label="Request type")
    editor.get_by_label("Condition 1: operator").select_option(label="is one of")
    editor.get_by_label("Condition 1: value").select_option(["nda", "question"])
    editor.get_by_role("button", name="Add a condition").click()
    editor.get_by_label("Condition 2: and, or").select_option("or")
    editor.get_by_label("Condition 2: field").select_option(label="Needed by")
    editor.get_by_label("Condition 2: operator").select_option(label="is between")
    dates = editor.locator("[data-condition]").nth(1).locator("input[type=date]")
    expect(dates).to_have_count(2)
    dates.nth(0).fill("2026-12-01")
    dates.nth(1).fill("2026-12-31")
    editor.get_by_role("button", name="Add a condition").click()
    editor.get_by_label("Condition 3: field").select_option(label="Restricted")
    editor.get_by_role("button", name="Remove condition 3").click()
    page.locator("#id_name").fill("Urgent")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Say who gets it").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    form = page.evaluate("Object.fromEntries(new FormData(document.querySelector('#routingrule_form')))")
    assert form["conditions-1-join"] == "or"
    assert form["conditions-1-field"] == "needed_by"
    shown = page.locator("[data-condition]").nth(1).locator("input[type=date]")
    assert [shown.nth(n).input_value() for n in range(2)] == ["2026-12-01", "2026-12-31"]
