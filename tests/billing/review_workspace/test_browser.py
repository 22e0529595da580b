"""The reviewer's keyboard and the approver's thumb in a real browser; axe finds nothing serious on the
way.
"""

import re
from datetime import timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from playwright.sync_api import expect

from billing.models import Invoice, LineAdjustment
from billing.services.adjustments import reduce_line
from billing.services.approvals import submit_for_approval
from legalops.approvals.models import Ask
from legalops.kernel import clock
from tests.billing.scenes import make_scene, reason
from tests.browsing import serious_findings
from tests.factories import make_budget, make_finding, make_invoice, make_line
from tests.factories.people import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]
SHOTS = Path(__file__).resolve().parents[3] / ".local" / "screenshots"


@pytest.fixture
def bench(transactional_db):
    """An invoice with 260 lines, findings of three rules, and a second one that waits after it."""
    scene = make_scene(1000, 500, 800)
    make_budget(scene.matter, 100_000)
    for n in range(4, 261):
        make_line(scene.invoice, 100, position=n, timekeeper_name=f"Person {n % 4}")
    scene.invoice.line_count, scene.invoice.billed_total = 260, D(28_000)
    scene.invoice.due_on = clock.today()
    scene.invoice.save()
    lines = scene.lines
    for line, amount in zip(lines[:3], (100, 50, 80), strict=True):
        message = f"Line {line.number} is above the agreed rate"
        make_finding(scene.invoice, line, rule="G26", outcome="adjust", reduction=D(amount), message=message)
    make_finding(scene.invoice, lines[1], rule="G42", highlights=["expert report"])
    later = clock.today() + timedelta(days=9)
    make_invoice(scene.firm, scene.matter, 70, number="NEXT-ONE", due_on=later)
    return scene


@pytest.fixture
def sit(live_server, browser):
    """A person's browser on an address; what the console complains about fails the test at the end."""
    complaints, contexts = [], []

    def open_(person, address, **options):
        context = browser.new_context(
            viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "syntax:error" in said.text else None)
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


def keep(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"review-{name}.png")
    assert serious_findings(page) == [], name


def focus(page):
    return page.evaluate("document.activeElement.id")


def test_the_first_key_shows_what_the_next_decides(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/")
    page.keyboard.press("a")
    expect(page.locator("[data-finding-state=open]:focus")).to_have_count(1)
    assert not bench.invoice.findings.exclude(state="open").exists()
    page.keyboard.press("a")
    expect(page.locator("#rv-bar")).to_contain_text("27,900.00")


def test_a_review_by_keyboard_alone(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/")
    keep(page, "1-page")
    first = bench.invoice.findings.get(rule="G26", line=bench.lines[0])
    third = bench.invoice.findings.get(rule="G26", line=bench.lines[2])
    page.keyboard.press("f")
    assert focus(page) == f"finding-{first.pk}"
    page.keyboard.press("a")
    expect(page.locator("#rv-bar")).to_contain_text("27,900.00")
    expect(page.locator(f"#finding-{third.pk}")).to_be_focused()
    page.keyboard.press("d")
    page.locator("dialog input[type=radio]").first.wait_for()
    keep(page, "2-dismiss")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator(f"#finding-{third.pk}")).to_contain_text("Dismissed by Bill")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-finding-state=open]:focus")).to_have_count(1)
    page.keyboard.press("s")
    expect(page.locator(f"#line-{bench.lines[1].pk}")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("input[name$='-new_units']")).to_be_focused()
    page.keyboard.type("0.5")
    expect(page.locator("[data-line-live]")).to_contain_text("27,650.00")
    assert page.locator("input[name$='-amount']").input_value() == "250.00"
    page.locator("select[name$='-reason']").select_option(label="Excessive time")
    assert page.locator("input[name$='-note_to_firm']").input_value() == reason().text_to_firm
    keep(page, "3-edit")
    page.locator("input[name$='-note_to_firm']").press("Enter")
    expect(page.locator("#rv-bar")).to_contain_text("27,650.00")
    expect(page.locator(f"#line-{bench.lines[1].pk}")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#rv-bar")).to_contain_text("27,900.00")
    page.keyboard.press("m")
    page.keyboard.type("Why so long")
    page.locator("[data-note-form=internal] button").click()
    expect(page.locator(".rv-thread-internal")).to_contain_text("line 2")
    note = bench.invoice.notes.get()
    assert (note.body, note.line_id) == ("Why so long", bench.lines[1].pk)
    page.keyboard.press("h")
    expect(page.locator("#rv-history")).to_contain_text("took a reduction back")
    keep(page, "4-history")
    page.keyboard.press("Shift+S")
    page.locator("dialog").get_by_text("undecided").click()
    page.locator("dialog .btn-primary").click()
    page.wait_for_url(re.compile(rf"/invoices/(?!{bench.invoice.pk}/)\d+/"))
    expect(page.get_by_role("heading", name="NEXT-ONE")).to_be_visible()
    assert Invoice.objects.get(pk=bench.invoice.pk).state == "pending_approval"


def test_the_preview_of_a_reduction_is_what_the_server_makes_of_it(sit, bench):
    line = bench.lines[0]
    type(line).objects.filter(pk=line.pk).update(total=D(1200), tax_amount=D(200))
    bench.invoice.billed_total, bench.invoice.billed_tax = D(28_200), D(200)
    bench.invoice.save()
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/?group=none")
    page.locator(f"#line-{line.pk}").focus()
    page.keyboard.press("e")
    amount, live = page.locator("input[name$='-amount']"), page.locator("[data-line-live]")
    for unreadable in ("1.234,56", "-5", "1,23", "999999"):
        amount.fill(unreadable)
        expect(live).to_have_text("–")
    amount.fill("1,000.00")
    amount.fill("250")
    expect(live).to_contain_text("27,300.00")
    page.locator("select[name$='-reason']").select_option(label="Excessive time")
    amount.press("Enter")
    expect(page.locator("#rv-bar")).to_contain_text("27,300.00")
    page.locator("#rv-lines-scroll").evaluate("zone => { zone.scrollTop = zone.scrollHeight }")
    expect(page.locator("article.rv-line")).to_have_count(260)


def test_the_preview_rounds_the_cut_and_its_tax_each_for_itself(sit, bench):
    line = bench.lines[0]
    type(line).objects.filter(pk=line.pk).update(total=D("2684.60"), tax_amount=D("204.60"))
    bench.invoice.billed_total, bench.invoice.billed_tax = D("29684.60"), D("204.60")
    bench.invoice.save()
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/?group=none")
    page.locator(f"#line-{line.pk}").focus()
    page.keyboard.press("e")
    percent, live = page.locator("input[name$='-percent']"), page.locator("[data-line-live]")
    percent.fill("33.33")
    expect(live).to_have_text("−826.58 → USD 28,789.83")
    page.locator("select[name$='-reason']").select_option(label="Excessive time")
    percent.press("Enter")
    expect(page.locator("#rv-bar")).to_contain_text("28,789.83")


@pytest.mark.parametrize(
    ("width", "kept_free"), [(1440, "#rv-lines-scroll"), (1024, "#rv-lines-scroll"), (390, "#rv-bar")]
)
def test_what_was_done_is_told_beside_the_work(sit, bench, width, kept_free):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/", viewport={"width": width, "height": 844})
    page.locator("[data-finding-state=open] button", has_text="Accept").first.click()
    expect(page.locator(".lo-toast")).to_be_visible()
    expect(page.locator("#rv-bar")).to_contain_text("27,900.00")
    toast, zone = page.locator(".lo-toast").bounding_box(), page.locator(kept_free).bounding_box()
    apart = (
        toast["x"] >= zone["x"] + zone["width"]
        or toast["x"] + toast["width"] <= zone["x"]
        or toast["y"] + toast["height"] <= zone["y"]
        or toast["y"] >= zone["y"] + zone["height"]
    )
    assert apart, (toast, zone)


def test_nothing_is_cut_off_on_a_small_screen(sit, bench):
    bench.matter.restricted = True
    bench.matter.name = "A matter with a name as long as they come in the Northern District"
    bench.matter.save()
    bench.matter.members.create(user=bench.reviewer, role="member")
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/", viewport={"width": 1280, "height": 800})
    wide = (
        "at => [...document.querySelectorAll(at)].filter(e => e.scrollWidth > e.clientWidth + 1).map(String)"
    )
    zones = "#rv-lines-scroll, #rv-lines-head, #rv-findings-list, .rv-bar, .rv-buttons .btn"
    assert page.evaluate(wide, zones) == []
    expect(page.locator(".rv-sub").get_by_text("Restricted")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(wide, ".rv-buttons .btn, html") == []


def test_escape_gives_the_line_back_and_enter_edits_it(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/")
    page.keyboard.press("l")
    line = focus(page)
    page.keyboard.press("Enter")
    expect(page.locator("[data-line-form] :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-line-form]")).to_have_count(0)
    assert focus(page) == line
    page.keyboard.press("j")
    assert focus(page) != line


def test_two_reviewers_at_once_lose_nothing_typed(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/?group=none")
    line = bench.lines[0]
    page.locator(f"#line-{line.pk}").focus()
    page.keyboard.press("e")
    page.locator("[data-line-form]").wait_for()
    reduce_line(line, amount=D(300), reason=reason("vague"), actor=bench.reviewer, note_to_firm="other")
    page.locator("input[name$='-amount']").fill("900")
    page.locator("select[name$='-reason']").select_option(label="Excessive time")
    page.locator("[data-line-form] .btn-primary").click()
    expect(page.locator("[data-line-form] [role=alert]")).to_contain_text("700.00")
    assert page.locator("input[name$='-amount']").input_value() == "900"
    keep(page, "5-conflict")
    page.locator("[data-line-form] .btn-primary").click()
    expect(page.locator(f"#line-{line.pk}")).to_contain_text("900.00")
    assert LineAdjustment.objects.get(undone_at__isnull=True).amount == D(100)


def test_long_invoices_load_as_one_scrolls(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/?group=none")
    assert page.locator("[id^=line-]").count() == 200
    page.locator(".rv-loader").scroll_into_view_if_needed()
    expect(page.locator("[id^=line-]")).to_have_count(260)
    assert page.locator(".rv-loader").count() == 0


def test_dark_and_grouped_by_finding(sit, bench):
    page = sit(bench.reviewer, f"/invoices/{bench.invoice.pk}/", color_scheme="dark", reduced_motion="reduce")
    page.get_by_role("link", name="Finding", exact=True).click()
    expect(page.locator(".rv-group").first).to_contain_text("G26")
    keep(page, "6-dark")


def test_an_approver_on_a_phone_needs_two_taps(sit, bench):
    submit_for_approval(bench.invoice, actor=bench.reviewer, confirm_open=True)
    phone = {"width": 390, "height": 844}
    page = sit(bench.lead, f"/invoices/{bench.invoice.pk}/", viewport=phone, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    keep(page, "7-phone")
    page.locator("#rv-bar .btn-primary").tap()
    page.locator("dialog .btn-primary").tap()
    expect(page.locator("body")).to_contain_text("Gerda Counsel decides next")
    assert Ask.objects.filter(request__record_id=bench.invoice.pk, state="approved").count() == 1


@pytest.mark.parametrize("address", ["/invoices/queue/", "/invoices/", "/invoices/exports/"])
def test_lists_have_nothing_serious(sit, bench, address):
    page = sit(bench.reviewer, address)
    keep(page, address.strip("/").replace("/", "-"))
