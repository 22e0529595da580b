"""Whatever belongs to another firm does not exist, and nobody else has a portal."""

import uuid

import pytest
from django.urls import reverse

from billing.models import Invoice, Submission
from legalops import jobs
from tests.billing.intake.files import invoice, ledes
from tests.billing.intake.fixtures import checked, imported
from tests.factories import make_person

pytestmark = pytest.mark.django_db
READ = ["file", "card", "original"]
ACT = ["submit", "withdraw"]
LISTS = ["home", "files", "invoices", "matters", "rates"]


@pytest.fixture
def theirs(firm, biller, matter, jo) -> Submission:
    return checked(ledes(invoice("SECRET-1")), firm, biller, batch=uuid.uuid4())


@pytest.mark.parametrize("name", READ)
def test_rival_finds_no_file(client, rival_biller, theirs, name):
    client.force_login(rival_biller)
    assert client.get(reverse(f"portal:{name}", args=[theirs.reference])).status_code == 404


@pytest.mark.parametrize("name", ACT)
def test_rival_can_do_nothing_to_it(client, rival_biller, theirs, name):
    client.force_login(rival_biller)
    assert client.post(reverse(f"portal:{name}", args=[theirs.reference])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "ready"
    assert jobs.run_pending() == 0


def test_rival_finds_no_upload_and_submits_nothing_of_it(client, rival_biller, theirs):
    client.force_login(rival_biller)
    assert client.get(reverse("portal:upload", args=[theirs.batch])).status_code == 404
    assert client.post(reverse("portal:submit_all", args=[theirs.batch])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "ready"


def test_rival_finds_no_invoice(client, rival_biller, firm, biller, matter, jo):
    stored = imported(ledes(invoice("SECRET-1")), firm, biller).invoices.get()
    client.force_login(rival_biller)
    assert client.get(reverse("portal:invoice", args=[stored.pk])).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_a_rival_hold_nothing_of_others(client, rival_biller, firm, biller, matter, jo, name):
    imported(ledes(invoice("SECRET-1")), firm, biller)
    client.force_login(rival_biller)
    text = client.get(reverse(f"portal:{name}")).content.decode()
    for secret in ("SECRET-1", "Arnsley", "Weiss v. Harbour", "Ruiz", "invoice.txt"):
        assert secret not in text


def test_rivals_own_upload_of_the_same_bytes_is_its_own(client, rival, rival_biller, theirs):
    again = checked(ledes(invoice("SECRET-1")), rival, rival_biller)
    assert again.pk != theirs.pk
    assert "M603" not in again.problems.values_list("code", flat=True)


@pytest.mark.parametrize("role", ["ebilling_specialist", "general_counsel", "administrator", "requester"])
def test_staff_have_no_portal(client, theirs, role):
    client.force_login(make_person(role))
    for name in LISTS:
        assert client.get(reverse(f"portal:{name}")).status_code in (403, 404)
    assert client.post(reverse("portal:submit", args=[theirs.reference])).status_code in (403, 404)
    assert not Invoice.objects.exists()


def test_strangers_are_sent_to_sign_in(client, theirs):
    for name in LISTS:
        response = client.get(reverse(f"portal:{name}"))
        assert response.status_code == 302
        assert "/accounts/login/" in response.headers["Location"]


def test_leaver_of_the_firm_is_out(client, biller, theirs):
    client.force_login(biller)
    biller.is_active = False
    biller.save()
    assert client.get(reverse("portal:home")).status_code == 302
