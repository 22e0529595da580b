"""Many events at once, by COPY."""

import io
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import JSONField

from legalops.audit.models import AuditEvent

_FIELDS = [field for field in AuditEvent._meta.concrete_fields if not field.primary_key]
_NAMES = [(field.attname, isinstance(field, JSONField)) for field in _FIELDS]
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_encode = DjangoJSONEncoder(ensure_ascii=True).encode


def copy_events(events: list[AuditEvent]) -> None:
    """Append unsaved events in their order, in the caller's transaction; they are not told their keys."""
    if not events:
        return
    rows = ("\t".join([_text(getattr(each, name), encoded) for name, encoded in _NAMES]) for each in events)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in _FIELDS)
    table = quote(AuditEvent._meta.db_table)
    data = io.BytesIO("".join(f"{row}\n" for row in rows).encode())
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", data)


def _text(value: Any, encoded: bool) -> str:
    """A value as COPY's text format writes it."""
    if value is None:
        return r"\N"
    if encoded:
        return _encode(value).translate(_ESCAPES)
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)
