"""The list of contacts: what it costs, finds and imports."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.contacts.models import Contact
from legalops.contacts.services import add_identifier, add_name
from legalops.imports import registry
from tests.factories import make_person
from tests.factories.contacts import make_contact

pytestmark = pytest.mark.django_db


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_with_one_card_and_with_fifty(signed_in):
    maker = make_person("paralegal")
    client = signed_in(maker)
    make_contact("First", by=maker)
    one = queries_of(client, reverse("contacts:list"))
    for number in range(50):
        make_contact(f"Card {number}", by=maker)
    assert queries_of(client, reverse("contacts:list")) == one


def test_a_card_is_found_by_any_name_and_number(signed_in):
    maker = make_person("paralegal")
    card = make_contact("Northgate Logistics GmbH", by=maker)
    add_name(card, name="Hafenkontor Nord", kind="former", actor=maker)
    add_identifier(card, value="hrb 4711", actor=maker)
    make_contact("Elsewhere", by=maker)
    client = signed_in(maker)
    for text in ("northgate", "hafenkontor", "HRB 4711"):
        body = client.get(reverse("contacts:list"), {"q": text}).getvalue().decode()
        assert "Northgate Logistics GmbH" in body
        assert "Elsewhere" not in body


def test_an_import_meets_visible_cards_alone():
    maker, stranger = make_person("paralegal"), make_person("paralegal")
    make_contact("Northgate Logistics GmbH", by=maker)
    kind = registry.find("contacts")
    row = {"name": "Northgate Logistics GmbH"}
    assert kind.match(maker, [row])[0].record == Contact.objects.get()
    assert kind.match(stranger, [row])[0].record is None
