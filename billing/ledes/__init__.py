"""LEDES: detecting, checking, reading and writing legal invoices. Plain Python, no Django.

Facts: domain/ledes.md. Start with `check` (a verdict with findings), `load` (verdict and records in
batches) and `write`. Inside: `exact` is the reader that names every fault, `fast` the vectorised one that
refuses on any doubt, `xml` the checks of the XML formats, `codes` the UTBMS and timekeeper lists.
"""

from billing.ledes.checking import check, check_exactly
from billing.ledes.codes import timekeeper_classes, utbms_codes
from billing.ledes.errors import CannotWrite, FastPathRefused, FileRefused, LedesError, UnsupportedForImport
from billing.ledes.exact.batches import exact_batches
from billing.ledes.fast.reader import read_batches
from billing.ledes.findings import Finding
from billing.ledes.formats import Format
from billing.ledes.frames import INVOICE_SCHEMA, LINE_SCHEMA, Batch
from billing.ledes.loading import Loaded, load
from billing.ledes.model import LedesInvoice, LedesLine, invoices_from_batch
from billing.ledes.results import CheckResult, InvoiceSummary
from billing.ledes.writing import write

__all__ = [
    "INVOICE_SCHEMA",
    "LINE_SCHEMA",
    "Batch",
    "CannotWrite",
    "CheckResult",
    "FastPathRefused",
    "FileRefused",
    "Finding",
    "Format",
    "InvoiceSummary",
    "LedesError",
    "LedesInvoice",
    "LedesLine",
    "Loaded",
    "UnsupportedForImport",
    "check",
    "check_exactly",
    "exact_batches",
    "invoices_from_batch",
    "load",
    "read_batches",
    "timekeeper_classes",
    "utbms_codes",
    "write",
]
