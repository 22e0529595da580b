"""A credit note: linked to the invoice it credits, shown on both pages of both sides, netted in spend."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.test import Client

from billing.models import Invoice
from billing.selectors.credit_notes import credited_by
from billing.selectors.matter_spend import spend_of
from billing.services.approvals import approve, submit_for_approval
from billing.services.credit_notes import choose_credited
from billing.services.exports import export_approved
from billing.services.mapping import map_matter
from dashboards.enums import Basis
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_total
from dashboards.services.drain import drain
from legalops import jobs
from legalops.kernel.errors import Conflict, DomainError, NotFound
from legalops.kernel.periods import Period
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.billing.intake.fixtures import imported, only_invoice
from tests.billing.scenes import make_scene
from tests.factories import make_biller, make_firm, make_invoice, make_matter, make_person
from vendors.services.firms import edit_firm

pytestmark = pytest.mark.django_db


def credit(text: str, number: str = "CN-1", amount: str = "-100.00", **fields) -> list[dict]:
    """The records of a credit note of one line at the level of the invoice."""
    line = expense("0.00", line_item_expense_code="", line_item_description=text)
    line |= {"EXP/FEE/INV_ADJ_TYPE": "IF", "LINE_ITEM_NUMBER_OF_UNITS": "0", "LINE_ITEM_UNIT_COST": "0"}
    return invoice(number, line | {"LINE_ITEM_ADJUSTMENT_AMOUNT": amount}, **fields)


def page(person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


class TestNamedInTheFile:
    @pytest.fixture
    def original(self, firm, biller, matter, jo) -> Invoice:
        return only_invoice(imported(ledes(invoice("INV-1")), firm, biller))

    @pytest.mark.parametrize("text", ["Credit on invoice INV-1 as agreed", "Credit note (inv-1).", "INV-1"])
    def test_the_number_in_a_narrative_links_it(self, original, firm, biller, text):
        note = only_invoice(imported(ledes(credit(text)), firm, biller))
        assert note.credits == original

    def test_the_number_in_the_description_links_it(self, original, firm, biller):
        note = only_invoice(
            imported(ledes(credit("Credit", invoice_description="Credit to INV-1")), firm, biller)
        )
        assert note.credits == original

    def test_a_number_with_spaces_is_found(self, firm, biller, matter, jo):
        first = only_invoice(imported(ledes(invoice("2026 A 7")), firm, biller))
        note = only_invoice(imported(ledes(credit("Credit on 2026 a 7 for May")), firm, biller))
        assert note.credits == first

    @pytest.mark.parametrize("text", ["Credit on invoice INV-11", "Credit as agreed", "CN-1"])
    def test_a_number_that_is_none_links_nothing(self, original, firm, biller, text):
        assert only_invoice(imported(ledes(credit(text)), firm, biller)).credits is None

    def test_one_that_came_before_its_invoice_is_linked_when_that_comes(self, firm, biller, matter, jo):
        note = only_invoice(imported(ledes(credit("Credit on INV-1")), firm, biller))
        assert note.credits is None
        other = only_invoice(imported(ledes(invoice("INV-2", fee("1.00"))), firm, biller))
        note.refresh_from_db()
        assert note.credits is None
        first = only_invoice(imported(ledes(invoice("INV-1")), firm, biller))
        note.refresh_from_db()
        assert (note.credits, other.credit_notes.count()) == (first, 0)

    def test_two_numbers_leave_the_choice_to_the_reviewer(self, original, firm, biller):
        imported(ledes(invoice("INV-2", fee("1.00"))), firm, biller)
        note = only_invoice(imported(ledes(credit("Credit on INV-1 and INV-2")), firm, biller))
        assert note.credits is None

    def test_an_invoice_with_some_credit_line_is_no_credit_note(self, original, firm, biller):
        mixed = only_invoice(
            imported(ledes(invoice("INV-3", fee(line_item_description="INV-1"))), firm, biller)
        )
        assert mixed.credits is None

    def test_an_invoice_of_another_matter_or_currency_is_not_linked(self, original, firm, biller):
        other = make_matter(firms=(firm,), number="M-2")
        make_invoice(firm, other, 500, number="INV-9")
        make_invoice(firm, original.matter, 500, number="INV-8", currency="EUR")
        for at, text in enumerate(("Credit on INV-9", "Credit on INV-8")):
            assert only_invoice(imported(ledes(credit(text, f"CN-{at}")), firm, biller)).credits is None

    def test_one_that_waits_for_its_matter_is_linked_when_it_is_mapped(
        self,
        original,
        firm,
        biller,
        specialist,
    ):
        note = only_invoice(imported(ledes(credit("Credit on INV-1", matter="OLD-7")), firm, biller))
        assert (note.state, note.credits) == ("unmatched", None)
        map_matter(firm=firm, number="OLD-7", matter=original.matter, actor=specialist)
        jobs.run_pending(propagate=True)
        note.refresh_from_db()
        assert (note.state, note.credits) == ("in_review", original)


@pytest.fixture
def scene(db):
    """An approved tax invoice of 1,500 and a credit note of 100 that says nothing."""
    scene = make_scene(1000, 500)
    edit_firm(scene.firm, {"tax_invoices": True}, actor=scene.counsel)
    scene.invoice.refresh_from_db()
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    approve(scene.invoice, actor=scene.lead)
    scene.note = make_invoice(scene.firm, scene.matter, -100, number="CN-1")
    return scene


def decided(scene) -> None:
    submit_for_approval(scene.note, actor=scene.reviewer)
    approve(scene.note, actor=scene.lead)


def test_the_reviewer_chooses_and_both_pages_of_both_sides_say_it(scene):
    choose_credited(scene.note, scene.invoice, actor=scene.reviewer)
    assert Invoice.objects.get(pk=scene.note.pk).credits == scene.invoice
    for prefix, person in (("/invoices", scene.reviewer), ("/portal/invoices", make_biller(scene.firm))):
        words = page(person, f"{prefix}/{scene.note.pk}/")
        assert f'href="{prefix}/{scene.invoice.pk}/"' in words
        assert "Credit note" in words
        words = page(person, f"{prefix}/{scene.invoice.pk}/")
        assert f'href="{prefix}/{scene.note.pk}/"' in words
        assert "1,400.00" in words or "1,500.00" in words


def test_a_credit_note_of_tax_invoices_is_not_submitted_without_its_invoice(scene):
    assert "Which invoice does it credit" in page(scene.reviewer, f"/invoices/{scene.note.pk}/")
    with pytest.raises(DomainError, match="credits") as refusal:
        submit_for_approval(scene.note, actor=scene.reviewer)
    assert refusal.value.code == "invoice.credit_unlinked"
    choose_credited(scene.note, scene.invoice, actor=scene.reviewer)
    decided(scene)
    assert Invoice.objects.get(pk=scene.note.pk).state == "approved"


def test_where_invoices_may_be_reduced_a_credit_note_may_stand_alone(scene):
    edit_firm(scene.firm, {"tax_invoices": False}, actor=scene.counsel)
    scene.note.refresh_from_db()
    decided(scene)
    assert Invoice.objects.get(pk=scene.note.pk).state == "approved"


def test_it_is_netted_in_spend_and_in_the_hand_over(scene):
    choose_credited(scene.note, scene.invoice, actor=scene.reviewer)
    decided(scene)
    assert spend_of([scene.matter.pk])[scene.matter.pk].billed == D(1400)
    drain()
    year = SpendQuery(Period(date(2026, 1, 1), date(2027, 1, 1)), Basis.INVOICE)
    assert spend_total(year, Scope(make_person("finance"))).net == D(1400)
    export = export_approved(actor=make_person("finance"))
    assert sum(item.amount for item in export.items.all()) == D(1400)
    assert credited_by(scene.invoice, scene.reviewer).net == D(1400)


def test_more_credit_than_was_billed_is_a_warning(scene):
    big = make_invoice(scene.firm, scene.matter, -1450, number="CN-2")
    for each in (scene.note, big):
        choose_credited(each, scene.invoice, actor=scene.reviewer)
    for each in (big, scene.invoice):
        assert "more than" in page(scene.reviewer, f"/invoices/{each.pk}/")


def test_a_rejected_credit_note_credits_nothing(scene):
    choose_credited(scene.note, scene.invoice, actor=scene.reviewer)
    Invoice.objects.filter(pk=scene.note.pk).update(state="rejected")
    assert credited_by(scene.invoice, scene.reviewer) is None


def test_what_cannot_be_credited_is_refused(scene):
    elsewhere = make_invoice(make_firm(), scene.matter, 900)
    for wrong in (elsewhere, scene.note, make_invoice(scene.firm, make_matter(firms=(scene.firm,)), 900)):
        with pytest.raises(DomainError) as refusal:
            choose_credited(scene.note, wrong, actor=scene.reviewer)
        assert refusal.value.code == "invoice.not_creditable"
    with pytest.raises(DomainError) as refusal:
        choose_credited(scene.invoice, scene.note, actor=scene.reviewer)
    assert refusal.value.code in ("invoice.state", "invoice.no_credit_note")


def test_only_reviewers_choose_and_only_in_review(scene):
    choose_credited(scene.note, scene.invoice, actor=scene.reviewer)
    decided(scene)
    with pytest.raises(Conflict):
        choose_credited(scene.note, None, actor=scene.reviewer)
    with pytest.raises(NotFound):
        choose_credited(scene.note, None, actor=make_biller(make_firm()))


def test_the_dialog_offers_this_firms_invoices_on_the_matter(scene):
    hidden = make_invoice(make_firm(), scene.matter, 900, number="RIVAL-1")
    client = Client()
    client.force_login(scene.reviewer)
    address = f"/invoices/{scene.note.pk}/credits/"
    offered = client.get(address).content.decode()
    assert scene.invoice.number in offered
    assert hidden.number not in offered
    assert client.post(address, {"credited": hidden.pk}).status_code == 422
    assert client.post(address, {"credited": scene.invoice.pk}).status_code == 303
    assert Invoice.objects.get(pk=scene.note.pk).credits == scene.invoice
    assert client.post(address, {"credited": ""}).status_code == 303
    assert Invoice.objects.get(pk=scene.note.pk).credits is None
