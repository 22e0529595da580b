"""Batches: their columns, their cutting, their sources."""

import gzip
import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from bench.ledes_files import write_file
from billing.ledes import (
    INVOICE_SCHEMA,
    LINE_SCHEMA,
    FileRefused,
    Format,
    check,
    check_exactly,
    exact_batches,
    load,
    read_batches,
)
from tests.billing.ledes.files import FEE, TAXED, file_of

SAMPLES = Path(__file__).parent / "samples"


def made(lines: int, known: Format = Format.LEDES1998B, per_invoice: int = 200) -> BytesIO:
    stream = BytesIO()
    write_file(stream, lines, known=known, per_invoice=per_invoice)
    stream.seek(0)
    return stream


@pytest.mark.parametrize("known", [Format.LEDES1998B, Format.LEDES98BI_V2])
def test_frames_follow_their_schemas(known: Format) -> None:
    batch = next(load(made(10, known)).batches())
    assert dict(batch.invoices.schema) == INVOICE_SCHEMA
    assert dict(batch.lines.schema) == LINE_SCHEMA


def test_the_columns_of_a_98bi_line() -> None:
    names = {"TIMEKEEPER_NAME": "", "TIMEKEEPER_LAST_NAME": "Shah", "TIMEKEEPER_FIRST_NAME": "Priya"}
    content = file_of(TAXED | names | {"TIMEKEEPER_CLASSIFICATION": "AS"}, known=Format.LEDES98BI_V2)
    batch = next(load(BytesIO(content)).batches())
    line, invoice = batch.lines.row(0, named=True), batch.invoices.row(0, named=True)
    assert line["timekeeper_name"] == "Shah, Priya"
    assert (line["classification"], line["classification_billed"]) == ("ASSOC", "AS")
    assert (line["total"], line["tax_amount"], line["tax_rate"]) == (
        Decimal(930),
        Decimal(155),
        Decimal("0.2"),
    )
    assert (line["position"], line["source_line"], line["expense_code"]) == (1, 3, None)
    assert (invoice["currency"], invoice["tax_total"], invoice["line_count"]) == ("GBP", Decimal(155), 1)


def test_blank_units_stay_blank_and_a_blank_adjustment_is_zero() -> None:
    blank = ("LINE_ITEM_NUMBER_OF_UNITS", "LINE_ITEM_UNIT_COST", "LINE_ITEM_ADJUSTMENT_AMOUNT")
    flat = FEE | {"EXP/FEE/INV_ADJ_TYPE": "IF", "LINE_ITEM_TOTAL": "0", "INVOICE_TOTAL": "0"}
    flat |= dict.fromkeys(blank, "")
    line = next(load(BytesIO(file_of(flat))).batches()).lines.row(0, named=True)
    assert (line["units"], line["unit_cost"], line["adjustment"]) == (None, None, Decimal(0))


def test_matters_of_an_invoice_are_counted() -> None:
    pair = [FEE | {"INVOICE_TOTAL": "3150.00"}, FEE | {"INVOICE_TOTAL": "3150.00", "LINE_ITEM_NUMBER": "2"}]
    pair[1]["CLIENT_MATTER_ID"] = "M-2"
    batch = next(load(BytesIO(file_of(*pair))).batches())
    assert batch.invoices["matter_count"].to_list() == [2]
    assert batch.invoices["client_matter_id"].to_list() == ["M-2026-0001"]


@pytest.mark.parametrize("read", [read_batches, exact_batches])
def test_batches_hold_whole_invoices(read) -> None:
    batches = list(read(made(1000, per_invoice=30), target_lines=100))
    assert len(batches) > 5
    keys = [key for batch in batches for key in batch.invoices["invoice_key"]]
    assert keys == list(range(34))
    assert all(batch.lines.height >= 90 for batch in batches[:-1])
    for batch in batches:
        assert batch.lines["invoice_key"].unique().sort().to_list() == batch.invoices["invoice_key"].to_list()


def test_a_large_file_gets_the_same_verdict_from_either_reader() -> None:
    good = made(2_000)
    assert check(made(2_000)) == check_exactly(good)
    spoilt = good.getvalue().replace(b"|F|", b"|X|", 1)
    result = check(BytesIO(spoilt))
    assert [finding.code for finding in result.findings] == ["V105"]
    assert result == check_exactly(BytesIO(spoilt))


def test_one_invoice_larger_than_a_batch_stays_whole() -> None:
    batches = list(read_batches(made(900, per_invoice=700), target_lines=100))
    assert [batch.lines.height for batch in batches] == [700, 200]


def test_sums_are_exact_over_many_batches() -> None:
    loaded = load(made(5000, Format.LEDES98BI_V2, per_invoice=7), target_lines=500)
    totals = pl.concat(batch.invoices for batch in loaded.batches())["invoice_total"].sum()
    lines = pl.concat(batch.lines for batch in loaded.batches())["total"].sum()
    assert totals == lines == sum(invoice.total for invoice in loaded.result.invoices)


def test_a_stream_is_read_from_where_it_stands_and_need_not_seek(tmp_path: Path) -> None:
    content = made(20).getvalue()
    ahead = BytesIO(b"other" + content)
    ahead.seek(5)
    assert load(ahead).result.accepted
    path = tmp_path / "invoice.gz"
    path.write_bytes(gzip.compress(content))
    with subprocess.Popen(["gzip", "-dc", str(path)], stdout=subprocess.PIPE) as pipe:
        loaded = load(pipe.stdout)
        assert sum(batch.lines.height for batch in loaded.batches()) == 20


def test_a_refused_file_has_no_records() -> None:
    content = file_of(FEE | {"LINE_ITEM_TOTAL": "1"})
    loaded = load(BytesIO(content))
    assert not loaded.result.accepted
    with pytest.raises(FileRefused):
        loaded.batches()
    with pytest.raises(FileRefused):
        list(exact_batches(BytesIO(content)))


MEASURE = """
import resource, sys
from collections import deque
from pathlib import Path
from billing.ledes import check_exactly, load
path, how = Path(sys.argv[1]), sys.argv[2]
if how == "check":
    with path.open("rb") as stream:
        assert check_exactly(stream).accepted
else:
    loaded = load(path, target_lines=5000)
    assert loaded.result.accepted and loaded.fast == (how == "fast")
    deque(loaded.batches(), maxlen=0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("how", ["check", "fast", "exact"])
def test_memory_stays_flat_as_the_file_grows(how: str, tmp_path: Path) -> None:
    """Peak memory in a process of its own: ten times the lines may not cost half as much again."""
    peaks = []
    for lines in (15_000, 150_000):
        path = tmp_path / f"{lines}.txt"
        with path.open("wb") as stream:
            write_file(stream, lines)
            if how == "exact":
                stream.write(b" \r\n \r\n\x1a")
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(path), how], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] * 1.5
