"""What a firm sees and does in the portal."""

import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from billing.models import Invoice, InvoiceNote, InvoiceTransition, Submission
from billing.services import intake
from billing.services.adjustments import adjust_invoice
from billing.services.lifecycle import transition
from legalops import jobs
from legalops.kernel import clock
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import checked, imported, only_invoice
from tests.billing.scenes import reason
from tests.documents.archives import packed
from tests.factories import make_adjustment, make_invoice, make_matter
from tests.htmx import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(client, biller):
    client.force_login(biller)
    return client


def posted(content: bytes, name: str = "invoice.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def page(client, name: str, *args) -> str:
    response = client.get(reverse(f"portal:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


_NO_INVOICE = (
    "scan.pdf is a PDF. Upload the invoice as a LEDES file (.txt or .xml), as your billing system exports it."
)


def test_dropped_files_lead_to_the_page_of_the_upload(portal, firm, matter, jo):
    archive = packed(("b.txt", ledes(invoice("B")).getvalue()), ("scan.pdf", b"%PDF-1.7"))
    files = [posted(ledes(invoice("A")).getvalue(), "a.txt"), posted(archive, "more.zip")]
    response = portal.post(reverse("portal:receive"), {"files": files})
    assert response.status_code == 303
    jobs.run_pending(propagate=True)
    text = portal.get(response.headers["Location"]).content.decode()
    for shown in ("a.txt", "b.txt", _NO_INVOICE, "2 are ready to submit", "1 needs correction"):
        assert shown in text


def test_dropping_by_htmx_answers_with_where_to_go(portal):
    response = portal.post(
        reverse("portal:receive"), {"files": posted(ledes().getvalue())}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/portal/uploads/")


def test_nothing_chosen_is_said(portal):
    response = portal.post(reverse("portal:receive"), {})
    assert response.status_code == 422
    assert "Choose at least one file" in response.content.decode()


def test_problems_are_shown_with_line_field_value_and_mend(portal, firm, biller):
    broken = checked(ledes(invoice("A", fee(line_item_date="20260231"))), firm, biller)
    text = page(portal, "file", broken.reference)
    for shown in ("LINE_ITEM_DATE", "20260231", "V101", "1 error has to be corrected"):
        assert shown in text
    assert reverse("portal:submit", args=[broken.reference]) not in text


def test_submitting_and_following_the_invoice(portal, firm, biller, matter, jo):
    ready = checked(ledes(invoice("INV-1")), firm, biller)
    assert portal.post(reverse("portal:submit", args=[ready.reference])).status_code == 303
    assert portal.post(reverse("portal:submit", args=[ready.reference])).status_code == 303
    jobs.run_pending(propagate=True)
    stored = Invoice.objects.get()
    text = page(portal, "invoice", stored.pk)
    assert "A specialist of the legal department reviews the lines." in text
    assert reverse("portal:invoice", args=[stored.pk]) in page(portal, "file", ready.reference)


def test_submit_all_sends_only_what_is_ready(portal, firm, biller, matter, jo):
    batch = uuid.uuid4()
    good = [checked(ledes(invoice(n)), firm, biller, batch=batch) for n in ("A", "B")]
    bad = checked(ledes(invoice("C", fee(line_item_date="20260231"))), firm, biller, batch=batch)
    portal.post(reverse("portal:submit_all", args=[batch]))
    jobs.run_pending(propagate=True)
    states = [Submission.objects.get(pk=each.pk).state for each in (*good, bad)]
    assert states == ["imported", "imported", "refused"]


def test_polled_card_and_head_equal_a_fresh_page(portal, firm, biller, matter, jo):
    batch = uuid.uuid4()
    submission = intake.receive(ledes(), firm=firm, actor=biller, batch=batch)
    address = reverse("portal:upload", args=[batch])
    seen = Page.get(portal, address)
    card = f"#file-{submission.reference}"
    jobs.run_pending(propagate=True)
    seen.trigger(portal, card)
    seen.assert_equals(Page.get(portal, address))
    seen.trigger(portal, f"//form[@hx-post='{reverse('portal:submit', args=[submission.reference])}']")
    seen.assert_equals(Page.get(portal, address))
    jobs.run_pending(propagate=True)
    seen.trigger(portal, card)
    seen.assert_equals(Page.get(portal, address))
    assert "with the legal department" in seen.find(card).text_content()
    assert seen.find(card).get("hx-get") is None


def test_card_of_the_files_own_page_equals_a_fresh_page(portal, firm, biller, matter, jo):
    ready = checked(ledes(invoice("A", fee("2.00", "900.00"))), firm, biller)
    address = reverse("portal:file", args=[ready.reference])
    seen = Page.get(portal, address)
    seen.trigger(portal, "//form[contains(@hx-post, 'withdraw')]")
    seen.assert_equals(Page.get(portal, address))


def test_original_is_given_back_as_a_download_and_nothing_else(portal, firm, biller):
    content = ledes().getvalue()
    submission = intake.receive(ledes(), firm=firm, actor=biller)
    response = portal.get(reverse("portal:original", args=[submission.reference]))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def reduced(firm, biller, specialist, matter, jo) -> Invoice:
    bill = only_invoice(imported(ledes(invoice("INV-1", fee("2.00"), fee("1.00"))), firm, biller))
    line = bill.lines.order_by("position").first()
    make_adjustment(
        line, 150, actor=specialist, note_to_firm="Two people did the same.", internal_note="SECRET-WHY"
    )
    InvoiceNote.objects.create(invoice=bill, audience="firm", body="Thank you.", author=specialist)
    InvoiceNote.objects.create(invoice=bill, audience="internal", body="SECRET-NOTE", author=specialist)
    return bill


def approve(bill):
    Invoice.objects.filter(pk=bill.pk).update(state="approved", approved_at=clock.now())


def test_reductions_are_shown_with_reason_and_note_once_decided(portal, reduced):
    before = page(portal, "invoice", reduced.pk)
    assert "Two people did the same." not in before
    assert "Reductions and their reasons are shown here once" in before
    approve(reduced)
    after = page(portal, "invoice", reduced.pk)
    for shown in ("Excessive time", "Two people did the same.", "<del>", "1,000.00", "850.00", "1,350.00"):
        assert shown in after


def test_each_reason_has_its_amount_and_all_of_them_sum_to_the_reductions(portal, reduced, specialist):
    adjust_invoice(reduced, percent=Decimal(10), reason=reason("goodwill"), actor=specialist)
    approve(reduced)
    Invoice.objects.filter(pk=reduced.pk).update(reduction_tax=Decimal("12.40"))
    shown_page = Page.get(portal, reverse("portal:invoice", args=[reduced.pk]))
    text = "".join(shown_page.tree.itertext())
    # 150 off the first of two lines of 1,000 and 500; then a tenth of the 1,350 left.
    for shown in ("−150.00", "−85.00", "−50.00", "−285.00", "−12.40", "−297.40"):
        assert shown in text


@pytest.mark.parametrize("decided", [False, True])
def test_internal_things_never_leave_the_department(portal, reduced, specialist, decided):
    if decided:
        approve(reduced)
    InvoiceTransition.objects.create(
        invoice=reduced, name="send_back", from_state="pending_approval", to_state="in_review",
        actor=specialist, reason="SECRET-BACK",
    )  # fmt: skip
    for text in (page(portal, "invoice", reduced.pk), page(portal, "invoices"), page(portal, "home")):
        assert "SECRET" not in text
    assert "Thank you." in page(portal, "invoice", reduced.pk)


def test_findings_are_not_shown_on_invoices(portal, firm, biller, matter, jo):
    bill = only_invoice(imported(ledes(invoice("INV-1", fee("2.00", "900.00"))), firm, biller))
    message = bill.findings.get(rule="G26").message
    assert message not in page(portal, "invoice", bill.pk)


def test_what_was_sent_back_within_the_department_is_one_passage_for_the_firm(portal, reduced, specialist):
    for name in ("submit_for_approval", "send_back", "submit_for_approval"):
        transition(invoice=reduced, name=name, actor=specialist, reason="x" if name == "send_back" else "")
    history = page(portal, "invoice", reduced.pk).split(">History<")[1]
    assert history.count("Awaiting approval") == 1


def test_rejection_and_its_reason_reach_the_firm(portal, reduced, specialist):
    transition(invoice=reduced, name="reject", actor=specialist, reason="May was billed before.")
    text = page(portal, "invoice", reduced.pk)
    assert "May was billed before." in text
    assert "Upload a corrected invoice" in text


def test_payment_reaches_the_firm(portal, reduced):
    approve(reduced)
    Invoice.objects.filter(pk=reduced.pk).update(
        state="paid", paid_on="2026-07-01", payment_reference="ACH-99812"
    )
    text = page(portal, "invoice", reduced.pk)
    assert "ACH-99812" in text
    assert "1 Jul 2026" in text


def test_invoices_are_listed_by_state_with_what_happens_next(portal, firm, matter):
    make_invoice(firm, matter, number="IN-REVIEW")
    make_invoice(firm, matter, number="APPROVED", state="approved")
    text = portal.get(reverse("portal:invoices"), {"state": "approved"}).content.decode()
    assert "It goes to accounts payable with the next hand-over." in text
    assert "IN-REVIEW" not in text


def test_matters_and_rates_are_the_firms_own(portal, rival, matter, jo):
    make_matter(firms=(rival,), name="Secret merger")
    text = page(portal, "matters")
    assert "Weiss v. Harbour" in text
    assert "Secret merger" not in text
    assert "500.00" in page(portal, "rates")


def test_name_of_a_matter_the_firm_is_not_on_is_not_told(portal, firm):
    wrong = make_matter(name="Secret merger", number="M-9")
    bill = make_invoice(firm, wrong, client_matter_id="M-77")
    for text in (page(portal, "invoice", bill.pk), page(portal, "invoices")):
        assert "Secret merger" not in text
        assert "M-77" in text
    assert bill.number not in portal.get(reverse("portal:invoices"), {"q": "M-9"}).content.decode()


def test_lines_of_a_long_invoice_come_in_pages_that_equal_fresh_ones(portal, firm, matter):
    bill = make_invoice(firm, matter, *range(1, 131))
    address = reverse("portal:invoice", args=[bill.pk])
    seen = Page.get(portal, address)
    link = seen.find("//a[@rel='next']")
    following = link.get("href")
    seen.trigger(portal, "//a[@rel='next']")
    seen.assert_equals(Page.get(portal, following), within="#portal-lines")
    assert "130.00" in seen.find("#portal-lines").text_content()


@pytest.mark.parametrize("name", ["home", "files", "invoices", "matters", "rates"])
def test_query_count_does_not_grow_with_the_rows(
    portal, firm, biller, matter, jo, name, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 30):
        for n in range(rows):
            make_invoice(firm, matter, number=f"{rows}-{n}")
            intake.receive(ledes(invoice(f"F-{rows}-{n}")), firm=firm, actor=biller)
            make_matter(firms=(firm,), number=f"Q-{rows}-{n}")
        with django_assert_max_num_queries(40) as captured:
            page(portal, name)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_upload_page_queries_do_not_grow_with_the_files(
    portal, firm, biller, matter, jo, django_assert_max_num_queries
):
    counts = []
    for files in (1, 12):
        batch = uuid.uuid4()
        for n in range(files):
            checked(ledes(invoice(f"F-{files}-{n}")), firm, biller, batch=batch)
        intake.receive(ledes(invoice(f"busy-{files}")), firm=firm, actor=biller, batch=batch)
        with django_assert_max_num_queries(40) as captured:
            page(portal, "upload", batch)
        counts.append(len(captured))
    assert counts[0] == counts[1]
