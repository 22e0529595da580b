"""The main job in a real browser with a real worker: a LEDES file becomes a number on the dashboard.

The seven steps of issue 1, each as the person whose job it is. Screenshots are kept under .local/screenshots.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import F, Sum
from playwright.sync_api import Page, expect

from billing.models import ApExportItem, Invoice, LineAdjustment
from dashboards.models import MatterSpend
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.browsing import serious_findings
from tests.factories import (
    make_biller,
    make_budget,
    make_firm,
    make_matter,
    make_person,
    make_rate,
    make_team,
    make_timekeeper,
)
from tests.factories.people import PASSWORD
from tests.jobs.processes import WORKER, CeleryProcess, wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.queue,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
SHOTS = Path(__file__).resolve().parents[2] / ".local" / "screenshots"
WAIT = 60_000


@pytest.fixture
def worker(tmp_path, transactional_db):
    process = CeleryProcess(WORKER, tmp_path, "flow")
    process.wait_ready()
    yield process
    process.stop()


@pytest.fixture
def department(transactional_db):
    """A firm with a known partner, a matter with a budget, and everyone who has a part in the job."""
    firm = make_firm(name="Arnsley LLP")
    partner = make_timekeeper(firm, code="TK1", last_name="Ruiz", first_name="Jo")
    make_rate(partner, 450)
    lead = make_person("attorney", name="Maya Okafor", email="maya@example.com", limit=50_000)
    matter = make_matter(
        lead=lead, firms=(firm,), number="M-1", name="Weiss v. Harbour", team=make_team(lead)
    )
    make_matter(firms=(firm,), name="Nobody else's business", restricted=True)
    make_budget(matter, 10_000)
    make_biller(firm, name="Liam Biller", email="liam@example.com")
    make_biller(make_firm(name="Rival LLP"), name="Nadia Rival", email="nadia@example.com")
    make_person("ebilling_specialist", name="Priya Goswami", email="priya@example.com")
    make_person("finance", name="Samir Youssef", email="samir@example.com")
    return matter


class Desk:
    """One person's browser."""

    def __init__(self, browser, base: str, email: str) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.base, self.complaints = base, []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.open("/accounts/login/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(re.compile(r"^(?!.*login)"))

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def keep(self, name: str) -> None:
        """A screenshot, and no serious finding of axe on the way."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=SHOTS / f"{name}.png")
        assert serious_findings(self.page) == [], name

    def leave(self) -> None:
        assert self.complaints == []
        self.context.close()


@pytest.fixture
def sit(browser, live_server):
    return lambda email: Desk(browser, live_server.url, email)


def bad_file(tmp_path: Path) -> Path:
    text = ledes(invoice("INV-0")).getvalue().decode().replace("20260514", "20260231")
    path = tmp_path / "bad.txt"
    path.write_text(text)
    return path


def good_file(tmp_path: Path) -> Path:
    lines = (
        fee("2.00", "500.00"),
        fee("1.00", "450.00", line_item_description="Filing and scheduling of the reply brief"),
        expense("40.00"),
    )
    path = tmp_path / "good.txt"
    path.write_bytes(ledes(invoice("INV-7", *lines)).getvalue())
    return path


def drop(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(str(path))
    page.wait_for_url(re.compile("/portal/uploads/"))


def test_from_the_firms_file_to_the_dashboard(sit, department, worker, tmp_path):
    firm_submits(sit("liam@example.com"), tmp_path)
    rival_sees_nothing(sit("nadia@example.com"))
    specialist_reviews(sit("priya@example.com"))
    attorney_approves(sit("maya@example.com"))
    finance_hands_over(sit("samir@example.com"))
    firm_sees_the_outcome(sit("liam@example.com"))
    dashboard_shows_it(sit("samir@example.com"))
    attorney_sees_own_matters(sit("maya@example.com"))


def firm_submits(desk: Desk, tmp_path: Path) -> None:
    """Step 2: a dry run names line and field; the good file is submitted once, however often one clicks."""
    page = desk.open("/portal/")
    desk.keep("1-portal")
    drop(page, bad_file(tmp_path))
    expect(page.get_by_text("LINE_ITEM_DATE").first).to_be_visible()
    expect(page.get_by_text("20260231").first).to_be_visible()
    desk.keep("2-dry-run-refused")
    desk.open("/portal/")
    drop(page, good_file(tmp_path))
    submit = page.get_by_role("button", name=re.compile("^Submit"))
    expect(submit.first).to_be_visible()
    desk.keep("3-dry-run-ready")
    submit.first.dblclick()
    wait_for(lambda: Invoice.objects.filter(number="INV-7").exists(), 60, "the invoice was not stored")
    assert Invoice.objects.count() == 1
    desk.leave()


def rival_sees_nothing(desk: Desk) -> None:
    page = desk.open("/portal/invoices/")
    assert "INV-7" not in page.content()
    response = page.goto(f"{desk.base}/portal/invoices/{Invoice.objects.get().pk}/")
    assert response.status == 404
    desk.context.close()


def specialist_reviews(desk: Desk) -> None:
    """Steps 3 and 4: accept by keyboard, reduce by hand, totals follow, submit."""
    page = desk.open("/invoices/queue/")
    desk.keep("4-queue")
    page.get_by_role("link", name="INV-7").click()
    page.wait_for_load_state("networkidle")
    desk.keep("5-review")
    assert page.locator("#rv-findings-list").get_by_text("450").first.is_visible()
    findings = Invoice.objects.get().findings
    assert findings.filter(state="open").count() == 3
    for said in ("2 of 3 open", "1 of 3 open", "all 3 decided"):
        page.keyboard.press("f")
        page.keyboard.press("a")
        expect(page.locator("#rv-findings-head")).to_contain_text(said)
        page.wait_for_load_state("networkidle")
    invoice = Invoice.objects.get()
    assert (invoice.billed_total, invoice.reduction_net) == (Decimal(1490), Decimal(550))
    expect(page.locator("#rv-bar")).to_contain_text("940.00")
    expect(page.locator("#rv-bar")).to_contain_text("Maya Okafor")
    desk.keep("6-reviewed")
    page.keyboard.press("Shift+S")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=re.compile("ubmit")).click()
    wait_for(lambda: Invoice.objects.get().state == "pending_approval", 30, "not submitted")
    desk.leave()


def attorney_approves(desk: Desk) -> None:
    """Step 5, on a phone."""
    desk.page.set_viewport_size({"width": 390, "height": 844})
    page = desk.open("/approvals/")
    expect(page.get_by_text("INV-7").first).to_be_visible()
    desk.keep("7-approvals-phone")
    page.get_by_role("link", name=re.compile("^Approve")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=re.compile("Approve")).click()
    wait_for(lambda: Invoice.objects.get().state == "approved", 30, "not approved")
    desk.leave()


def finance_hands_over(desk: Desk) -> None:
    """Step 5: once and only once."""
    page = desk.open("/invoices/exports/")
    desk.keep("8-payables")
    page.get_by_role("button", name=re.compile("Make the file")).dblclick()
    wait_for(lambda: Invoice.objects.get().state == "sent_to_ap", 30, "not handed over")
    item = ApExportItem.objects.get()
    assert (item.amount, item.currency) == (Decimal("940.00"), "USD")
    desk.leave()


def firm_sees_the_outcome(desk: Desk) -> None:
    """Step 5: the state and every reason."""
    page = desk.open(f"/portal/invoices/{Invoice.objects.get().pk}/")
    expect(page.get_by_text("940.00").first).to_be_visible()
    for adjustment in LineAdjustment.objects.select_related("reason"):
        expect(page.get_by_text(adjustment.reason.label).first).to_be_visible()
    desk.keep("9-portal-outcome")
    desk.leave()


def dashboard_shows_it(desk: Desk) -> None:
    """Step 6: fresh within seconds, and the number drills to lines that sum to it."""
    rows = MatterSpend.objects.filter(basis="invoice")
    wait_for(rows.exists, 30, "the rollup was not refreshed by the worker")
    assert rows.aggregate(net=Sum(F("billed") - F("reduction")))["net"] == Decimal(940)
    page = desk.open("/dashboards/spend/")
    desk.keep("10-dashboard")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"USD\s*940"))
    page.goto(f"{desk.base}/dashboards/spend/lines/?from=2026-01-01&to=2026-12-31")
    expect(page.get_by_role("main")).to_contain_text("940.00")
    desk.keep("11-drill-down")
    desk.leave()


def attorney_sees_own_matters(desk: Desk) -> None:
    """Step 7: stage, budget against billed, last invoice; nothing of other matters."""
    page = desk.open("/matters/mine/")
    for text in ("Weiss v. Harbour", "In progress", "INV-7"):
        expect(page.get_by_text(text).first).to_be_visible()
    assert "Nobody else" not in page.content()
    desk.keep("12-my-matters")
    desk.leave()
