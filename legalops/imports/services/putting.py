"""Judged rows become records, by the services of their kind."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from legalops.imports.enums import Verdict
from legalops.imports.judging import Judged
from legalops.imports.registry import Importable
from legalops.kernel.errors import DomainError


def put(importable: Importable, rows: Sequence[Judged], *, actor: Any) -> None:
    """Make or change the records of new and changed rows, in the caller's transaction.

    What a service refuses becomes a problem of its row; `record` is then None and the verdict wrong.
    """
    new = [row for row in rows if row.verdict == Verdict.NEW]
    if not (importable.create_many and _put_many(importable, new, actor)):
        for row in new:
            _put_one(importable, row, actor)
    for row in rows:
        if row.verdict == Verdict.CHANGED:
            _put_one(importable, row, actor)


def _put_many(importable: Importable, rows: Sequence[Judged], actor: Any) -> bool:
    """All at once; False, with nothing done, when one of them does not fit."""
    if not rows or importable.create_many is None:
        return True
    try:
        with transaction.atomic():
            made = importable.create_many([row.values for row in rows], actor)
    except (DomainError, DatabaseError, ValidationError):
        return False  # one by one, so that the row at fault is named
    for row, record in zip(rows, made, strict=True):
        row.record = record
    return True


def _put_one(importable: Importable, row: Judged, actor: Any) -> None:
    try:
        with transaction.atomic():
            if row.verdict == Verdict.NEW:
                row.record = importable.create(row.values, actor)
            else:
                changes = {code: row.values[code] for code in row.after}
                row.record = importable.update(row.record, changes, actor) or row.record
    except DomainError as refusal:
        column = next((each for each in importable.columns if each.code == refusal.field), None)
        row.refuse(column, refusal.message)
    except ValidationError as refusal:
        row.refuse(None, " ".join(refusal.messages))
    except (IntegrityError, DatabaseError):
        row.refuse(
            None,
            _("Another record stands in the way of this one."),
            _("Compare it with the records that exist, and correct the row."),
        )
