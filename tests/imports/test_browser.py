"""The way through an import in a real browser, accessible at each step."""

import re

import pytest

from legalops.jobs.services.running import run_pending
from tests.browsing import serious_findings
from tests.factories import make_firm, make_person
from tests.factories.people import PASSWORD
from vendors.models import Firm

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = (
    b"Vendor code,Firm name,Currency\nnorth-quay,North Quay LLP,USD\nb d,Bad LLP,dollars\nold,Old LLP,EUR\n"
)


@pytest.fixture
def open_imports(live_server, page):
    make_person("legal_ops_manager", name="Elena Sandoval", email="elena@example.com")
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail address").fill("elena@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"^(?!.*login)"))
    page.goto(f"{live_server.url}/imports/")
    return page


def test_from_the_file_to_the_records_and_back(open_imports):
    page = open_imports
    make_firm(code="old", name="Old LLP", currency="USD")
    assert serious_findings(page) == []
    page.get_by_role("link", name="Import Firms").click()
    page.get_by_label("File", exact=True).set_input_files(
        [{"name": "firms.csv", "mimeType": "text/csv", "buffer": ROWS}]
    )
    assert serious_findings(page) == []
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile("/columns/$"))
    assert page.get_by_label("Name", exact=True).locator("option:checked").inner_text() == "Firm name"
    assert page.get_by_text("North Quay LLP · Bad LLP · Old LLP").is_visible()
    assert serious_findings(page) == []
    page.get_by_role("button", name="Check the rows").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    assert serious_findings(page) == []
    run_pending(propagate=True)
    page.get_by_role("button", name="Import 2 rows").wait_for()
    assert page.get_by_text("This is not a currency.").is_visible()
    assert serious_findings(page) == []
    page.get_by_role("button", name="Import 2 rows").press("Enter")
    page.get_by_text("Waiting to start").wait_for()
    run_pending(propagate=True)
    page.get_by_text("2 rows were imported.").wait_for()
    assert set(Firm.objects.values_list("code", "currency")) == {("north-quay", "USD"), ("old", "EUR")}
    assert serious_findings(page) == []
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Waiting to start").wait_for()
    run_pending(propagate=True)
    page.get_by_text("2 rows were taken back.").wait_for()
    assert list(Firm.objects.values_list("code", "currency")) == [("old", "USD")]
