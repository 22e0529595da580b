"""`manage.py ledes import` and `export`: the portal's services, exit codes, and the way back."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from billing.ledes.formats import Format
from billing.models import Invoice, InvoiceLine, Submission
from billing.services.ledes_files import write_ledes
from legalops.fx.models import ExchangeRate
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.billing.intake.fixtures import imported
from tests.documents.archives import packed
from tests.factories import make_biller, make_firm, make_matter

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "ledes" / "samples"
VOLATILE = {"id", "firm_id", "submission_id", "received_at", "base_rate_date", "invoice_id", "timekeeper_id"}


def run(*args: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("ledes", *(str(arg) for arg in args), stdout=out, stderr=err)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "invoice.txt"
    path.write_bytes(ledes(invoice("INV-1", fee(), expense())).getvalue())
    return path


def test_import_goes_all_the_way_and_tells(firm, matter, jo, file):
    code, out, _ = run("import", file, "--vendor", firm.code, "--json")
    (told,) = json.loads(out)
    assert (code, told["state"], told["format"]) == (0, "imported", "LEDES1998B")
    (stored,) = told["invoices"]
    assert stored == {
        "id": Invoice.objects.get().pk,
        "number": "INV-1",
        "state": "in_review",
        "currency": "USD",
        "total": "1040.0000",
    }


def test_import_twice_is_one_invoice(firm, matter, jo, file):
    assert [run("import", file, "--vendor", firm.code)[0] for _ in range(2)] == [0, 0]
    assert Invoice.objects.count() == Submission.objects.count() == 1


def test_refused_file_says_why(firm):
    code, out, _ = run("import", SAMPLES / "m28_line_math.txt", "--vendor", firm.code)
    assert code == 1
    assert "A201" in out
    assert not Invoice.objects.exists()


def test_archive_with_something_else_in_it(firm, matter, jo, tmp_path):
    path = tmp_path / "june.zip"
    path.write_bytes(packed(("a.txt", ledes().getvalue()), ("scan.pdf", b"%PDF-1.7")))
    code, out, _ = run("import", path, "--vendor", firm.code, "--json")
    assert code == 1
    assert [each["state"] for each in json.loads(out)] == ["imported", "not taken in"]


@pytest.mark.parametrize("args", [("missing.txt", "--vendor", "arnsley"), (__file__, "--vendor", "nobody")])
def test_unusable_input(args):
    make_firm(code="arnsley")
    code, _, err = run("import", *args)
    assert code == 2
    assert err


def everything_of(stored: Invoice) -> tuple[dict, list[dict]]:
    head = Invoice.objects.filter(pk=stored.pk).values().get()
    lines = InvoiceLine.objects.filter(invoice=stored).order_by("position").values()
    return tuple_of(head), [tuple_of(line) for line in lines]


def tuple_of(row: dict) -> dict:
    return {name: value for name, value in row.items() if name not in VOLATILE}


def again_elsewhere(stored: Invoice, content: bytes, **firm) -> Invoice:
    """The exported file imported for another firm that is on the same matter."""
    other = make_firm(**firm)
    if stored.matter:
        stored.matter.engagements.create(firm=other, started_on="2026-01-05")
    file = io.BytesIO(content)
    file.name = "again.txt"
    submission = imported(file, other, make_biller(other))
    assert submission.state == "imported", (submission.failure, list(submission.problems.values()))
    return submission.invoices.get()


@pytest.mark.parametrize(
    "lines",
    [
        (fee(), expense(), fee("0.1", "333.33", line_item_adjustment_amount="-1.25")),
        (fee("-2.00"),),
        (fee("1", "100.5", line_item_description="He said; she, it. 100% (of all)"),),
    ],
    ids=["mixed", "credit", "text"],
)
def test_export_and_import_give_the_same_invoice(firm, biller, matter, lines):
    stored = imported(ledes(invoice("INV-1", *lines)), firm, biller).invoices.get()
    buffer = io.BytesIO()
    write_ledes([stored], Format.LEDES1998B, buffer)
    assert everything_of(again_elsewhere(stored, buffer.getvalue())) == everything_of(stored)


def test_taxed_invoice_survives_the_round(firm, biller):
    firm.currency = "GBP"
    firm.save()
    ExchangeRate.objects.create(currency="GBP", date="2026-06-01", rate=Decimal("1.27345"), source="test")
    make_matter(firms=(firm,), number="M-2026-0003", currency="GBP")
    with (SAMPLES / "s11_98bi_v2_valid_vat.txt").open("rb") as source:
        stored = imported(source, firm, biller).invoices.get()
    buffer = io.BytesIO()
    write_ledes([stored], Format.LEDES98BI_V2, buffer)
    again = again_elsewhere(stored, buffer.getvalue(), currency="GBP")
    assert everything_of(again) == everything_of(stored)


def test_export_by_id_and_by_number_to_a_file_and_to_the_screen(firm, biller, matter, jo, tmp_path):
    stored = imported(ledes(), firm, biller).invoices.get()
    path = tmp_path / "out.txt"
    options = ("--format", "LEDES1998B")
    assert run("export", stored.pk, *options, "--output", path)[0] == 0
    code, out, _ = run("export", f"{firm.code}/inv-1", *options)
    assert code == 0
    assert out.encode() == path.read_bytes()
    assert run("check", path)[0] == 0


def test_what_cannot_be_exported_says_why(firm, biller, matter, jo):
    stored = imported(ledes(), firm, biller).invoices.get()
    code, _, err = run("export", stored.pk, "--format", "LEDES98BI-V2")
    assert code == 1
    assert "CLIENT_TAX_ID is missing" in err
    assert run("export", "nobody/1", "--format", "LEDES1998B")[0] == 2
