"""Many rows at once by COPY."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
# Handed to the database at a time.
_PIECE: Final = 64 * 1024
_encode = DjangoJSONEncoder(ensure_ascii=True).encode


class Readable(Protocol):
    """What rows are read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, `size` of them or fewer; none at the end."""
        ...


def copy_objects(objects: Sequence[models.Model]) -> None:
    """Append unsaved objects of one model, each with the primary key it is to have, or all without.

    For numbers, dates, texts, keys and JSON. Does what `bulk_create` does for these at a tenth of its price,
    but tells the objects no keys. Errors as `copy_in`.
    """
    if not objects:
        return
    model = type(objects[0])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or objects[0].pk is not None]
    names = [(field.attname, isinstance(field, models.JSONField)) for field in fields]
    rows = ("\t".join([_text(getattr(each, name), encoded) for name, encoded in names]) for each in objects)
    data = io.BytesIO("".join(f"{row}\n" for row in rows).encode())
    copy_in(model, [str(field.column) for field in fields], data, len(objects))


def copy_in(
    model: type[models.Model], names: Iterable[str], data: Readable, rows: int, form: str = ""
) -> None:
    """Append what is read from `data`, in COPY's text format or that of `form`, in the caller's transaction.

    Raises Django's database errors, and RuntimeError when not all `rows` were taken.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    with connection.cursor() as cursor:
        # Names are the model's own, never those of a file.
        sql = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN {form}"
        with connection.wrap_database_errors:
            cursor.cursor.copy_expert(sql, data, _PIECE)
        if cursor.cursor.rowcount != rows:
            # Before PostgreSQL 18 a line of nothing but backslash and point ends the data, even in quotes.
            raise RuntimeError(f"COPY took {cursor.cursor.rowcount} of {rows} rows.")


def _text(value: Any, encoded: bool) -> str:
    """A value as COPY's text format writes it."""
    if value is None:
        return r"\N"
    if encoded:
        return _encode(value).translate(_ESCAPES)
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)
