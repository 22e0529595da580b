"""The page of hand-overs, the file as a download, and payments."""

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import ApExport, Invoice
from legalops.kernel import clock
from tests.factories import make_firm, make_invoice, make_matter, make_person
from tests.htmx import Page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def document_root(settings, tmp_path):
    settings.DOCUMENT_ROOT = tmp_path


def browser(*roles) -> Client:
    client = Client()
    client.force_login(make_person(*roles))
    return client


@pytest.fixture
def waiting():
    firm = make_firm(name="Arnsley LLP")
    matter = make_matter(firms=(firm,))
    return [make_invoice(firm, matter, 100, number=f"AP-{n}", state="approved") for n in range(3)]


def test_the_page_teaches_when_it_is_empty_and_counts_when_it_is_not(waiting):
    finance = browser("finance")
    text = finance.get(reverse("billing:exports")).content.decode()
    assert "300.00" in text
    assert "3 invoices" in text
    Invoice.objects.update(state="paid")
    assert "Nothing waits" in finance.get(reverse("billing:exports")).content.decode()


def test_making_the_file_twice_makes_it_once(waiting):
    finance = browser("finance")
    first = finance.post(reverse("billing:make_export"), headers=HTMX)
    assert first.headers["HX-Redirect"] == reverse("billing:export", args=[ApExport.objects.get().pk])
    assert finance.post(reverse("billing:make_export"), headers=HTMX).status_code == 422
    assert finance.post(reverse("billing:make_export")).status_code == 422
    assert ApExport.objects.get().invoice_count == 3


def test_the_file_downloads_safely_for_payers_only(waiting):
    finance = browser("finance")
    finance.post(reverse("billing:make_export"))
    address = reverse("billing:export_file", args=[ApExport.objects.get().pk])
    answer = finance.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"AP-0" in b"".join(answer.streaming_content)
    assert browser("attorney").get(address).status_code == 403


def test_a_file_with_a_restricted_matter_is_absent_for_others(waiting):
    matter = waiting[0].matter
    insider = make_person("finance")
    matter.members.create(user=insider, role="observer")
    matter.restricted = True
    matter.save()
    client = Client()
    client.force_login(insider)
    client.post(reverse("billing:make_export"))
    export = ApExport.objects.get()
    outsider = browser("finance")
    assert str(export) not in outsider.get(reverse("billing:exports")).content.decode()
    for name in ("export", "export_file"):
        assert outsider.get(reverse(f"billing:{name}", args=[export.pk])).status_code == 404


def test_every_file_ever_made_can_be_reached(waiting):
    finance = browser("finance")
    finance.post(reverse("billing:make_export"))
    first = ApExport.objects.get()
    # More than a page of later ones.
    ApExport.objects.bulk_create(
        ApExport(document=first.document, made_by=first.made_by, invoice_count=0) for _ in range(60)
    )
    address = reverse("billing:exports")
    assert "61 files" in finance.get(address).content.decode()
    oldest_first = finance.get(f"{address}?sort=made").content.decode()
    assert reverse("billing:export", args=[first.pk]) in oldest_first


def test_the_rows_of_a_file_sort_by_swapping(waiting):
    finance = browser("finance")
    finance.post(reverse("billing:make_export"))
    address = reverse("billing:export", args=[ApExport.objects.get().pk])
    shown = Page.get(finance, address)
    assert "sent_to_ap" not in shown.find("#export-items").text_content()
    assert "Sent to accounts payable" in shown.find("#export-items").text_content()
    shown.trigger(finance, "//th//a[contains(@href, 'sort=number')]")
    shown.assert_equals(Page.get(finance, f"{address}?sort=number"), "#export-items")


def test_a_payment_is_recorded_from_the_invoice(waiting):
    finance = browser("finance")
    finance.post(reverse("billing:make_export"))
    address = reverse("billing:pay", args=[waiting[0].pk])
    wrong = finance.post(address, {"paid_on": "2999-01-01", "reference": "P9"}, headers=HTMX)
    assert wrong.status_code == 422
    assert 'value="P9"' in wrong.content.decode()
    for _ in range(2):
        finance.post(address, {"paid_on": clock.today().isoformat(), "reference": "P9"}, headers=HTMX)
    paid = Invoice.objects.get(pk=waiting[0].pk)
    assert (paid.state, paid.payment_reference) == ("paid", "P9")
    assert paid.transitions.filter(name="pay").count() == 1
    shown = finance.get(reverse("billing:invoice", args=[paid.pk])).content.decode()
    assert "P9" in shown
    assert "Rules propose" not in shown


def test_an_auditor_reads_what_was_handed_over_and_hands_nothing_over(waiting):
    browser("finance").post(reverse("billing:make_export"), headers=HTMX)
    export = ApExport.objects.get()
    auditor = browser("auditor")
    for name, keys in (("billing:exports", []), ("billing:export", [export.pk])):
        page = Page.get(auditor, reverse(name, args=keys))
        links = {link for link in page.tree.xpath("//main//a/@href") if link.startswith("/")}
        assert reverse("billing:export_file", args=[export.pk]) in links
        assert [link for link in sorted(links) if auditor.get(link).status_code >= 400] == []
        assert not page.tree.xpath(f"//*[@action='{reverse('billing:make_export')}']")
    assert auditor.post(reverse("billing:make_export"), headers=HTMX).status_code == 403
    assert ApExport.objects.count() == 1
