"""The style page in a real browser: accessible in both themes, silent console, usable by keyboard alone."""

import re

import pytest

from tests.browsing import collect_complaints, serious_findings, sign_in
from tests.factories import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page(live_server, page):
    """Sign in as someone who configures, and open an address; collects what the console complains about."""
    person = make_person(
        "legal_ops_manager", "administrator", name="Dana Whitfield", email="dana@example.com"
    )
    collect_complaints(page)

    def open_(address):
        sign_in(page, live_server.url, person)
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    return open_


class TestStylePage:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_nothing_serious_in_either_theme(self, open_page, page, theme):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        open_page("/styleguide/")
        assert page.locator("[data-chart][data-drawn]").count() == 4
        assert page.complaints == []
        assert serious_findings(page) == []

    def test_a_phone_needs_no_sideways_scrolling(self, open_page, page):
        page.set_viewport_size({"width": 390, "height": 844})
        open_page("/styleguide/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Open the menu").click()
        assert page.get_by_role("link", name="Home").first.is_visible()

    def test_the_rail_stays_while_one_scrolls(self, open_page, page):
        open_page("/styleguide/")
        page.mouse.wheel(0, 1500)
        page.wait_for_function("scrollY > 500")
        assert page.locator("#rail").bounding_box()["y"] == 0

    def test_rows_by_keyboard(self, open_page, page):
        open_page("/styleguide/")
        for key in ("j", "j", "x", "j", "Shift+X"):
            page.keyboard.press(key)
        assert page.locator("[data-bulk-count]").inner_text() == "2"
        page.keyboard.press("p")
        assert page.locator("#peek-body h2").inner_text() == page.locator("tr:focus a").inner_text()
        page.keyboard.press("Escape")
        assert page.locator("#peek").is_hidden()

    def test_filter_page_and_go_back(self, open_page, page):
        open_page("/styleguide/")
        page.keyboard.press("Shift+F")
        page.get_by_text("State", exact=True).locator("visible=true").first.click()
        page.get_by_label("Approved", exact=True).check()
        page.keyboard.press("Escape")
        page.wait_for_url(re.compile("state=approved"))
        assert page.get_by_text("State is Approved").is_visible()
        page.go_back()
        page.wait_for_url(re.compile("/styleguide/$"))
        page.get_by_text("State is Approved").wait_for(state="detached")

    def test_palette_and_help(self, open_page, page):
        open_page("/styleguide/")
        page.keyboard.press("?")
        assert page.get_by_role("dialog").get_by_text("Approve and send to AP").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.type("home")
        page.locator("[role=option][aria-selected=true]", has_text="Home").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"://[^/]+/$"))

    def test_files_can_be_chosen_and_taken_back(self, open_page, page):
        open_page("/styleguide/")
        files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"LEDES1998B[]"} for n in "ab"]
        page.locator("#sample-files").set_input_files(files)
        assert page.locator("[data-files] li").count() == 2
        page.get_by_role("button", name="Remove a.txt").click()
        assert page.locator("[data-files] li").all_inner_texts()[0].startswith("b.txt")
        assert page.evaluate("document.getElementById('sample-files').files.length") == 1

    def test_a_chart_has_its_table(self, open_page, page):
        open_page("/styleguide/")
        figure = page.locator("#chart-firm")
        figure.get_by_role("button", name="Table").click()
        assert figure.get_by_role("cell", name="1,840,000").is_visible()
