"""Query results as columns, and columns as query parameters."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection

Schema = Mapping[str, Any]


def frame_of(sql: str, parameters: Sequence[Any] | Mapping[str, Any], schema: Schema) -> pl.DataFrame:
    """The rows of a query as a frame of this schema, column by column in the order of the query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return pl.DataFrame(rows, schema=dict(schema), orient="row")


def copied_frame(sql: str, parameters: Mapping[str, Any], schema: Schema) -> pl.DataFrame:
    """Like `frame_of`, by COPY: several times quicker for many rows. Blank text reads as missing.

    For columns of numbers, dates and text; a query that yields booleans must cast them.
    """
    buffer = io.BytesIO()
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", buffer)
    buffer.seek(0)
    if not buffer.getbuffer().nbytes:
        return pl.DataFrame(schema=dict(schema))
    return pl.read_csv(buffer, has_header=False, schema=dict(schema))


def array(column: pl.Series) -> str:
    """A column of numbers or dates as the text of a PostgreSQL array, many times quicker than a list."""
    return f"{{{column.drop_nulls().cast(pl.String).str.join(',').item()}}}"
