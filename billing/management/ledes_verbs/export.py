"""`manage.py ledes export INVOICE… --format F [--output PATH]`: stored invoices as a LEDES file."""

import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from billing.ledes.formats import IDENTIFIERS, Format
from billing.management.ledes_verbs import GOOD, REFUSED, UNUSABLE
from billing.models import Invoice
from billing.policies import invoice_number_key
from billing.services.ledes_files import write_ledes
from legalops.kernel.errors import DomainError

HELP = "Write stored invoices, as billed, as one LEDES file."


def add_arguments(parser: ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument(
        "invoices", nargs="+", metavar="INVOICE", help="id of an invoice, or vendor code/invoice number"
    )
    parser.add_argument(
        "--format", choices=[each.value for each in IDENTIFIERS], default=Format.LEDES98BI_V2.value
    )
    parser.add_argument("--output", type=Path, metavar="PATH", help="file to write (standard output)")


def run(options: dict[str, Any], out: TextIO, err: TextIO) -> int:
    """Write the file; nothing is written when one of the invoices cannot be."""
    invoices = []
    for name in options["invoices"]:
        found = _find(name)
        if found is None:
            err.write(f"There is no invoice {name}. Give its id, or vendor code/invoice number.")
            return UNUSABLE
        invoices.append(found)
    buffer = io.BytesIO()
    try:
        write_ledes(invoices, Format(options["format"]), buffer)
    except DomainError as refusal:
        err.write(refusal.message)
        return REFUSED
    return _deliver(buffer.getvalue(), options["output"], out, err)


def _find(name: str) -> Invoice | None:
    """By id, or by firm and number: the newest, since a rejected one may bear the same number."""
    rows = Invoice.objects.select_related("firm", "matter")
    if name.isdecimal():
        return rows.filter(pk=int(name)).first()
    code, _, number = name.partition("/")
    return rows.filter(firm__code=code, number_key=invoice_number_key(number)).order_by("-pk").first()


def _deliver(content: bytes, path: Path | None, out: TextIO, err: TextIO) -> int:
    if path is None:
        out.write(content.decode("ascii"), ending="")  # type: ignore[call-arg]  (Django's wrapper)
        return GOOD
    try:
        path.write_bytes(content)
    except OSError as problem:
        err.write(f"{path}: {problem.strerror or 'cannot be written'}")
        return UNUSABLE
    return GOOD
