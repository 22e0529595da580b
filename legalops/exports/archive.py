"""The archive: written row by row, so that memory stays flat whatever the size."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder

from legalops.documents.services.reading import open_stored
from legalops.exports.contents import Table, documents, tables
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.web.exports import Sheet, csv_lines

_CHUNK = 2_000
_README = """LegalOps: full export
Made {made} {whose}

tables/    one CSV per table: UTF-8, comma, first row headings, dates and times in ISO 8601, plain decimals,
           yes and no. A column that ends in _id holds the id of a row of another table (see schema.json).
documents/ the stored files by the SHA-256 of their content; documents.csv names each.
schema.json every table with its columns, types and what they refer to, and how many rows it has here.

Text that a spreadsheet could run (it begins with = + - @, a tab or a line break) has an apostrophe in front.
Remove that one apostrophe to have the text as stored. Characters that no cell can hold are left out.

{left_out}
"""
_ALL = """It holds every record, its history and the settings. Passwords and tokens, jobs, notices and files
that were uploaded for an import are left out."""
_SEEN = """It holds what {user} may see. Records that are hidden from that person, such as restricted matters,
are left out."""


def write(target: BinaryIO, *, user: Any, tell: Callable[[int, int, str], None]) -> dict[str, int]:
    """Write the archive and answer the rows by table. `tell(done, total, text)` hears how far it is."""
    seen, counts = list(tables(user)), dict[str, int]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for at, table in enumerate(seen):
            tell(at, len(seen) + 1, table.name)
            counts[table.name] = _table(archive, table)
        tell(len(seen), len(seen) + 1, "documents")
        counts["documents"] = _documents(archive, seen)
        archive.writestr("schema.json", json.dumps([_schema(each, counts) for each in seen], indent=2))
        archive.writestr("README.txt", _readme(user))
    return counts


def _table(archive: zipfile.ZipFile, table: Table) -> int:
    count = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal count
        for values in table.rows.values_list(*table.columns).iterator(chunk_size=_CHUNK):
            count += 1
            yield [_plain(value) for value in table.shown(values)]

    _csv(archive, f"tables/{table.name}.csv", Sheet(table.columns, rows()))
    return count


def _documents(archive: zipfile.ZipFile, seen: list[Table]) -> int:
    index: list[list[Any]] = []
    written: set[str] = set()
    for each in documents(seen).iterator(chunk_size=_CHUNK):
        problem = ""
        if each.sha256 not in written:
            problem = _document(archive, each)
            written.add(each.sha256)
        index.append([each.pk, each.original_name, each.media_type, each.size, each.sha256, problem])
    head = ["id", "name", "type", "size", "sha256", "problem"]
    _csv(archive, "documents.csv", Sheet(head, index))
    return len(index)


def _document(archive: zipfile.ZipFile, document: Any) -> str:
    """Copy one file; a missing one is said in the index and does not end the export."""
    try:
        with (
            closing(open_stored(document)) as source,
            archive.open(f"documents/{document.sha256}", "w", force_zip64=True) as target,
        ):
            while chunk := source.read(256 * 1024):
                target.write(chunk)
    except DomainError as failure:
        return failure.message
    return ""


def _csv(archive: zipfile.ZipFile, name: str, sheet: Sheet) -> None:
    with archive.open(name, "w", force_zip64=True) as target:
        for line in csv_lines(sheet):
            target.write(line.encode())


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value


def _schema(table: Table, counts: dict[str, int]) -> dict[str, Any]:
    fields = {field.attname: field for field in table.model._meta.concrete_fields}
    return {
        "table": table.name,
        "what": str(table.model._meta.verbose_name_plural),
        "rows": counts[table.name],
        "columns": [_column(fields[name]) for name in table.columns],
    }


def _column(field: Any) -> dict[str, Any]:
    refers = field.related_model._meta.label_lower if field.related_model else None
    kind = field.target_field.get_internal_type() if refers else field.get_internal_type()
    known = {"name": field.attname, "label": str(field.verbose_name), "type": kind, "key": field.primary_key}
    return known | ({"refers_to": refers} if refers else {})


def _readme(user: Any) -> str:
    left_out = _ALL if user is None else _SEEN.format(user=user)
    whose = "by the operator" if user is None else f"by {user}"
    made = clock.now().isoformat(timespec="seconds")
    return _README.format(made=made, whose=whose, left_out=left_out)
