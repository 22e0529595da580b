"""UPDATE of many rows from values in one statement: Django's bulk_update writes a CASE for every cell."""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg2.extras import execute_values

_PAGE = 1_000


def update_rows(model: type[models.Model], rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of the rows, as they stand in memory."""
    fields = [model._meta.get_field(name) for name in names]
    values = [
        (row.pk, *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields))
        for row in rows
    ]
    if not values:
        return
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    pairs = ", ".join(f"{column} = given.{column}" for column in columns)
    # Names are the model's own, never anybody's input.
    sql = (
        f"UPDATE {quote(model._meta.db_table)} AS target SET {pairs} "  # noqa: S608
        f"FROM (VALUES %s) AS given (id, {', '.join(columns)}) WHERE target.id = given.id"
    )
    template = ", ".join(["%s", *(f"%s::{field.db_type(connection).split(' ')[0]}" for field in fields)])
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, sql, values, template=f"({template})", page_size=_PAGE)
