"""Makes valid LEDES files of any size, deterministically, for benchmarks and tests.

python -m bench.ledes_files 100000 --format LEDES1998B > invoice.txt
"""

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from billing.ledes.fields import NAMES_98BI
from billing.ledes.formats import IDENTIFIERS, NAMES, Format
from billing.ledes.values import amount_text

_PEOPLE = [
    (f"TK{n:03d}", f"Person{n:03d}, Alex", ("PARTNR", "ASSOC", "PARALG")[n % 3], 180_0000 + n * 7_5000)
    for n in range(60)
]
_TASKS = ("L110", "L120", "L160", "L210", "L240", "L310", "L320", "L330", "L410", "L430")
_WORK = (
    "Review of expert report and exhibits",
    "Draft answer to second amended complaint",
    "Call with client on settlement position",
    "Research on standing and limitation",
    "Prepare witness outline for deposition",
)


def write_file(
    stream: BinaryIO, lines: int, *, known: Format = Format.LEDES1998B, per_invoice: int = 200
) -> None:
    """Write a valid file of `lines` records, `per_invoice` in each invoice, CRLF, amounts of two decimals."""
    stream.write(f"{IDENTIFIERS[known]}[]\r\n{'|'.join(NAMES[known])}[]\r\n".encode("ascii"))
    for number, first in enumerate(range(0, lines, per_invoice), 1):
        records = _invoice(number, min(per_invoice, lines - first), known)
        stream.write("".join(f"{'|'.join(record)}[]\r\n" for record in records).encode("ascii"))


def _invoice(number: int, lines: int, known: Format) -> Iterator[list[str]]:
    source = random.Random(number)
    items = [_line(source, n) for n in range(1, lines + 1)]
    taxed = known is Format.LEDES98BI_V2
    taxes = [item["net"] // 5 for item in items] if taxed else [0] * lines
    total, tax = sum(item["net"] for item in items) + sum(taxes), sum(taxes)
    for item, line_tax in zip(items, taxes, strict=True):
        record = _record(number, item, total, line_tax)
        yield record + _tax_fields(number, total, tax, line_tax) if taxed else record


def _line(source: random.Random, position: int) -> dict:
    worked = date(2026, 5, 1) + timedelta(days=source.randrange(31))
    line = {"position": position, "date": f"{worked:%Y%m%d}"}
    if position % 10 == 0:
        count, price = source.randrange(1, 200), source.randrange(10, 500) * 100
        return line | {
            "kind": "E",
            "units": count * 10_000,
            "cost": price,
            "adjustment": 0,
            "net": count * price,
        }
    tenths, person = source.randrange(1, 80), _PEOPLE[source.randrange(len(_PEOPLE))]
    gross = tenths * person[3] // 10
    adjustment = -gross // 1000 * 100 if position % 7 == 0 else 0
    return line | {
        "kind": "F", "units": tenths * 1000, "cost": person[3], "adjustment": adjustment,
        "net": gross + adjustment,
        "person": person, "task": source.choice(_TASKS), "activity": f"A10{source.randrange(1, 10)}",
        "text": f"{source.choice(_WORK)}, no. {source.randrange(1_000_000)}",
    }  # fmt: skip


def _record(number: int, item: dict, total: int, tax: int) -> list[str]:
    matter = number % 400
    identity, name, classification, _ = item.get("person", ("", "", "", 0))
    return [
        "20260605", f"INV-{number:06d}", "CL001", f"LF-{matter:04d}", amount_text(total),
        "20260501", "20260531", "For services rendered May 2026",
        str(item["position"]), item["kind"], amount_text(item["units"]), amount_text(item["adjustment"]),
        amount_text(item["net"] + tax), item["date"], item.get("task", ""),
        "E101" if item["kind"] == "E" else "", item.get("activity", ""), identity,
        item.get("text", "Copies of exhibits for the binder"), "24-6437381", amount_text(item["cost"]), name,
        classification, f"M-2026-{matter:04d}",
    ]  # fmt: skip


def _tax_fields(number: int, total: int, tax: int, line_tax: int) -> list[str]:
    values = {
        "PO_NUMBER": "PO-77", "CLIENT_TAX_ID": "GB999999973", "MATTER_NAME": f"Sample matter {number % 400}",
        "INVOICE_TAX_TOTAL": amount_text(tax), "INVOICE_NET_TOTAL": amount_text(total - tax),
        "INVOICE_CURRENCY": "GBP", "ACCOUNT_TYPE": "O", "LAW_FIRM_NAME": "Example & Partners LLP",
        "LAW_FIRM_CITY": "Leeds", "LAW_FIRM_COUNTRY": "GBR", "CLIENT_NAME": "Sample Holdings plc",
        "LINE_ITEM_TAX_RATE": "0.2", "LINE_ITEM_TAX_TOTAL": amount_text(line_tax),
        "LINE_ITEM_TAX_TYPE": "VAT",
    }  # fmt: skip
    return [values.get(name, "") for name in NAMES_98BI[24:]]


def main() -> None:
    """Command line door."""
    parser = argparse.ArgumentParser(description="Write a valid LEDES file to standard output.")
    parser.add_argument("lines", type=int)
    formats = [Format.LEDES1998B, Format.LEDES98BI_V2]
    parser.add_argument("--format", default=Format.LEDES1998B, choices=formats)
    options = parser.parse_args()
    write_file(sys.stdout.buffer, options.lines, known=Format(options.format))


if __name__ == "__main__":
    main()
