"""Accounts payable gets every approved invoice once and only once."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from billing.models import ApExport, ApExportItem, Invoice
from billing.services import exports
from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, submit_for_approval
from billing.services.exports import export_approved, record_payment
from legalops.documents.services.reading import open_stored
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from tests.billing.scenes import make_scene, reason
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def document_root(settings, tmp_path):
    settings.DOCUMENT_ROOT = tmp_path


@pytest.fixture
def payer():
    return make_person("finance", name="Fay Finance")


def approved(*amounts, **fields):
    scene = make_scene(*amounts, **fields)
    if len(scene.lines) > 1:
        reduce_line(scene.lines[0], amount=D("100.00"), reason=reason(), actor=scene.reviewer)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    approve(scene.invoice, actor=scene.lead)
    return scene


def rows_of(export):
    with open_stored(export.document) as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def test_the_file_says_what_to_pay(payer):
    scene = approved(1000, 500, number="=INV-1")
    export = export_approved(actor=payer)
    (row,) = rows_of(export)
    assert row["vendor_number"] == "V-77"
    assert row["invoice_number"] == "'=INV-1"
    assert (row["reductions"], row["amount_payable"], row["amount_payable_base"]) == (
        "100.00",
        "1400.00",
        "1400.00",
    )
    assert (row["matter"], row["business_unit"]) == (scene.matter.number, "Harbour")
    assert scene.fresh().state == "sent_to_ap"
    assert ApExportItem.objects.get().amount == D(1400)


def test_nothing_is_exported_twice(payer):
    approved(1000)
    export_approved(actor=payer)
    with pytest.raises(DomainError, match="No approved invoice"):
        export_approved(actor=payer)
    assert ApExport.objects.count() == 1


def test_dying_half_way_leaves_everything_approved(payer, monkeypatch):
    scenes = [approved(1000), approved(700)]
    real, calls = exports.transition, []

    def fail_at_the_second(**kwargs):
        calls.append(kwargs["invoice"])
        if len(calls) == 2:
            raise RuntimeError("killed")
        return real(**kwargs)

    monkeypatch.setattr(exports, "transition", fail_at_the_second)
    with pytest.raises(RuntimeError):
        export_approved(actor=payer)
    assert {scene.fresh().state for scene in scenes} == {"approved"}
    assert not ApExport.objects.exists()
    monkeypatch.setattr(exports, "transition", real)
    assert export_approved(actor=payer).invoice_count == 2


def test_invoices_of_matters_one_may_not_see_stay_behind_and_so_do_files_with_them(payer):
    open_one, secret = approved(1000), approved(700)
    secret.matter.restricted = True
    secret.matter.save()
    assert export_approved(actor=payer).invoice_count == 1
    assert secret.fresh().state == "approved"
    insider = make_person("finance")
    secret.matter.members.create(user=insider, role="observer")
    export_approved(actor=insider)
    assert ApExport.objects.visible_to(insider).count() == 2
    assert ApExport.objects.visible_to(payer).count() == 1
    assert Invoice.objects.filter(state="sent_to_ap").count() == 2
    assert open_one.fresh().state == "sent_to_ap"


@pytest.mark.parametrize("role", ["attorney", "general_counsel", "auditor"])
def test_only_those_who_pay_export(role):
    scene = approved(1000)
    with pytest.raises(NotAllowed):
        export_approved(actor=make_person(role))
    assert scene.fresh().state == "approved"


def test_a_payment_is_recorded_once(payer):
    scene = approved(1000)
    day = clock.today()
    with pytest.raises(Conflict):
        record_payment(scene.invoice, paid_on=day, reference="P1", actor=payer)
    export_approved(actor=payer)
    for wrong in (day + timedelta(days=1), date(2026, 1, 1)):
        with pytest.raises(DomainError) as refused:
            record_payment(scene.invoice, paid_on=wrong, reference="P1", actor=payer)
        assert refused.value.field == "paid_on"
    for _ in range(2):
        record_payment(scene.invoice, paid_on=day, reference="P1", actor=payer)
    assert (scene.fresh().state, scene.fresh().payment_reference) == ("paid", "P1")
    with pytest.raises(Conflict):
        record_payment(scene.invoice, paid_on=day, reference="P2", actor=payer)
    with pytest.raises((NotAllowed, NotFound)):
        record_payment(scene.invoice, paid_on=day, reference="P1", actor=make_person("attorney"))
