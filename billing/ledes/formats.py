"""Formats and their identifier lines (domain/ledes.md §1.1, §2, §3)."""

import re
from enum import StrEnum

from billing.ledes.fields import FIELDS_98BI, FIELDS_1998B, NAMES_98BI, NAMES_1998B, Field


class Format(StrEnum):
    """The formats we know, under the names that `ledes check` prints."""

    LEDES1998B = "LEDES1998B"
    LEDES98BI_V2 = "LEDES98BI-V2"
    XML2000 = "LEDESXML2000"
    XML20 = "LEDESXML2.0"
    XML21 = "LEDESXML2.1"
    XML22 = "LEDESXML2.2"

    @property
    def is_xml(self) -> bool:
        """True for the formats that can be checked but not yet imported."""
        return self.value.startswith("LEDESXML")


IDENTIFIERS = {Format.LEDES1998B: "LEDES1998B", Format.LEDES98BI_V2: "LEDES98BI V2"}
FIELDS: dict[Format, tuple[Field, ...]] = {Format.LEDES1998B: FIELDS_1998B, Format.LEDES98BI_V2: FIELDS_98BI}
NAMES: dict[Format, tuple[str, ...]] = {Format.LEDES1998B: NAMES_1998B, Format.LEDES98BI_V2: NAMES_98BI}

# Seen in the wild: LEDES98BI V5, LEDES1998BI V2, LEDES1998BIv2, LEDES98B.
_ODD = (
    (re.compile(r"LEDES(?:19)?98B"), Format.LEDES1998B),
    (re.compile(r"LEDES(?:19)?98BI(?:V[0-9]{1,2})?"), Format.LEDES98BI_V2),
)


def format_of_identifier(text: str) -> Format | None:
    """The format an identifier line means, however oddly it is written, or None."""
    for known, identifier in IDENTIFIERS.items():
        if text == identifier:
            return known
    squeezed = re.sub(r"[^A-Z0-9]", "", text.upper())
    return next((known for pattern, known in _ODD if pattern.fullmatch(squeezed)), None)


def format_of_names(names: list[str]) -> Format | None:
    """The format whose header these names are, or None."""
    return next((known for known, expected in NAMES.items() if tuple(names) == expected), None)
