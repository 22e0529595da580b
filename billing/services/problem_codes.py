"""Codes of problems beyond the format: what our records say about a file (domain/ledes.md §6).

Format findings keep the codes of domain/ledes.md §8 and rule findings those of §7; M codes are ours.
"""

from typing import Final

UNKNOWN_MATTER: Final = "M601"
UNKNOWN_TIMEKEEPER: Final = "M602"
DUPLICATE_NUMBER: Final = "M603"
SEVERAL_MATTERS: Final = "M604"
NO_EXCHANGE_RATE: Final = "M605"
XML_NOT_IMPORTED: Final = "M606"
PREVIEW_SKIPPED: Final = "M607"
OTHER_FIRM_ID: Final = "M608"
NO_CURRENCY: Final = "M609"
MINOR_UNIT: Final = "M610"

DEPENDS_ON_RECORDS: Final = frozenset({DUPLICATE_NUMBER, NO_EXCHANGE_RATE, MINOR_UNIT})
"""Errors that can go away without a change of the file, so the same bytes are worth another check."""
