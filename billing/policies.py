"""Normal forms in which numbers and ids of firms are compared, each in one place."""

import re
from typing import Final

_AROUND: Final = "()[]{}<>.,;:!?'\"“”‘’"


def invoice_number_key(number: str) -> str:
    """An invoice number for comparison: case folded, white space collapsed (domain/ledes.md §11 point 9)."""
    return " ".join(number.split()).casefold()


def loose_number_key(number: str) -> str:
    """Letters and digits alone: "INV-0042" and "inv 0042" look the same to a person."""
    return re.sub(r"[^0-9a-z]", "", number.casefold())


def numbers_named(text: str, most_words: int = 4) -> frozenset[str]:
    """What in a text could be an invoice number, as `invoice_number_key`: every run of a few words, without
    the punctuation around it. Only a comparison with the numbers there are tells which is one.
    """
    words = text.split()
    runs = (words[at : at + length] for at in range(len(words)) for length in range(1, most_words + 1))
    return frozenset(key for run in runs if (key := invoice_number_key(" ".join(run).strip(_AROUND))))


def billed_id_key(billed: str | None) -> str:
    """A matter number or timekeeper id as billed, for comparison: upper case, white space collapsed."""
    return " ".join((billed or "").split()).upper()


def firm_id_keys(ids: str | None) -> frozenset[str]:
    """A firm's ids for comparison, without punctuation; several are joined by ~ (LEDES 98BI field 20)."""
    return frozenset(key for each in re.split(r"[~,;]", ids or "") if (key := loose_number_key(each)))
