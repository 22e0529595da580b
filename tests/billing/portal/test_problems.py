"""Problems of a file: all of them page by page, as a sheet to mend them by, and with where they come from."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from billing.services import intake
from legalops import jobs
from legalops.audit.models import AuditEvent
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked, codes
from tests.factories import make_invoice
from tests.htmx import Page

pytestmark = pytest.mark.django_db
BROKEN = 250


@pytest.fixture
def portal(client, biller):
    client.force_login(biller)
    return client


@pytest.fixture
def broken(firm, biller):
    """A file with one error on each of its lines."""
    lines = [fee(line_item_date="20260231", line_item_description="=1+1") for _ in range(BROKEN)]
    return checked(ledes(invoice("A", *lines)), firm, biller)


def address(submission) -> str:
    return reverse("portal:file", args=[submission.reference])


def sheet(response) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))


def test_hundreds_of_problems_come_in_pages_that_equal_fresh_ones(portal, broken):
    assert broken.error_count == BROKEN
    seen = Page.get(portal, address(broken))
    shown = []
    for _ in range(3):
        rows = seen.tree.xpath("//*[@id='portal-problems']//tbody/tr")
        shown += [row.xpath("string(td[2])").strip() for row in rows]
        following = seen.tree.xpath("//a[@rel='next']")
        if following:
            url = following[0].get("href")
            seen.trigger(portal, "//a[@rel='next']")
            seen.assert_equals(Page.get(portal, url), within="#portal-problems")
    assert [int(line) for line in shown] == list(range(3, BROKEN + 3))


def test_problems_are_given_out_as_a_sheet_that_runs_nothing_and_the_ledger_knows(portal, broken, biller):
    rows = sheet(portal.get(address(broken), {"export": "csv"}))
    assert rows[0] == [
        "Kind", "Line", "Field or guideline", "Value", "What was found", "How to mend it", "Code",
    ]  # fmt: skip
    assert len(rows) == BROKEN + 1
    assert rows[1][:4] == ["Error", "3", "LINE_ITEM_DATE", "20260231"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    event = AuditEvent.objects.get(action="web.rows.exported")
    assert (event.actor, event.after["list"], event.after["rows"]) == (biller, "portal-problems", str(BROKEN))


def test_a_rival_firm_gets_no_page_and_no_sheet(client, rival_biller, broken):
    client.force_login(rival_biller)
    assert client.get(address(broken)).status_code == 404
    assert client.get(address(broken), {"export": "csv"}).status_code == 404
    assert not AuditEvent.objects.filter(action="web.rows.exported").exists()


def test_what_was_not_kept_is_counted_and_said(portal, firm, biller, settings):
    settings.INTAKE_MAX_PROBLEMS = 5
    lines = [fee(line_item_date="20260231") for _ in range(8)]
    submission = checked(ledes(invoice("A", *lines)), firm, biller)
    text = portal.get(address(submission)).content.decode()
    assert "The first 5 of 8 problems were kept" in text
    assert (submission.error_count, submission.warning_count) == (8, 0)
    assert "8 errors have to be corrected" in text
    upload = portal.get(reverse("portal:upload", args=[submission.batch])).content.decode()
    assert "See all 8 problems" in upload


def test_the_files_own_page_is_loaded_afresh_when_the_work_is_done(portal, firm, biller):
    submission = intake.receive(ledes(invoice("A", fee(line_item_date="20260231"))), firm=firm, actor=biller)
    poll = reverse("portal:card", args=[submission.reference]) + "?page=file"
    htmx = {"HX-Request": "true"}
    assert "hx-get" in portal.get(poll, headers=htmx).content.decode()
    jobs.run_pending(propagate=True)
    assert portal.get(poll, headers=htmx).headers["HX-Refresh"] == "true"
    assert "V101" in portal.get(address(submission)).content.decode()


def test_another_firms_id_is_said_once_a_file_and_does_not_refuse(firm, biller, matter, jo):
    firm.tax_id = "12-3456789"
    firm.save()
    records = [*invoice("A"), *invoice("B"), *invoice("C", law_firm_id="123456789")]
    submission = checked(ledes(records), firm, biller)
    assert (submission.state, codes(submission).count("M608")) == ("ready", 1)
    problem = submission.problems.get(code="M608")
    assert (problem.field, problem.value, problem.line) == ("LAW_FIRM_ID", "24-6437381", 3)
    assert "12-3456789" in problem.message
    assert "ask the legal department" in problem.mend


@pytest.mark.parametrize("known", ["", "24-6437381", "246437381", "99-1~24-6437381"])
def test_a_firms_own_ids_are_no_problem(firm, biller, matter, jo, known):
    firm.tax_id = known
    firm.save()
    assert "M608" not in codes(checked(ledes(invoice("A")), firm, biller))


def test_the_same_bytes_under_another_name_are_said_to_be_the_same(portal, firm, biller):
    content = ledes(invoice("A")).getvalue()
    intake.receive(BytesIO(content), firm=firm, actor=biller, name="june.txt")

    def said_after(*names: str) -> str:
        files = [SimpleUploadedFile(name, content) for name in names]
        response = portal.post(reverse("portal:receive"), {"files": files})
        return portal.get(response.headers["Location"]).content.decode()

    alone = said_after("june (1).txt")
    assert "june (1).txt" in alone
    assert "It was named june.txt then." in alone
    assert said_after("a.txt", "b.txt", "c.txt").count("here is how it went") == 3


def test_the_lines_of_an_invoice_are_given_out_as_a_sheet(portal, firm, matter):
    bill = make_invoice(firm, matter, 100, 200)
    rows = sheet(portal.get(reverse("portal:invoice", args=[bill.pk]), {"export": "csv"}))
    assert len(rows) == 3
    assert AuditEvent.objects.get(action="web.rows.exported").after["list"] == "portal-lines"
