"""The browser's Back button never offers a decision that was taken: these pages are asked for anew."""

import pytest
from django.test import Client

from billing.services.approvals import approve, submit_for_approval
from tests.billing.scenes import make_scene
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_pages_with_decisions_are_not_kept_by_the_browser():
    scene = make_scene()
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    finance = make_person("finance")
    for person, address in (
        (scene.lead, f"/invoices/{scene.invoice.pk}/"),
        (scene.lead, "/approvals/"),
        (scene.reviewer, "/invoices/queue/"),
        (finance, "/invoices/exports/"),
    ):
        answer = browser(person).get(address)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"], address


def test_an_approved_invoice_offers_no_approval_any_more():
    scene = make_scene()
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    address = f"/invoices/{scene.invoice.pk}/"
    assert f"{address}approve/" in browser(scene.lead).get(address).content.decode()
    approve(scene.invoice, actor=scene.lead)
    assert f"{address}approve/" not in browser(scene.lead).get(address).content.decode()
