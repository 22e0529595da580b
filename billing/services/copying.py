"""COPY into a table: the only way lines and findings are written (domain/reliability.md §1.1)."""

import io

import polars as pl
from django.db import connection, models

from legalops.kernel.copying import copy_in


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
    copy_in(model, rows.columns, buffer, rows.height, "WITH (FORMAT csv)")


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
