"""Record types: their fields answer on real rows, and whoever names an unknown one is told what there is."""

import pytest

from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.kernel.records import Field, FieldKind
from tests.factories.billing import make_invoice
from tests.factories.matters import make_matter
from tests.factories.vendors import make_firm


def test_unknown_types_and_rows_are_named():
    with pytest.raises(DomainError, match=r"“invoic”. Known: .*invoice"):
        records.find("invoic")
    with pytest.raises(DomainError, match="not a record type"):
        records.type_of(object())


@pytest.mark.django_db
def test_every_field_of_every_type_can_be_read_and_looked_up():
    matter = make_matter()
    invoice = make_invoice(make_firm(), matter, 1000)
    facts = records.facts_of(matter)
    assert facts["number"] == matter.number
    assert facts["lead"] == matter.lead_id
    assert facts["type"] == matter.matter_type.code
    assert records.facts_of(invoice, ["amount", "nonsense"]) == {"amount": invoice.approved_amount}
    for each in records.known():
        lookups = [field.lookup for field in records.fields_of(each.code).values() if field.lookup]
        list(each.rows().values(*lookups)[:1])
        row = each.rows().first()
        if row is not None:
            assert set(records.facts_of(row)) == set(records.fields_of(each.code))
            assert each.address(row).startswith("/")


@pytest.mark.django_db
def test_added_fields_are_asked_for_anew(monkeypatch):
    monkeypatch.setitem(records._more, "matter", [])
    more = []
    records.add_fields("matter", lambda: more)
    assert "custom" not in records.fields_of("matter")
    more.append(Field("custom", "Custom", FieldKind.NUMBER, read=lambda matter: 5))
    assert records.facts_of(make_matter(), ["custom"]) == {"custom": 5}
