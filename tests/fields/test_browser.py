"""The field dictionary in a real browser: found, described in the dialog, accessible in both themes."""

import pytest
from playwright.sync_api import expect

from legalops.fields.models import FieldEntry, FieldLayout
from legalops.fields.services.counting import count_all
from legalops.fields.services.laying_out import save_layout
from tests.browsing import is_fit, sign_in
from tests.factories import make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager(live_server, page):
    """A legal operations manager who is signed in."""
    person = make_person("legal_ops_manager", email="ada@example.com")
    sign_in(page, live_server.url, person)
    return person


def test_a_field_is_found_and_described(live_server, page, manager, define):
    define("claim_number", asked_at_opening=True)
    make_matter(lead=manager)
    count_all()
    page.goto(f"{live_server.url}/fields/?record=matter&unowned=true")
    is_fit(page)
    page.get_by_role("link", name="Claim number").click()
    is_fit(page)
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Owner").select_option(label=str(manager))
    dialog.get_by_label("Definition").fill("The number the insurer gave the claim.")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_text("The number the insurer gave the claim.").first.wait_for()
    assert FieldEntry.objects.get(code="claim_number").owner == manager
    page.get_by_role("link", name="Retire").click()
    page.get_by_role("dialog").get_by_text("It is used here: Form: asked when a record is opened.").wait_for()


@pytest.fixture
def designer(live_server, page, manager, define):
    """The page of the layout of matters, with three fields."""
    for code in ("alpha", "beta", "gamma"):
        define(code, section="Old")
    page.goto(f"{live_server.url}/fields/layouts/matter/")
    return page


def standing(page):
    """Sections with their fields as the page has them now."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-sections] > [data-section]")].map((section) => [
            section.querySelector("[data-title]").value,
            [...section.querySelectorAll("[data-code]")].map((field) => field.dataset.code)])"""
    )


def saved():
    return [(each["title"], each["fields"]) for each in FieldLayout.objects.get(sub_type="").content]


def test_fields_are_dragged_with_the_mouse_and_kept(designer):
    page = designer
    page.get_by_role("button", name="Add a section").click()
    page.get_by_label("Title of the section").last.fill("New")
    page.locator("[data-code=gamma]").drag_to(page.locator("[data-fields]").last)
    page.locator("[data-code=beta]").drag_to(
        page.locator("[data-code=alpha]"), target_position={"x": 40, "y": 2}
    )
    assert standing(page) == [["Old", ["beta", "alpha"]], ["New", ["gamma"]]]
    page.locator("[data-section]").last.locator("[data-grip]").first.drag_to(
        page.locator("[data-section]").first, target_position={"x": 60, "y": 3}
    )
    assert standing(page)[0] == ["New", ["gamma"]]
    expect(page.locator("#layout-preview h3").first).to_have_text("New")
    page.get_by_role("button", name="Save layout").click()
    page.get_by_text("The layout is kept.").wait_for()
    assert saved() == [("New", ["gamma"]), ("Old", ["beta", "alpha"])]


def test_the_keyboard_does_all_of_it_and_each_move_is_said(designer):
    page, said = designer, designer.locator("[data-said]")
    page.get_by_role("button", name="Alpha down").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Alpha is number 2 in Old.")
    expect(page.get_by_role("button", name="Alpha down")).to_be_focused()
    page.get_by_role("button", name="Add a section").press("Enter")
    expect(page.get_by_label("Title of the section").last).to_be_focused()
    page.keyboard.type("New")
    page.get_by_label("Move Gamma to a section").select_option("New")
    expect(said).to_have_text("Gamma is number 1 in New.")
    page.get_by_role("button", name="Section up").last.press("Enter")
    expect(said).to_have_text("Section New is number 1 of 2.")
    page.get_by_role("button", name="Remove the section").first.press("Enter")
    expect(said).to_have_text("Move the fields out of New first.")
    page.locator("summary", has_text="How it is shown").first.press("Enter")
    page.get_by_label("Closed at first").first.check()
    page.get_by_role("button", name="Save layout").press("Enter")
    page.get_by_text("The layout is kept.").wait_for()
    assert saved() == [("New", ["gamma"]), ("Old", ["beta", "alpha"])]
    is_fit(page)


def test_a_form_begins_with_closed_sections_closed_and_opens_them_for_a_fault(
    live_server, page, manager, define
):
    define("amount", "number")
    matter = make_matter(lead=manager)
    content = [{"title": "Money", "fields": ["amount"], "collapsed": True, "roles": []}]
    save_layout("matter", "", content, actor=manager)
    page.goto(f"{live_server.url}/fields/matter/{matter.pk}/edit/")
    box = page.get_by_label("Amount")
    expect(box).to_be_hidden()
    is_fit(page)
    page.locator("summary", has_text="Money").click()
    box.fill("lots")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".lo-error")).to_be_visible()
    expect(box).to_be_visible()
