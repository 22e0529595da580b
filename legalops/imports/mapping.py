"""Which column of a file is which column of a record: guessed by heading, never by content."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from legalops.imports.registry import Importable
from legalops.kernel.errors import DomainError

_NOT_LETTERS = re.compile(r"[\W_]+")


def folded(heading: str) -> str:
    """The form in which headings are compared: without case, spaces and signs."""
    return _NOT_LETTERS.sub("", heading.casefold())


def guess(importable: Importable, head: Sequence[str], saved: Mapping[str, str]) -> dict[str, int]:
    """Positions by column code: as matched the last time, else by label or code, else by alias.

    A name of its own beats an alias wherever it stands: a file with “id” and “code” means the code.
    """
    own = {folded(str(name)): each.code for each in importable.columns for name in (each.code, each.label)}
    aliases = {folded(name): each.code for each in importable.columns for name in each.aliases}
    known = {column.code for column in importable.columns}
    found: dict[str, int] = {}
    for names in (saved, own, aliases):
        for at, heading in enumerate(head):
            code = names.get(folded(heading))
            if code in known and at not in found.values():
                found.setdefault(code, at)
    return found


def check(importable: Importable, mapping: Mapping[str, int], columns: int) -> None:
    """Refuse a mapping that cannot name a record. Raises DomainError naming the columns."""
    missing = [str(importable.column(code).label) for code in importable.key if code not in mapping]
    if missing:
        message = _("Say which column of your file holds: %s.") % ", ".join(missing)
        raise DomainError("imports.key_missing", message)
    twice = [code for code, at in mapping.items() if list(mapping.values()).count(at) > 1]
    if twice:
        labels = ", ".join(str(importable.column(code).label) for code in twice)
        raise DomainError("imports.column_twice", _("One column of your file is given twice: %s.") % labels)
    if any(not 0 <= at < columns for at in mapping.values()):
        raise DomainError("imports.no_column", _("Choose columns that are in the file."))


def texts(mapping: Mapping[str, Any], cells: Sequence[str]) -> dict[str, str]:
    """A row's text by column code; a short row has empty cells at its end."""
    return {code: cells[at] if at < len(cells) else "" for code, at in mapping.items()}
