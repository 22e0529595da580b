"""What is exported comes back unchanged; two imports at once make each record once."""

import csv
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from legalops.exports import archive
from legalops.imports import registry
from legalops.imports.judging import judge
from legalops.imports.models import ImportRow
from legalops.imports.services.putting import put
from tests.factories import make_firm, make_person
from vendors.models import Firm


@pytest.mark.django_db
def test_exported_firms_come_back_unchanged(desk):
    make_firm(code="plus", name="+Plus & Söhne", currency="EUR", tax_invoices=True)
    make_firm(code="quoted", name='The "Quoted", LLP', tax_id="-12")
    file = io.BytesIO()
    archive.write(file, user=None, tell=lambda *told: None)
    text = zipfile.ZipFile(file).read("tables/vendors.firm.csv")
    made = desk.check("firms", text)
    assert set(made.rows.values_list("verdict", flat=True)) == {"unchanged"}
    Firm.objects.all().delete()
    desk.start(desk.check("firms", text))
    rows = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
    assert {row["code"]: row["name"].removeprefix("'") for row in rows} == dict(
        Firm.objects.values_list("code", "name")
    )
    assert Firm.objects.get(code="plus").tax_invoices


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_rows_at_once_make_each_record_once():
    manager = make_person("legal_ops_manager")
    kind = registry.find("firms")
    texts = [(n, {"code": f"f{n}", "name": f"Firm {n}"}) for n in range(2, 32)]
    judged = [judge(kind, texts, user=manager) for _side in range(2)]

    def import_(rows):
        try:
            put(kind, rows, actor=manager)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(import_, judged))
    assert Firm.objects.count() == 30
    made = [row for rows in judged for row in rows if row.verdict == "new"]
    assert len(made) == 30
    assert not ImportRow.objects.exists()
