"""In the browser: a request is moved from its row by one key, a task finished and given away by one key."""

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from legalops.kernel import clock
from legalops.requests.models import Request
from legalops.workflows.models import Task
from legalops.workflows.services.moving import adopt
from tests.browsing import serious_findings, sign_in
from tests.factories import make_person, make_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def desk(live_server, page: Page):
    """A function: sign this person in and open an address."""

    def opened(person, address: str) -> Page:
        sign_in(page, live_server.url, person)
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    return opened


def test_a_request_is_moved_from_its_row_and_a_task_finished_by_one_key(desk, live_server):
    elena = make_person("legal_ops_manager", name="Elena Manager")
    with transaction.atomic():
        request = make_request(make_person("requester"), assignee=elena, title="May we")
        adopt(request).tasks.create(title="Check it", assignee=elena, made_at=clock.now())
    page = desk(elena, "/requests/?show=open")
    page.get_by_role("button", name=f"Next moves: {request.number}").click()
    expect(page.get_by_role("button", name="Take on")).to_be_visible()
    assert serious_findings(page) == []
    page.keyboard.press("1")
    expect(page.get_by_text("is now in “In progress”")).to_be_visible()
    assert page.url.endswith("/requests/?show=open")
    assert Request.objects.get().stage == "in-progress"
    page.goto(f"{live_server.url}/tasks/")
    page.wait_for_load_state("networkidle")
    assert serious_findings(page) == []
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("dialog")).to_contain_text("Give “Check it” to somebody else")
    page.keyboard.press("Escape")
    page.locator("[data-row]").first.focus()
    page.keyboard.press("d")
    expect(page.get_by_text("“Check it” is finished.")).to_be_visible()
    assert Task.objects.get().done_by == elena
