"""Invoices on other apps' pages, in the rail and in the search field."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import Invoice
from billing.selectors.matter_spend import spend_of
from billing.services.adjustments import reduce_line
from billing.services.approvals import submit_for_approval
from legalops.kernel import clock
from legalops.web import nav, palette, panels
from tests.billing.scenes import make_scene, reason
from tests.factories import make_biller, make_finding, make_invoice, make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_matter_and_the_firm_show_their_invoices():
    scene = make_scene(100)
    client = browser(scene.reviewer)
    for name, key in (("matter_panel", scene.matter.pk), ("firm_panel", scene.firm.pk)):
        text = client.get(reverse(f"billing:{name}", args=[key])).content.decode()
        assert scene.invoice.number in text


def test_panels_show_nothing_of_matters_one_may_not_see():
    scene = make_scene(100)
    raise_wall(scene.matter, scene.reviewer)
    client = browser(scene.reviewer)
    assert client.get(reverse("billing:matter_panel", args=[scene.matter.pk])).status_code == 404
    firm = client.get(reverse("billing:firm_panel", args=[scene.firm.pk]))
    assert scene.invoice.number not in firm.content.decode()


def test_the_slots_are_filled_for_those_who_may():
    scene = make_scene(100)
    titles = {
        slot: [str(panel.spec.title) for panel in panels.panels_for(slot, person, **{key: 1})]
        for slot, person, key in (("matter", scene.reviewer, "matter_id"), ("firm", scene.lead, "firm_id"))
    }
    assert "Invoices" in titles["matter"]
    assert "Invoices" in titles["firm"]
    assert panels.panels_for("matter", make_person("paralegal"), matter_id=1) == []


def test_the_rail_counts_what_waits_for_each():
    scene = make_scene(100)
    make_invoice(scene.firm, scene.matter, 70, state="approved")
    submit_for_approval(make_invoice(scene.firm, scene.matter, 60), actor=scene.reviewer)
    assert nav.counts_for(scene.reviewer)["nav-count-billing-queue"] == 1
    assert nav.counts_for(scene.lead)["nav-count-approvals-inbox"] == 1
    assert nav.counts_for(make_person("finance"))["nav-count-billing-exports"] == 1


def test_the_home_panel_lists_what_waits_for_approval():
    scene = make_scene(100)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    text = browser(scene.lead).get(reverse("approvals:panel")).content.decode()
    assert scene.invoice.number in text
    assert "1 request waits for you" in text
    assert "Lena Lead leads the matter." in text


def test_the_last_invoice_of_a_matter_is_told_less_its_reductions():
    scene = make_scene(1000, 500)
    reduce_line(scene.lines[0], amount=Decimal("100.25"), reason=reason(), actor=scene.reviewer)
    assert spend_of([scene.matter.pk])[scene.matter.pk].last.amount == Decimal("1399.75")


def test_the_home_panel_lists_what_to_review_next():
    scene = make_scene(100, number="LATE")
    Invoice.objects.filter(pk=scene.invoice.pk).update(due_on=clock.today())
    make_finding(scene.invoice, scene.invoice.lines.get(), rule="G26", outcome="adjust", reduction=30)
    make_invoice(scene.firm, scene.matter, 50, number="LATER", due_on=clock.today() + timedelta(days=3))
    make_invoice(scene.firm, scene.matter, 50, number="DONE", state="approved")
    hidden = make_matter(name="Hidden", firms=(scene.firm,))
    make_invoice(scene.firm, hidden, 10, number="WALLED")
    raise_wall(hidden, scene.reviewer)
    text = browser(scene.reviewer).get(reverse("billing:review_panel")).content.decode()
    assert text.index("LATE") < text.index("LATER")
    assert "30.00" in text
    assert "2 invoices in review" in text
    assert "1 due today or late" in text
    assert "DONE" not in text
    assert "WALLED" not in text


def test_the_search_field_finds_numbers_through_the_persons_own_eyes():
    scene = make_scene(100, number="KLG/77")
    hidden = make_matter(name="Hidden")
    make_invoice(scene.firm, hidden, 10, number="KLG/78")
    raise_wall(hidden, scene.reviewer)
    finder = next(f for f in palette.finders_for(scene.reviewer) if f.kind == "invoice")
    assert [hit.label for hit in finder.find(scene.reviewer, "klg", 6)] == ["KLG/77"]
    assert [hit.label for hit in finder.find(scene.reviewer, "/77", 6)] == ["KLG/77"]
    assert finder.find(make_biller(scene.firm), "klg", 6) == []
    recalled = finder.recall(scene.reviewer, [str(scene.invoice.pk), "x", "99999"])
    assert list(recalled) == [str(scene.invoice.pk)]
    client = browser(scene.reviewer)
    client.get(reverse("billing:invoice", args=[scene.invoice.pk]))
    assert "KLG/77" in client.get(reverse("find")).content.decode()
