"""An invoice under a LAW_FIRM_ID that is not the firm's own: the reviewer is warned on it, the firm too."""

import pytest
from django.test import Client

from tests.factories import make_biller, make_firm, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def billed(scene):
    """The firm is known as 12-3456789; the invoice was billed under another id."""
    scene.firm.tax_id = "12-3456789~98-1"
    scene.firm.save()
    type(scene.invoice).objects.filter(pk=scene.invoice.pk).update(law_firm_id="24-6437381")
    return scene


def page(person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


def on_invoice(scene, person) -> str:
    return page(person, f"/invoices/{scene.invoice.pk}/")


def test_reviewer_and_approver_are_warned(billed):
    for person in (billed.reviewer, billed.lead):
        words = on_invoice(billed, person)
        assert "Firm id not on file" in words
        assert "24-6437381" in words
        assert "12-3456789~98-1" in words


def test_an_id_of_another_firm_is_a_graver_warning_that_names_it(billed):
    make_firm(name="Calder Voss", tax_id="246437381")
    words = on_invoice(billed, billed.reviewer)
    assert "Id of another firm" in words
    assert "Calder Voss" in words


def test_who_may_change_the_firm_is_led_to_its_record(billed):
    manager = make_person("legal_ops_manager")
    assert f"/vendors/{billed.firm.code}/edit/" in on_invoice(billed, manager)
    assert f"/vendors/{billed.firm.code}/edit/" not in on_invoice(billed, billed.lead)


def test_the_firm_is_told_without_naming_another(billed):
    make_firm(name="Calder Voss", tax_id="246437381")
    words = page(make_biller(billed.firm), f"/portal/invoices/{billed.invoice.pk}/")
    assert "24-6437381" in words
    assert "not the one on file for your firm" in words
    assert "Calder" not in words


@pytest.mark.parametrize("billed_as", ["123456789", "98-1", ""])
def test_own_ids_are_no_warning(billed, billed_as):
    type(billed.invoice).objects.filter(pk=billed.invoice.pk).update(law_firm_id=billed_as)
    assert "not on file" not in on_invoice(billed, billed.reviewer)
    firm_sees = page(make_biller(billed.firm), f"/portal/invoices/{billed.invoice.pk}/")
    assert "not the one on file" not in firm_sees


def test_nothing_is_said_where_no_id_is_on_file(billed):
    billed.firm.tax_id = ""
    billed.firm.save()
    assert "not on file" not in on_invoice(billed, billed.reviewer)
