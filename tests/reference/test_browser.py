"""Codes in a real browser: kept in the console, chosen on a matter, read on its page."""

import pytest

from legalops.kernel import clock
from matters.models import Matter
from tests.browsing import collect_complaints, findings, is_fit, sign_in
from tests.factories import make_centre, make_department, make_entity, make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def test_a_matter_is_opened_with_a_cost_centre(page, live_server):
    lead = make_person("attorney", name="Lena Lead")
    make_centre("4100", name="Sales", legal_entity=make_entity("US01", name="Harbour Inc."),
                department=make_department("SALES"))  # fmt: skip
    make_centre("0815", name="Closed", valid_until=clock.today())
    collect_complaints(page)
    sign_in(page, live_server.url, lead)
    page.goto(f"{live_server.url}/matters/new/")
    page.get_by_label("Name").fill("A v. B")
    page.get_by_label("Type", exact=True).select_option(label="Employment")
    assert page.get_by_label("Cost centre").locator("option").all_inner_texts() == ["None", "4100 Sales"]
    page.get_by_label("Cost centre").select_option(label="4100 Sales")
    is_open = page.get_by_role("heading", name="A v. B")
    page.get_by_role("button", name="Open matter").click()
    is_open.wait_for()
    matter = Matter.objects.get()
    assert matter.legal_entity.code == "US01"
    facts = page.locator("main").inner_text()
    assert "US01 Harbour Inc." in facts
    is_fit(page)
    centre = matter.cost_centre
    centre.valid_until = clock.today()
    centre.save()
    page.goto(f"{live_server.url}/matters/{matter.number}/edit/")
    chosen = page.get_by_label("Cost centre").locator("option:checked").inner_text()
    assert chosen.startswith("4100 Sales (ended ")
    page.get_by_label("Legal entity").select_option(label="None")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("belongs to US01 Harbour Inc.").wait_for()
    assert findings(page) == []
    assert [each for each in page.complaints if "422" not in each] == []


def test_the_list_is_narrowed_by_cost_centre(page, live_server):
    lead = make_person("attorney")
    make_matter(lead=lead, name="Charged", cost_centre=make_centre("4100", name="Sales"))
    make_matter(lead=lead, name="Uncharged")
    sign_in(page, live_server.url, lead)
    page.goto(f"{live_server.url}/matters/?show=all")
    page.locator("summary", has_text="Add filter").click()
    page.locator("summary", has_text="Cost centre").click()
    page.get_by_label("4100 Sales").check()
    page.get_by_role("button", name="Apply").locator("visible=true").click()
    page.get_by_text("Uncharged").wait_for(state="detached")
    assert page.get_by_text("Charged", exact=True).is_visible()


def test_the_console_keeps_codes(page, live_server):
    person = make_person("administrator", is_staff=True)
    entity = make_entity("US01", name="Harbour Inc.")
    sign_in(page, live_server.url, person)
    page.goto(f"{live_server.url}/admin/reference/costcentre/add/")
    page.get_by_label("Code").fill("4100")
    page.get_by_label("Name").fill("Sales")
    page.locator("#id_legal_entity").select_option(value=str(entity.pk))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="4100", exact=True).wait_for()
    assert entity.cost_centres.get().name == "Sales"
    page.get_by_role("link", name="4100", exact=True).click()
    page.locator("a[href$='/history/']").click()
    page.get_by_text("Added a code").wait_for()
