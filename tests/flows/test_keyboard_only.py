"""A whole invoice by keyboard alone, from sign-in to approval: nothing here ever touches the mouse."""

import re
from decimal import Decimal as D

import pytest
from playwright.sync_api import Page, expect

from billing.models import Invoice, InvoiceNote, LineAdjustment, ReviewFinding
from tests.billing.scenes import make_scene
from tests.browsing import collect_complaints
from tests.factories import make_finding, make_invoice
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

_NAME = """() => {
    const here = document.activeElement;
    if (here === document.body) return "";
    const said = here.matches("a, button, summary") ? here.textContent : "";
    const label = here.labels?.[0]?.textContent || here.getAttribute("aria-label") || said;
    return label.replace(/\\s+/g, " ").trim();
}"""
_RING = """() => {
    const here = document.activeElement;
    const looks = getComputedStyle(here);
    const around = getComputedStyle(here.closest("label, .lo-check, [data-row]") || here);
    const ring = one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
    const drawn = one => ring(one) || one.boxShadow !== "none";
    return drawn(looks) || drawn(around);
}"""


class Keys:
    """Somebody's hands on the keyboard of one page."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        collect_complaints(page)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    @property
    def focus(self) -> str:
        """What has the focus, by its name."""
        return self.page.evaluate(_NAME)

    @property
    def place(self) -> str:
        """The same as it is written in the page."""
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")

    def tab_to(self, name: str, key: str = "Tab", most: int = 60) -> None:
        """Move on until what is named so has the focus, which can be seen on all the way."""
        for _ in range(most):
            self.press(key)
            assert self.page.evaluate(_RING), f"the focus cannot be seen on {self.place}"
            if re.search(name, self.focus):
                return
        raise AssertionError(f"“{name}” is not reached; the focus is on {self.place}")

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.base}/accounts/login/")
        if not re.search("E-mail", self.focus):
            self.tab_to("E-mail")
        self.type(email)
        self.tab_to("Password", most=3)
        self.type(PASSWORD)
        self.press("Enter")
        self.page.wait_for_url(f"{self.base}/")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def scene(transactional_db):
    """Two invoices to review, the first of three lines with three findings."""
    scene = make_scene(1000, 600, 400, number="INV-1", lead_limit=50_000)
    make_invoice(scene.firm, scene.matter, 700, number="INV-2", due_on="2026-12-20")
    for line, rule in zip(scene.lines, ("G26", "G42", "G41"), strict=True):
        make_finding(scene.invoice, line=line, rule=rule, outcome="adjust", reduction=D(100))
    return scene


@pytest.fixture
def hands(live_server, browser):
    """A fresh browser for each person."""
    contexts = []

    def of(person) -> Keys:
        contexts.append(browser.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce"))
        keys = Keys(contexts[-1].new_page(), live_server.url)
        keys.sign_in(person.email)
        return keys

    yield of
    for context in contexts:
        context.close()


def test_an_invoice_from_the_queue_to_its_approval(hands, scene):
    review(hands(scene.reviewer), scene)
    invoice = scene.fresh()
    assert invoice.state == "pending_approval"
    decide(hands(scene.lead), scene)
    assert scene.fresh().state == "approved"


def review(keys: Keys, scene) -> None:
    page = keys.page
    keys.press("g", "q")
    page.wait_for_url("**/invoices/queue/**")
    keys.settle()
    keys.press("j", "j", "k", "Enter")
    page.wait_for_url(f"**/invoices/{scene.invoice.pk}/")
    keys.settle()

    keys.press("f", "a")
    expect(page.locator("#rv-findings-head")).to_contain_text("2 of 3 open")
    page.locator("[data-finding-state=open]:focus").wait_for()
    keys.press("d")
    in_dialog(page)
    keys.press("2")
    keys.tab_to("Dismiss")
    keys.press("Enter")
    expect(page.locator("#rv-findings-head")).to_contain_text("1 of 3 open")
    expect(page.locator("dialog[open]")).to_have_count(0)
    states = sorted(ReviewFinding.objects.values_list("state", flat=True))
    assert states == ["accepted", "dismissed", "open"]

    adjust(keys, 1, "Units", "1")
    adjust(keys, 2, "New amount", "250")
    rows = LineAdjustment.objects.filter(finding=None).order_by("line__position")
    assert [(row.line.position, row.reason.code) for row in rows] == [(2, "excessive"), (3, "excessive")]
    assert [line.approved for line in scene.lines[1:]] == [D(500), D(250)]

    keys.press("t")
    keys.tab_to("Note to the firm", most=8)
    keys.type("Please send the receipts.")
    keys.tab_to("Send to the firm", most=4)
    keys.press("Enter")
    expect(page.locator(".rv-thread-firm")).to_contain_text("Please send the receipts.")
    assert InvoiceNote.objects.get(audience="firm").author == scene.reviewer

    keys.press("Shift+S")
    in_dialog(page)
    page.locator("dialog[open] input[type=checkbox]:focus").wait_for()
    keys.press("Space")
    keys.tab_to("^Submit")
    keys.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    keys.settle()
    assert keys.page.complaints == []


def in_dialog(page: Page) -> None:
    """Its form is there and has taken the focus."""
    page.locator("dialog[open] form :focus").wait_for()


def adjust(keys: Keys, at: int, field: str, value: str) -> None:
    """Edit the line at this place: one figure, and the reason for it."""
    page = keys.page
    keys.press("l", *["j"] * at, "e")
    page.locator("[data-line-form]").wait_for()
    keys.settle()
    if not re.search(field, keys.focus):
        keys.tab_to(field, most=6)
    keys.press("Control+a")
    keys.type(value)
    keys.tab_to("Reason", most=6)
    keys.type("Excessive")
    keys.press("Enter")
    page.locator("[data-line-form]").wait_for(state="detached")
    keys.settle()


def decide(keys: Keys, scene) -> None:
    page = keys.page
    keys.press("g", "p")
    page.wait_for_url("**/approvals/")
    keys.settle()
    keys.press("j")
    assert "INV-1" in keys.focus
    keys.press("a")
    in_dialog(page)
    expect(page.locator("dialog[open]")).to_contain_text("INV-1")
    if not re.search("^Approve", keys.focus):
        keys.tab_to("^Approve")
    keys.press("Enter")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert Invoice.objects.get(pk=scene.invoice.pk).state == "approved"
    assert page.complaints == []
