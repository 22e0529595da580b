"""Normal forms in which numbers and ids of firms are compared, each in one place."""

import re


def invoice_number_key(number: str) -> str:
    """An invoice number for comparison: case folded, white space collapsed (domain/ledes.md §11 point 9)."""
    return " ".join(number.split()).casefold()


def loose_number_key(number: str) -> str:
    """Letters and digits alone: "INV-0042" and "inv 0042" look the same to a person."""
    return re.sub(r"[^0-9a-z]", "", number.casefold())


def billed_id_key(billed: str | None) -> str:
    """A matter number or timekeeper id as billed, for comparison: upper case, white space collapsed."""
    return " ".join((billed or "").split()).upper()


def firm_id_keys(ids: str | None) -> frozenset[str]:
    """A firm's ids for comparison, without punctuation; several are joined by ~ (LEDES 98BI field 20)."""
    return frozenset(key for each in re.split(r"[~,;]", ids or "") if (key := loose_number_key(each)))
