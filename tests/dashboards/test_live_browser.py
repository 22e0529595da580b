"""In a real browser: an approval appears by itself, and nothing is swapped under somebody's hands."""

from decimal import Decimal

import pytest

from billing.models import Invoice
from dashboards.services.drain import drain
from legalops.kernel import clock
from tests.browsing import collect_complaints, findings, sign_in
from tests.factories import make_firm, make_invoice, make_matter, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting():
    """Forty invoices that wait, enough to scroll."""
    firm = make_firm(name="Arnsley LLP")
    matter = make_matter(firms=(firm,), name="Canary Quay")
    return [make_invoice(firm, matter, Decimal(1000 + n), number=f"INV-{n:03}") for n in range(40)]


@pytest.fixture
def page(browser, live_server, waiting):
    """The browser of a finance person, who wants less motion."""
    page = browser.new_page(viewport={"width": 1366, "height": 700}, reduced_motion="reduce")
    sign_in(page, live_server.url, make_person("finance"))
    collect_complaints(page)
    yield page
    assert page.complaints == []
    page.close()


def approve(invoice: Invoice) -> None:
    Invoice.objects.filter(pk=invoice.pk).update(state="approved", approved_at=clock.now())
    drain()


def ten_seconds_on(page) -> None:
    """What the page asks by itself, and its answer."""
    with page.expect_response(lambda response: "/dashboards/" in response.url):
        page.clock.run_for(10_100)
    page.clock.run_for(500)


def open_at(page, live_server, path: str) -> None:
    page.clock.install()
    page.goto(live_server.url + path)
    page.wait_for_load_state("networkidle")


def test_an_approval_leaves_the_list_with_focus_and_scroll_kept(page, live_server, waiting):
    open_at(page, live_server, "/dashboards/waiting/?sort=received")
    row = page.get_by_role("link", name="INV-020")
    row.scroll_into_view_if_needed()
    row.focus()
    before = page.evaluate("scrollY")
    assert before > 0
    approve(waiting[39])
    ten_seconds_on(page)
    page.get_by_text("39", exact=True).first.wait_for()
    assert page.get_by_role("link", name="INV-039").count() == 0
    assert page.evaluate("document.activeElement.textContent.trim()") == "INV-020"
    assert page.evaluate("scrollY") == before
    assert findings(page) == []


def test_nothing_is_swapped_while_nothing_changes(page, live_server, waiting):
    open_at(page, live_server, "/dashboards/waiting/")
    page.evaluate("document.querySelector('#waiting').dataset.mine = 'yes'")
    stamp = page.locator("#dash-stamp").text_content()
    ten_seconds_on(page)
    assert page.locator("#waiting").get_attribute("data-mine") == "yes"
    assert stamp != page.locator("#dash-stamp").text_content()


def test_an_open_menu_and_typed_words_are_left_alone(page, live_server, waiting):
    open_at(page, live_server, "/dashboards/spend/")
    page.locator("summary", has_text="fiscal year").first.focus()
    page.keyboard.press("Enter")
    approve(waiting[0])
    page.clock.run_for(21_000)
    assert page.locator("details[open]").count() == 1
    page.keyboard.press("Escape")
    ten_seconds_on(page)
    page.locator(".lo-tile-value", has_text="1,000").first.wait_for()


def test_charts_stand_after_a_swap_and_tables_stay_open(page, live_server, waiting):
    approve(waiting[0])
    open_at(page, live_server, "/dashboards/spend/")
    toggle = page.locator("#spend-by-month [data-chart-toggle]")
    toggle.focus()
    page.keyboard.press("Enter")
    assert page.locator("#spend-by-month .lo-chart-table").is_visible()
    approve(waiting[1])
    ten_seconds_on(page)
    page.locator("#spend-by-month .lo-chart-table", has_text="2,001").wait_for()
    assert page.locator("#spend-by-month .lo-chart-table").is_visible()
    assert page.locator("#by-firm .lo-chart-canvas svg").count() == 1
    assert page.evaluate("document.activeElement.matches('#spend-by-month [data-chart-toggle]')")
