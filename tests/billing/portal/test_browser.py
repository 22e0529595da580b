"""The portal and the mapping queue in a real browser: drop, check, submit, map; accessible throughout."""

import pytest

from legalops import jobs
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked, imported
from tests.browsing import collect_complaints, serious_findings
from tests.factories import make_adjustment, make_invoice, make_matter
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sign_in(live_server, page):
    """Sign in as somebody; what the console complains about is collected on the page."""
    collect_complaints(page)

    def as_(user):
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state("networkidle")
        return page

    return as_


def test_a_dropped_file_is_checked_submitted_and_followed(sign_in, live_server, firm, biller, matter, jo):
    page = sign_in(biller)
    assert page.url == f"{live_server.url}/portal/"
    content = ledes(invoice("INV-1", fee("2.00", "550.00"))).getvalue()
    file = {"name": "june.txt", "mimeType": "text/plain", "buffer": content}
    page.set_input_files("#files", [file])
    page.wait_for_url("**/portal/uploads/**")
    assert page.get_by_text("Waiting to be checked").is_visible()

    jobs.run_pending(propagate=True)
    page.get_by_text("1 is ready to submit").wait_for()
    assert page.locator("td", has_text="100.00").first.is_visible()
    page.get_by_role("button", name="Submit").dblclick()
    page.get_by_text("Submitted; waiting to be processed").wait_for()

    jobs.run_pending(propagate=True)
    page.get_by_text("The invoice is with the legal department.").wait_for()
    page.get_by_role("link", name="INV-1").click()
    page.get_by_role("heading", name="Invoice INV-1").wait_for()
    assert page.get_by_text("A specialist of the legal department reviews the lines.").is_visible()
    assert page.complaints == []


def test_every_portal_page_is_accessible(sign_in, live_server, firm, biller, specialist, matter, jo):
    ready = checked(ledes(invoice("A", fee("2.00", "900.00"))), firm, biller)
    refused = checked(ledes(invoice("B", fee(line_item_date="20260231"))), firm, biller)
    bill = make_invoice(firm, matter, 1000, 500, state="approved")
    make_adjustment(bill.lines.first(), 150, actor=specialist, note_to_firm="Twice.")
    page = sign_in(biller)
    paths = ("", "files/", "uploads/", "invoices/", "matters/", "rates/", f"uploads/{refused.batch}/")
    own = (f"files/{ready.reference}/", f"files/{refused.reference}/", f"invoices/{bill.pk}/")
    for path in (*paths, *own):
        page.goto(f"{live_server.url}/portal/{path}")
        page.wait_for_load_state("networkidle")
        assert (path, serious_findings(page)) == (path, [])
        page.set_viewport_size({"width": 390, "height": 844})
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 390)
        page.set_viewport_size({"width": 1440, "height": 900})
    assert page.complaints == []


def test_mapping_by_a_suggestion(sign_in, live_server, firm, biller, specialist, jo):
    make_matter(firms=(firm,), number="M-2026-0044", name="Lease renewal")
    stored = imported(ledes(invoice("INV-1", matter="M-2026-44")), firm, biller).invoices.get()
    page = sign_in(specialist)
    page.goto(f"{live_server.url}/invoices/unmatched/")
    assert serious_findings(page) == []
    page.get_by_role("link", name="M-2026-0044 Lease renewal").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_label("Matter").input_value() == "M-2026-0044"
    assert serious_findings(page) == []
    dialog.get_by_role("button", name="Map and match").click()
    page.get_by_text("Being matched").wait_for()
    jobs.run_pending(propagate=True)
    page.get_by_text("Nothing waits for mapping").wait_for()
    stored.refresh_from_db()
    assert stored.state == "in_review"
    assert page.complaints == []
