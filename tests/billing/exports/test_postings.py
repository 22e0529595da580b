"""The file for accounts payable says under which codes an invoice is posted."""

import csv
import io

import pytest

from billing.models import AccountMapping, ApExportItem
from billing.services.account_mappings import map_account, unmap_account
from billing.services.ap_file import HEAD
from billing.services.exports import export_approved
from legalops.audit.models import AuditEvent
from legalops.configuration.services import apply_folder, export_folder, plan_folder
from legalops.documents.services.reading import open_stored
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.reference.services import add_code, end_code
from matters.models import MatterType
from tests.billing.exports.test_export import approved
from tests.factories import make_account, make_centre, make_department, make_entity, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def document_root(settings, tmp_path):
    settings.DOCUMENT_ROOT = tmp_path


@pytest.fixture
def keeper():
    return make_person("administrator", is_staff=True)


def exported():
    export = export_approved(actor=make_person("finance"))
    with open_stored(export.document) as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def accounts_of(*scenes):
    numbers = [scene.invoice.number for scene in scenes]
    rows = {row["invoice_number"]: row["ledger_account"] for row in exported()}
    return [rows[number] for number in numbers]


def test_new_columns_come_last():
    assert HEAD[:20] == [
        "vendor_number", "vendor", "invoice_number", "invoice_date", "period_start", "period_end", "matter",
        "business_unit", "purchase_order", "currency", "fees_billed", "expenses_billed", "tax_billed",
        "reductions", "tax_on_reductions", "amount_payable", "base_currency", "exchange_rate",
        "amount_payable_base", "approved_on",
    ]  # fmt: skip
    assert HEAD[20:] == ["legal_entity", "department", "cost_centre", "ledger_account"]


def test_the_codes_of_the_matter_are_in_the_file_and_kept(keeper):
    scene, empty = approved(1000), approved(700)
    matter = scene.matter
    matter.legal_entity, matter.department = make_entity("US01"), make_department("SALES")
    matter.cost_centre = make_centre("4100")
    matter.save()
    map_account(make_account("6350"), actor=keeper)
    rows = {row["matter"]: row for row in exported()}
    row = rows[matter.number]
    assert [row[name] for name in HEAD[20:]] == ["US01", "SALES", "4100", "6350"]
    assert [rows[empty.matter.number][name] for name in HEAD[20:]] == ["", "", "", "6350"]
    matter.cost_centre = None
    matter.save()
    item = ApExportItem.objects.get(invoice=scene.invoice)
    assert (item.legal_entity, item.department, item.cost_centre) == ("US01", "SALES", "4100")
    assert item.ledger_account == "6350"


def test_a_matter_type_goes_before_its_code_set_and_that_before_all_the_rest(keeper):
    scenes = [approved(1000), approved(700), approved(500)]
    for scene, code in zip(scenes, ("employment", "commercial-litigation", "tax"), strict=True):
        scene.matter.matter_type = MatterType.objects.get(code=code)
        scene.matter.save()
    assert scenes[0].matter.matter_type.code_set == scenes[1].matter.matter_type.code_set == "LITIGATION"
    map_account(make_account("1"), actor=keeper)
    map_account(make_account("2"), code_set="LITIGATION", actor=keeper)
    map_account(make_account("3"), matter_type=scenes[0].matter.matter_type, actor=keeper)
    assert accounts_of(*scenes) == ["3", "2", "1"]


def test_without_a_mapping_the_account_is_empty():
    scene = approved(1000)
    assert accounts_of(scene) == [""]


def test_an_account_that_has_ended_gives_way_unless_its_code_goes_on(keeper):
    scene, wide, narrow = approved(1000), make_account("1"), make_account("2")
    map_account(wide, actor=keeper)
    map_account(narrow, code_set=scene.matter.matter_type.code_set, actor=keeper)
    end_code(narrow, actor=keeper)
    assert accounts_of(scene) == ["1"]
    again = approved(900)
    add_code(type(narrow), {"code": "2", "name": "B", "valid_from": clock.today()}, actor=keeper)
    assert accounts_of(again) == ["2"]


def test_mapping_again_replaces_and_is_told(keeper):
    first, second = make_account("1"), make_account("2")
    map_account(first, code_set="LITIGATION", actor=keeper)
    mapping = map_account(second, code_set=" LITIGATION ", actor=keeper)
    map_account(second, code_set="LITIGATION", actor=keeper)
    assert AccountMapping.objects.get() == mapping
    unmap_account(mapping, actor=keeper)
    told = AuditEvent.objects.filter(action__startswith="billing.account_mapping").order_by("id")
    assert [event.action.rpartition(".")[2] for event in told] == ["set", "set", "removed"]
    assert told[1].before["account"] == "1 1"
    kind = MatterType.objects.get(code="tax")
    with pytest.raises(DomainError, match="not both"):
        map_account(first, matter_type=kind, code_set="LITIGATION", actor=keeper)


def test_mappings_are_kept_in_the_console_and_in_files(client, keeper, tmp_path):
    client.force_login(keeper)
    account, kind = make_account("6340"), MatterType.objects.get(code="trademark")
    given = {"matter_type": kind.pk, "code_set": "", "account": account.pk}
    assert client.post("/admin/billing/accountmapping/add/", given).status_code == 302
    assert "already" in client.post("/admin/billing/accountmapping/add/", given).content.decode()
    both = given | {"code_set": "LITIGATION"}
    assert "not both" in client.post("/admin/billing/accountmapping/add/", both).content.decode()
    map_account(account, code_set="LITIGATION", actor=keeper)
    map_account(account, actor=keeper)
    export_folder(tmp_path / "a", ["account_mappings"])
    assert plan_folder(tmp_path / "a") == []
    for mapping in AccountMapping.objects.all():
        unmap_account(mapping, actor=keeper)
    apply_folder(tmp_path / "a", actor=keeper)
    assert AccountMapping.objects.count() == 3
    text = (tmp_path / "a" / "account_mappings.yaml").read_text()
    assert all(key in text for key in ("rest", "code_set:LITIGATION", "matter_type:trademark"))
    (tmp_path / "a" / "account_mappings.yaml").write_text("- invoices_of: rest\n  account: '6340'\n")
    apply_folder(tmp_path / "a", actor=keeper, prune=True)
    assert AccountMapping.objects.get().applies_to == "All the rest"
