"""Codes to choose from, by the text that names them, and in use."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from legalops.kernel import clock
from legalops.reference.models import Code

Row = TypeVar("Row", bound=Code)


def offered(model: type[Row], *held: int | None) -> QuerySet[Row]:
    """Codes in force today, and those of these keys: what a record holds it may keep."""
    today = clock.today()
    rows = model._default_manager.in_force(today)
    keys = [key for key in held if key is not None]
    return rows | model._default_manager.filter(pk__in=keys) if keys else rows


def by_code(
    model: type[Row], wanted: Collection[str] | None = None, *, on: date | None = None
) -> dict[str, Row]:
    """Rows by casefolded code, each that of the day (default today), else the latest begun, else the next."""
    on = on or clock.today()
    rows = model._default_manager.all()
    if wanted is not None:
        rows = rows.filter(code__in=[text.upper() for text in wanted])
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: _nearness(row, on)):
        found[row.code.casefold()] = row
    return found


def named(model: type[Row], text: str, *, on: date | None = None) -> Row | None:
    """The row of one code, as `by_code` finds it."""
    return by_code(model, [text], on=on).get(text.casefold())


def choices(model: type[Code]) -> list[tuple[str, str]]:
    """Every code with its words, each once."""
    return [(row.code, str(row)) for row in sorted(by_code(model).values(), key=lambda row: row.code)]


def uses_of(row: Code) -> list[str]:
    """Which records refer to a code, in words ("matters"); row history does not count."""
    found = []
    for relation in row._meta.related_objects:
        related = relation.related_model
        if getattr(related, "pgh_tracked_model", None) is not None:
            continue
        if related._base_manager.filter(Q(**{relation.field.name: row})).exists():
            found.append(str(related._meta.verbose_name_plural))
    return found


def _nearness(row: Code, on: date) -> tuple[int, int]:
    """Later in the order is nearer to the day."""
    begins = (row.valid_from or date.min).toordinal()
    if row.in_force(on):
        return 2, begins
    return (1, begins) if row.ended(on) else (0, -begins)
