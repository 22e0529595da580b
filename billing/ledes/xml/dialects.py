"""The LEDES XML formats by root element, and where they differ (domain/ledes.md §3)."""

import re
from dataclasses import dataclass

from billing.ledes.formats import Format


@dataclass(frozen=True, slots=True)
class Dialect:
    """One XML format: element names and date form that differ between 2000 and 2.x."""

    format: Format
    timekeeper: str
    date_form: str
    date_example: str
    date_pattern: re.Pattern[str]
    numbered: bool


_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_HYPHENED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _two(known: Format) -> Dialect:
    return Dialect(known, "tk_sum", "YYYY-MM-DD", "2026-05-31", _HYPHENED, numbered=True)


DIALECTS: dict[str, Dialect] = {
    "ledesxml": Dialect(Format.XML2000, "tksum", "YYYYMMDD", "20260531", _COMPACT, numbered=False),
    "ledesxmlebilling2.0": _two(Format.XML20),
    "ledesxmlebilling2.1": _two(Format.XML21),
    "ledesxmlebilling2.2": _two(Format.XML22),
}

_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_PASSED_OVER = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_PROLOG = 64 * 1024


def root_name(data: bytes) -> str | None:
    """The name of the first element, without prefix, found without parsing: known even in broken XML."""
    match = _ROOT.search(_PASSED_OVER.sub(b"", data[:_PROLOG]))
    return match.group(1).decode("ascii", "replace").rpartition(":")[2] if match else None
