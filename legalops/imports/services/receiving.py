"""Taking a file in, and settling what its columns mean."""

from collections.abc import Mapping
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.audit import context
from legalops.audit.services import record
from legalops.documents.services.reading import open_stored
from legalops.documents.services.storing import store
from legalops.documents.sniffing import TEXT, XLSX
from legalops.imports import mapping as mappings
from legalops.imports import registry, values
from legalops.imports.enums import ImportState
from legalops.imports.models import Import, ImportMapping
from legalops.imports.reading import Table, open_table, refuse_old_formats
from legalops.imports.registry import ColumnKind, Importable
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel.errors import Conflict, DomainError

MOST_BYTES = 20 * 1024 * 1024


@transaction.atomic
def receive(file: Any, *, kind: str, sheet: str = "", actor: Any) -> Import:
    """Store an uploaded table and guess its columns. Raises DomainError when it cannot be read."""
    importable = registry.find_for(actor, kind)
    refuse_old_formats(file, file.name)
    document = store(file, name=file.name, actor=actor, max_bytes=MOST_BYTES, allowed={TEXT, XLSX})
    made = Import(kind=kind, document=document, sheet=sheet.strip(), created_by=actor)
    with closing(open_stored(document)) as stored:
        table = _table(made, stored)
        for _row in table.rows:  # the whole file is readable, or it is refused now
            pass
    saved = ImportMapping.objects.filter(user=actor, kind=kind).first()
    made.mapping = mappings.guess(importable, table.head, saved.headings if saved else {})
    made.correlation_id = context.correlation_id()
    made.save()
    record(made, "imports.import.received", actor=actor, after={"kind": kind, "file": str(made)})
    return made


def sample(made: Import, rows: int = 3) -> tuple[list[str], list[list[str]]]:
    """The headings, and the first rows."""
    with closing(open_stored(made.document)) as stored:
        table = _table(made, stored)
        return list(table.head), [cells for _number, cells in islice(table.rows, rows)]


def ambiguous_dates(made: Import) -> dict[str, str]:
    """By column code, the first date that can be two, of each column that holds such."""
    importable = registry.find(made.kind)
    dates = [each.code for each in importable.columns if each.kind == ColumnKind.DATE]
    wanted = {code: at for code, at in made.mapping.items() if code in dates}
    found: dict[str, str] = {}
    with closing(open_stored(made.document)) as stored:
        for _number, cells in _table(made, stored).rows if wanted else ():
            for code, text in mappings.texts(wanted, cells).items():
                if code not in found and values.is_ambiguous(text):
                    found[code] = text
    return found


@transaction.atomic
def settle(
    made: Import,
    *,
    mapping: Mapping[str, int],
    date_orders: Mapping[str, str],
    mode: str,
    whole: bool,
    actor: Any,
) -> Import:
    """Fix the columns and start the check. Raises DomainError naming a missing column or an open question."""
    made = Import.objects.select_for_update(of=("self",)).get(pk=made.pk)
    importable = registry.find_for(actor, made.kind)
    if (
        made.state not in (ImportState.RECEIVED, ImportState.CHECKED, ImportState.FAILED)
        or made.rows.filter(applied=True).exists()
    ):
        raise Conflict("imports.not_now", _("This import has gone on already. Reload the page."))
    head, _rows = sample(made, 0)
    mappings.check(importable, mapping, len(head))
    made.mapping, made.date_orders = dict(mapping), {k: v for k, v in date_orders.items() if v}
    _refuse_open_question(importable, made)
    made.mode, made.whole, made.state, made.problem = mode, whole, ImportState.CHECKING, ""
    made.job = enqueue("imports.check", key=str(made.pk), again=True, actor=actor, import_id=made.pk)
    made.save()
    _remember(made, head, actor)
    return made


def _refuse_open_question(importable: Importable, made: Import) -> None:
    for code, text in ambiguous_dates(made).items():
        if code not in made.date_orders:
            message = _("“%(column)s” holds %(date)s. Say whether the day or the month comes first.")
            facts = {"column": importable.column(code).label, "date": text}
            raise DomainError("imports.date_order", message % facts, field=f"order_{code}")


def _remember(made: Import, head: list[str], actor: Any) -> None:
    headings = {mappings.folded(head[at]): code for code, at in made.mapping.items()}
    ImportMapping.objects.update_or_create(kind=made.kind, user=actor, defaults={"headings": headings})


def _table(made: Import, stored: Any) -> Table:
    return open_table(stored, workbook=made.document.media_type == XLSX, sheet=made.sheet)
