"""COPY into a table: the only way lines and findings are written (domain/reliability.md §1.1)."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from django.db import connection, models

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(model: type[models.Model], rows: pl.DataFrame) -> None:
    """Append rows, whose columns are named like the table's. Null is NULL and blank text stays blank.

    Runs in the caller's transaction. Raises IntegrityError as an INSERT would, RuntimeError when the database
    took fewer rows than it was given.
    """
    if rows.is_empty():
        return
    buffer = io.BytesIO()
    # Blank text is written as "", null as nothing, which is how COPY's CSV tells them apart.
    rows.write_csv(buffer, include_header=False, quote_style="necessary")
    _copy(model, rows.columns, buffer, rows.height, "WITH (FORMAT csv)")


def copy_objects(objects: Sequence[models.Model]) -> None:
    """Append unsaved objects of one model, each with the primary key it is to have, or all without.

    For models of plain columns: numbers, dates, texts and keys. Does what `bulk_create` does for these at a
    tenth of its price. Errors as above.
    """
    if not objects:
        return
    model = type(objects[0])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or objects[0].pk is not None]
    names = [field.attname for field in fields]
    rows = ("\t".join([_text(getattr(each, name)) for name in names]) for each in objects)
    buffer = io.BytesIO("".join(f"{row}\n" for row in rows).encode())
    _copy(model, [field.column for field in fields], buffer, len(objects))


def _text(value: Any) -> str:
    """A value as COPY's text format writes it."""
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return "\\N" if value is None else str(value)


def _copy(
    model: type[models.Model], names: Iterable[str], data: io.BytesIO, rows: int, form: str = ""
) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    data.seek(0)
    with connection.cursor() as cursor:
        # Names are the model's own, never those of a file.
        sql = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN {form}"
        with connection.wrap_database_errors:
            cursor.cursor.copy_expert(sql, data)
        if cursor.cursor.rowcount != rows:
            # Before PostgreSQL 18 a line of nothing but backslash and point ends the data, even in quotes.
            raise RuntimeError(f"COPY took {cursor.cursor.rowcount} of {rows} rows.")


def reserve_ids(model: type[models.Model], count: int) -> pl.Series:
    """Ids of rows about to be copied, so that rows of other tables can point to them."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
        (sequence,) = cursor.fetchone()
        cursor.execute(
            "SELECT min(id), max(id) FROM (SELECT nextval(%s) AS id FROM generate_series(1, %s)) taken",
            [sequence, count],
        )
        first, last = cursor.fetchone()
        if count and last - first + 1 != count:
            # Somebody else took ids in between: those of this run have gaps, so ask for them one by one.
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
            return pl.Series([row[0] for row in cursor.fetchall()], dtype=pl.Int64)
    return pl.int_range(first or 0, (first or 0) + count, dtype=pl.Int64, eager=True)
