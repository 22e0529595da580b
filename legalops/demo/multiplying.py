"""Large sizes: the small department's matters and invoices many times over, as fast as COPY writes rows.

A copy is a whole matter with its people, budgets, dates, rates and invoices, under numbers of its own (suffix
"-02") and so many days earlier as it is copies away, so that no two entries are the same. Lines, findings,
reductions, approval steps, passages and hand-over items come with their invoice. What does not come: the
ledger, whose entries tell of what people did, and the files of the firms and of accounts payable.
"""

import tempfile
from collections.abc import Callable

from django.db import connection, models, transaction

from billing.models import (
    ApExportItem,
    Invoice,
    InvoiceLine,
    InvoiceTransition,
    LineAdjustment,
    ReviewFinding,
)
from dashboards.services.rebuild import rebuild
from legalops.approvals.models import Ask, Request, Step
from legalops.search.services.indexing import rebuild as rebuild_search
from matters.models import (
    Budget,
    BudgetPhase,
    Engagement,
    EthicalWall,
    KeyDate,
    Matter,
    MatterMember,
    MatterRate,
    ScreenedPerson,
    StaffedTimekeeper,
)

Tell = Callable[[str], None]
Spans = dict[type[models.Model], tuple[int, int]]
Pointers = dict[str, type[models.Model]]

_OF_MATTER: Pointers = {"matter_id": Matter}
_OF_INVOICE: Pointers = {"invoice_id": Invoice}
_OF_REQUEST: Pointers = {"request_id": Request}
_OF_LINE: Pointers = {**_OF_INVOICE, "line_id": InvoiceLine}
# In the order in which they depend on each other; the columns that point to a copied row.
_COPIED: tuple[tuple[type[models.Model], Pointers], ...] = (
    (Matter, {}),
    *(
        (model, _OF_MATTER)
        for model in (
            MatterMember,
            Engagement,
            StaffedTimekeeper,
            MatterRate,
            Budget,
            EthicalWall,
        )
    ),
    (KeyDate, {**_OF_MATTER, "follows_id": KeyDate}),
    (BudgetPhase, {"budget_id": Budget}),
    (ScreenedPerson, {"wall_id": EthicalWall}),
    (Invoice, {**_OF_MATTER, "replaces_id": Invoice, "credits_id": Invoice}),
    (InvoiceLine, {**_OF_MATTER, **_OF_INVOICE}),
    (ReviewFinding, _OF_LINE),
    (LineAdjustment, {**_OF_LINE, "finding_id": ReviewFinding, "superseded_by_id": LineAdjustment}),
    (Request, {"record_id": Invoice}),
    (Step, _OF_REQUEST),
    (Ask, {**_OF_REQUEST, "step_id": Step, "replaces_id": Ask}),
    (InvoiceTransition, _OF_INVOICE),
    (ApExportItem, _OF_INVOICE),
)
# Where a copy says which it is.
_NUMBERED = {Matter: ("number",), Invoice: ("number", "number_key", "client_matter_id")}
_COUNT_EXPORTS = """
UPDATE billing_apexport e SET invoice_count = i.count
FROM (SELECT export_id, count(*) FROM billing_apexportitem GROUP BY export_id) i WHERE i.export_id = e.id
"""


@transaction.atomic
def multiply(lines: int, tell: Tell) -> None:
    """Copy matters and invoices until there are about as many lines as wanted, then add spend up anew."""
    spans: Spans = {model: _span(model) for model, _ in _COPIED}
    have = InvoiceLine.objects.count()
    _keep_originals()
    for copy in range(1, max(1, -(-lines // have))):
        share = min(1.0, (lines - have * copy) / have)
        _copy_once(copy, share, spans)
        tell(f"copy {copy}: about {min(lines, have * (copy + 1)):,} lines")
    _move_sequences(spans)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_EXPORTS)
        cursor.execute("ANALYZE")
    tell("adding up spend")
    rebuild()
    tell("indexing for search")
    rebuild_search()


def _keep_originals() -> None:
    """The first rows by themselves, or each copy would have to look for them among ever more others."""
    with connection.cursor() as cursor:
        # Row history begins a subtransaction for each row, whose end walks all foreign keys not yet checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model, _ in _COPIED:
            table = model._meta.db_table
            cursor.execute(f'CREATE TEMP TABLE "original_{table}" ON COMMIT DROP AS TABLE "{table}"')


def _copy_once(copy: int, share: float, spans: Spans) -> None:
    """One more round of rows; the last one takes the first invoices only, up to the share wanted."""
    first, last = spans[Invoice]
    limit = first + int((last - first + 1) * share)
    for model, pointers in _COPIED:
        _copy_rows(model, pointers, copy, limit, spans)


def _copy_rows(model: type[models.Model], pointers: Pointers, copy: int, limit: int, spans: Spans) -> None:
    """COPY out, changed on the way by the database itself, and COPY in."""
    columns = ", ".join(f'"{column}"' for column in _columns(model))
    with connection.cursor() as cursor, tempfile.SpooledTemporaryFile(max_size=64 << 20) as rows:
        cursor.cursor.copy_expert(f"COPY ({_sql(model, pointers, copy, limit, spans)}) TO STDOUT", rows)
        rows.seek(0)
        cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', rows)


def _sql(model: type[models.Model], pointers: Pointers, copy: int, limit: int, spans: Spans) -> str:
    values = [_value(field, model, pointers, copy, spans) for field in model._meta.concrete_fields]
    only = _only(model, pointers, limit)
    # Names and numbers are the models' and ours, never anybody's input.
    return f'SELECT {", ".join(values)} FROM "original_{model._meta.db_table}" {only} ORDER BY id'  # noqa: S608


def _only(model: type[models.Model], pointers: Pointers, limit: int) -> str:
    """Which of the rows belong to the first invoices."""
    if "request_id" in pointers:
        return f'WHERE request_id IN (SELECT id FROM "original_approvals_request" WHERE record_id < {limit})'  # noqa: S608
    columns = {Invoice: "id", Request: "record_id"}
    invoice = columns.get(model, "invoice_id" if "invoice_id" in pointers else "")
    return f"WHERE {invoice} < {limit}" if invoice else ""


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _value(
    field: models.Field, model: type[models.Model], pointers: Pointers, copy: int, spans: Spans
) -> str:
    column, target = field.column, model if field.primary_key else pointers.get(field.column)
    if target is not None:
        first, last = spans[target]
        return f'"{column}" + {copy * (last - first + 1)}'
    if column in _NUMBERED.get(model, ()):
        return f"CASE WHEN \"{column}\" <> '' THEN \"{column}\" || '-{copy + 1:02}' ELSE '' END"
    if isinstance(field, models.DateTimeField):
        return f"\"{column}\" - interval '{copy} days'"
    if isinstance(field, models.DateField):
        return f'"{column}" - {copy}'
    return f'"{column}"'


def _span(model: type[models.Model]) -> tuple[int, int]:
    found = model._base_manager.aggregate(first=models.Min("pk"), last=models.Max("pk"))
    return found["first"] or 1, found["last"] or 1


def _move_sequences(spans: Spans) -> None:
    with connection.cursor() as cursor:
        for model in spans:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))"  # noqa: S608
            )
