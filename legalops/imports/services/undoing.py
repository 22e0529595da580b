"""Taking an import back: new records where nothing was built on them, changes nobody changed since."""

from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from legalops.audit.services import record
from legalops.imports import registry
from legalops.imports.enums import ImportState, Verdict
from legalops.imports.judging import judge, plain
from legalops.imports.models import Import, ImportRow
from legalops.imports.registry import Importable
from legalops.jobs.context import JobContext
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel.errors import Conflict, DomainError

BATCH = 200


@transaction.atomic
def start_undo(made: Import, *, actor: Any) -> Import:
    """Start taking an import back. Raises Conflict unless it is done."""
    made = Import.objects.select_for_update(of=("self",)).get(pk=made.pk)
    registry.find_for(actor, made.kind)
    if (
        made.state not in (ImportState.DONE, ImportState.FAILED)
        or not made.rows.filter(applied=True).exists()
    ):
        raise Conflict("imports.not_now", _("Only an import that is done can be undone. Reload the page."))
    made.state = ImportState.UNDOING
    made.job = enqueue("imports.undo", key=str(made.pk), again=True, actor=actor, import_id=made.pk)
    made.save(update_fields=["state", "job"])
    record(made, "imports.import.undo_started", actor=actor, after={"file": str(made)})
    return made


def undo(job: JobContext, import_id: int) -> dict[str, int]:
    """Undo row by row, the last first; what has to stay is kept with the reason."""
    made = Import.objects.select_related("created_by").get(pk=import_id)
    importable = registry.find_for(made.created_by, made.kind)
    if made.state != ImportState.UNDOING:
        return {}
    waiting = made.rows.filter(applied=True, undone=False, kept_because="").order_by("-number")
    total, done = waiting.count(), 0
    while rows := list(waiting[:BATCH]):
        with transaction.atomic():
            for row in rows:
                _undo_row(importable, row, made.created_by)
            ImportRow.objects.bulk_update(rows, ["undone", "kept_because"])
            job.fence()
        done += len(rows)
        job.progress(done, total)
    with transaction.atomic():
        return _finish(job, made)


def _undo_row(importable: Importable, row: ImportRow, actor: Any) -> None:
    found = importable.model.objects.filter(pk=row.record_id).select_related(*importable.related).first()
    if found is None:
        row.kept_because = _("It was removed meanwhile.")
        return
    stored = importable.read(found)
    stale = [
        str(importable.column(code).label)
        for code, value in row.after.items()
        if plain(importable.column(code), stored.get(code)) != value
    ]
    if stale:
        row.kept_because = _("Someone changed it since: %s.") % ", ".join(stale)
        return
    try:
        with transaction.atomic():
            if row.verdict == Verdict.NEW:
                withdraw(importable, found, actor=actor)
            else:
                _restore(importable, found, row, actor)
        row.undone = True
    except DomainError as refusal:
        row.kept_because = refusal.message
    except DatabaseError:
        row.kept_because = _("Other records need it.")


def withdraw(importable: Importable, found: models.Model, *, actor: Any) -> None:
    """Take a new record away again. Raises DomainError naming what was built on it."""
    for relation in found._meta.related_objects:
        related: Any = relation.related_model
        name = relation.get_accessor_name() or relation.name
        if name in importable.made_with or relation.name == "+" or related._meta.app_label == "pghistory":
            continue
        if getattr(related, "pgh_tracked_model", None) is not None:
            continue
        rows = related._base_manager.filter(**{relation.field.name: found})
        if rows.exists():
            message = _("It is in use: %s.") % related._meta.verbose_name_plural
            raise DomainError("imports.in_use", message)
    record(found, "imports.record.withdrawn", actor=actor, before={"record": str(found)})
    if importable.withdraw is not None:
        importable.withdraw(found, actor)
    else:
        found.delete()


def _restore(importable: Importable, found: models.Model, row: ImportRow, actor: Any) -> None:
    """Earlier values go back through the same reading and the same service as the new ones came."""
    stored = importable.read(found)
    texts = {code: str(plain(importable.column(code), stored[code])) for code in importable.key}
    empty = [code for code, value in row.before.items() if value in (None, "")]
    for code, value in row.before.items():
        texts[code] = ("yes" if value else "no") if isinstance(value, bool) else str(value or "")
    (judged,) = judge(importable, [(row.number, texts)], user=actor)
    if judged.problems:
        raise DomainError("imports.not_restored", judged.problems[0]["wrong"])
    changes = {code: judged.values[code] for code in row.before if code in judged.values}
    changes |= {code: None if importable.column(code).kind != "text" else "" for code in empty}
    importable.update(found, changes, actor)


def _finish(job: JobContext, made: Import) -> dict[str, int]:
    undone = made.rows.filter(undone=True).count()
    kept = made.rows.filter(applied=True, undone=False).count()
    made.state = ImportState.UNDONE
    made.save(update_fields=["state"])
    record(made, "imports.import.undone", actor=made.created_by, after={"undone": undone, "kept": kept})
    job.fence()
    return {"undone": undone, "kept": kept}
