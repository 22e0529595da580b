"""The firm portal in German, from the sign-in page on: no English is left of what is the product's."""

import pytest

from legalops import jobs
from legalops.accounts.services import choose_language, choose_notation
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked
from tests.browsing import collect_complaints, serious_findings
from tests.factories import make_adjustment, make_invoice
from tests.factories.people import PASSWORD
from tests.leftovers import english_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def german(browser):
    context = browser.new_context(locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    collect_complaints(page)
    yield page
    context.close()


def test_the_portal_in_german(german, live_server, firm, biller, specialist, matter, jo):
    page = german
    choose_language(biller, "de", actor=biller)
    choose_notation(biller, "de-DE", actor=biller)
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.locator("html").get_attribute("lang") == "de"
    assert english_on(page, "de") == []
    page.get_by_label("E-Mail-Adresse").fill(biller.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/portal/")

    content = ledes(invoice("INV-1", fee("2.00", "550.00"))).getvalue()
    page.set_input_files("#files", [{"name": "juni.txt", "mimeType": "text/plain", "buffer": content}])
    page.wait_for_url("**/portal/uploads/**")
    jobs.run_pending(propagate=True)
    page.get_by_text("1 ist bereit zum Einreichen").wait_for()
    assert page.locator("td", has_text="1.100,00").first.is_visible()

    refused = checked(ledes(invoice("B", fee(line_item_date="20260231"))), firm, biller)
    bill = make_invoice(firm, matter, 1000, 500, state="approved")
    make_adjustment(bill.lines.first(), 150, actor=specialist, note_to_firm="Doppelt.")
    own = (f"uploads/{refused.batch}/", f"files/{refused.reference}/", f"invoices/{bill.pk}/")
    paths = [f"portal/{each}" for each in ("", "files/", "uploads/", "invoices/", "matters/", "rates/", *own)]
    for path in (*paths, "access/preferences/", "notifications/", "accounts/2fa/"):
        page.goto(f"{live_server.url}/{path}")
        page.wait_for_load_state("networkidle")
        assert (path, english_on(page, "de")) == (path, [])
        assert (path, serious_findings(page)) == (path, [])
        page.set_viewport_size({"width": 390, "height": 844})
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 390)
        page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/portal/files/{refused.reference}/")
    assert page.get_by_text("LINE_ITEM_DATE ist kein Datum: 20260231.").is_visible()
    assert page.complaints == []
