"""Large sizes: the small department's invoices set-wise over and over, as fast as the database copies rows.

For benchmarks. Copies carry a number of their own (suffix "~k") and lie on the same matters, firms and days;
lines, findings, reductions, approval steps, passages and hand-over items come with them, the ledger does not.
"""

from collections.abc import Callable

from django.db import connection, models, transaction

from billing.models import (
    ApExportItem,
    ApprovalStep,
    Invoice,
    InvoiceLine,
    InvoiceTransition,
    LineAdjustment,
    ReviewFinding,
)
from dashboards.services.rebuild import rebuild

# In the order in which they depend on each other; the columns that point to a copied row.
_COPIED: tuple[tuple[type[models.Model], dict[str, type[models.Model]]], ...] = (
    (Invoice, {"replaces_id": Invoice}),
    (InvoiceLine, {"invoice_id": Invoice}),
    (ReviewFinding, {"invoice_id": Invoice, "line_id": InvoiceLine}),
    (
        LineAdjustment,
        {
            "invoice_id": Invoice,
            "line_id": InvoiceLine,
            "finding_id": ReviewFinding,
            "superseded_by_id": LineAdjustment,
        },
    ),
    (ApprovalStep, {"invoice_id": Invoice}),
    (InvoiceTransition, {"invoice_id": Invoice}),
    (ApExportItem, {"invoice_id": Invoice}),
)


@transaction.atomic
def multiply(lines: int, tell: Callable[[str], None]) -> None:
    """Copy all invoices until there are about as many lines as wanted, then add spend up anew."""
    spans = {model: _span(model) for model, _ in _COPIED}
    have = InvoiceLine.objects.count()
    for copy in range(1, max(1, -(-lines // have))):
        share = min(1.0, (lines - have * copy) / have)
        _copy_once(copy, share, spans)
        tell(f"copy {copy}: about {min(lines, have * (copy + 1)):,} lines")
    _move_sequences(spans)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    tell("adding up spend")
    rebuild()


def _copy_once(copy: int, share: float, spans: dict[type[models.Model], tuple[int, int]]) -> None:
    """One more round of rows; the last round takes the first invoices only, up to the share wanted."""
    first, last = spans[Invoice]
    limit = first + int((last - first + 1) * share)
    with connection.cursor() as cursor:
        for model, pointers in _COPIED:
            cursor.execute(_sql(model, pointers, copy, limit, spans))


def _sql(
    model: type[models.Model],
    pointers: dict[str, type[models.Model]],
    copy: int,
    limit: int,
    spans: dict[type[models.Model], tuple[int, int]],
) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    values = [_value(column, model, pointers, copy, spans) for column in columns]
    of = "id" if model is Invoice else "invoice_id"
    quoted, table = ", ".join(f'"{column}"' for column in columns), model._meta.db_table
    last = spans[model][1]
    # Names and numbers are the models' and ours, never anybody's input.
    return (
        f'INSERT INTO "{table}" ({quoted}) SELECT {", ".join(values)} FROM "{table}" '  # noqa: S608
        f"WHERE {of} < {limit} AND id <= {last} ORDER BY id"
    )


def _value(
    column: str,
    model: type[models.Model],
    pointers: dict[str, type[models.Model]],
    copy: int,
    spans: dict[type[models.Model], tuple[int, int]],
) -> str:
    target = model if column == "id" else pointers.get(column)
    if target is not None:
        first, last = spans[target]
        return f'"{column}" + {copy * (last - first + 1)}'
    if column in ("number", "number_key") and model is Invoice:
        return f"\"{column}\" || '~{copy}'"
    return f'"{column}"'


def _span(model: type[models.Model]) -> tuple[int, int]:
    found = model._base_manager.aggregate(first=models.Min("pk"), last=models.Max("pk"))
    return found["first"] or 1, found["last"] or 1


def _move_sequences(spans: dict[type[models.Model], tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        for model in spans:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))"  # noqa: S608
            )
