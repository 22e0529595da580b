"""The same bytes sent again: the first upload's page stays, and the second says how the file went."""

import pytest
from django.urls import reverse

from billing.models import Submission
from billing.services.invoices import reject_invoice
from legalops import jobs
from tests.billing.intake.files import fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice
from tests.billing.portal.test_pages import posted
from tests.factories import make_biller

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(client, biller):
    client.force_login(biller)
    return client


def sent(client, content: bytes, name: str = "invoice.txt") -> str:
    """The address of the upload's page."""
    response = client.post(reverse("portal:receive"), {"files": posted(content, name)})
    jobs.run_pending(propagate=True)
    return response.headers["Location"]


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_both_uploads_keep_their_page_and_the_second_says_when_the_file_came(portal, matter, jo):
    content = ledes().getvalue()
    first, second = sent(portal, content, "june.txt"), sent(portal, content, "june-copy.txt")
    assert first != second
    assert "june.txt" in text_of(portal, first)
    again = text_of(portal, second)
    assert "You sent this file on" in again
    assert "here is how it went" in again
    assert first in again
    submission = Submission.objects.get()
    assert reverse("portal:file", args=[submission.reference]) in again
    assert f"{submission.batch}" in first


def test_a_colleague_is_named(client, portal, firm, biller, matter, jo):
    content = ledes().getvalue()
    sent(portal, content)
    client.force_login(make_biller(firm, name="Cleo Colleague"))
    assert f"{biller.full_name} sent this file on" in text_of(client, sent(client, content))


def test_refused_for_our_records_and_mended_meanwhile_is_checked_anew_on_both_pages(
    portal, firm, specialist, matter, jo
):
    earlier = imported(ledes(invoice("A", fee("1.00"))), firm, make_biller(firm, name="Bo Biller"))
    content = ledes(invoice("A")).getvalue()
    first = sent(portal, content)
    assert "1 error has to be corrected" in text_of(portal, first)
    reject_invoice(only_invoice(earlier), actor=specialist, reason="Wrong matter")
    second = sent(portal, content)
    for address in (first, second):
        assert "1 error has to be corrected" not in text_of(portal, address)
        assert "No errors" in text_of(portal, address)
    assert "it was checked again" in text_of(portal, second)


def test_the_file_tells_every_time_it_was_sent(portal, matter, jo):
    content = ledes().getvalue()
    sent(portal, content)
    second = sent(portal, content, "copy.txt")
    page = text_of(portal, reverse("portal:file", args=[Submission.objects.get().reference]))
    assert second in page
    assert "copy.txt" in page


def test_every_upload_is_listed_with_what_became_of_its_files(portal, matter, jo):
    content = ledes().getvalue()
    addresses = [sent(portal, content), sent(portal, content), sent(portal, b"%PDF-1.7 x", "scan.pdf")]
    listed = text_of(portal, reverse("portal:uploads"))
    assert all(address in listed for address in addresses)
    assert "scan.pdf" in listed
    assert "1 sent before" in listed
    assert "1 not taken in" in listed
    assert "1 taken in" in listed


def test_what_was_not_taken_in_is_no_file_left_out(portal):
    words = text_of(portal, sent(portal, b"%PDF-1.7 x", "scan.pdf"))
    assert "Upload of 1 file" in words
    assert "files are shown here" not in words


def test_uploads_of_another_firm_are_absent(client, portal, matter, jo, rival_biller):
    address = sent(portal, ledes().getvalue())
    again = sent(portal, ledes().getvalue())
    client.force_login(rival_biller)
    assert client.get(address).status_code == client.get(again).status_code == 404
    assert address not in text_of(client, reverse("portal:uploads"))


def test_one_upload_of_the_same_bytes_twice_shows_the_file_once(portal, matter, jo):
    content = ledes().getvalue()
    files = [posted(content, "a.txt"), posted(content, "b.txt")]
    response = portal.post(reverse("portal:receive"), {"files": files})
    jobs.run_pending(propagate=True)
    page = text_of(portal, response.headers["Location"])
    reference = Submission.objects.get().reference
    assert page.count(f'id="file-{reference}"') == 1
    assert "b.txt holds the same as a.txt" in page


def test_ready_files_of_a_repeated_upload_can_be_submitted_there(portal, matter, jo):
    contents = [ledes(invoice(number)).getvalue() for number in ("A", "B")]
    for _ in range(2):
        files = [posted(content, f"{at}.txt") for at, content in enumerate(contents)]
        address = portal.post(reverse("portal:receive"), {"files": files}).headers["Location"]
        jobs.run_pending(propagate=True)
    assert "Submit all 2 ready files" in text_of(portal, address)
    portal.post(f"{address}submit/")
    jobs.run_pending(propagate=True)
    assert set(Submission.objects.values_list("state", flat=True)) == {"imported"}
