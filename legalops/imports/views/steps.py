"""The steps of an import: choose, upload, match columns, check, import, undo."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legalops.imports import registry
from legalops.imports.enums import TAKEN, ImportState, Verdict
from legalops.imports.forms import ColumnsForm, UploadForm
from legalops.imports.models import Import, ImportRow
from legalops.imports.registry import Importable
from legalops.imports.services import bringing_in, receiving, undoing
from legalops.imports.views.access import imports, own_or_404
from legalops.web import progress
from legalops.web.forms import refusals_beside_fields
from legalops.web.htmx import hx_redirect, render_page

SHOWN = 50


@require_safe
@imports
def home(request: HttpRequest) -> HttpResponse:
    """What can be imported, and the person's imports."""
    rows = Import.objects.visible_to(request.user).select_related("document")[:SHOWN]
    names = {each.code: each.plural for each in registry.known()}
    context = {
        "kinds": registry.open_to(request.user),
        "imports": [(each, names.get(each.kind, each.kind)) for each in rows],
    }
    return render_page(request, "imports/list.html", context)


@require_http_methods(["GET", "POST"])
@imports
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a file of one kind."""
    importable = registry.find_for(request.user, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            given = form.cleaned_data
            made = receiving.receive(given["file"], kind=kind, sheet=given["sheet"], actor=request.user)
            return hx_redirect(request, "imports:columns", made.pk)
    context = {"form": form, "importable": importable}
    return render_page(request, "imports/upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@imports
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Match the columns of the file, beside three of its rows, and start the check."""
    made = own_or_404(request, pk)
    importable = registry.find_for(request.user, made.kind)
    head, rows = receiving.sample(made)
    form = ColumnsForm(importable, head, request.POST or None, initial=_initial(made))
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            given = form.cleaned_data
            receiving.settle(
                made,
                mapping=form.mapping,
                date_orders=form.date_orders,
                mode=given["mode"],
                whole=bool(given["whole"]),
                actor=request.user,
            )
            return hx_redirect(request, "imports:import", made.pk)
    context = {
        "form": form,
        "made": made,
        "importable": importable,
        "lines": [_line(column, form, made, rows) for column in importable.columns],
    }
    return render_page(request, "imports/columns.html", context, status=422 if form.errors else 200)


@require_safe
@imports
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: at work, checked, or done, with what is wrong and what changes."""
    made = own_or_404(request, pk)
    importable = registry.find_for(request.user, made.kind)
    if made.state == ImportState.RECEIVED:
        return hx_redirect(request, "imports:columns", made.pk)
    return render_page(request, "imports/import.html", _standing(made, importable, request.user))


@require_safe
@imports
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is."""
    made = own_or_404(request, pk)
    url = reverse("imports:import", args=[made.pk])
    if made.job is None:
        return hx_redirect(request, url)
    shown = progress.of_job(made.job, result_url=url)
    return progress.respond(request, shown, poll_url=reverse("imports:progress", args=[made.pk]))


@require_POST
@imports
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the rows that were checked."""
    made = bringing_in.start(own_or_404(request, pk), actor=request.user)
    return hx_redirect(request, "imports:import", made.pk)


@require_POST
@imports
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    made = undoing.start_undo(own_or_404(request, pk), actor=request.user)
    return hx_redirect(request, "imports:import", made.pk)


def _initial(made: Import) -> dict[str, Any]:
    places = {f"at_{code}": str(at) for code, at in made.mapping.items()}
    orders = {f"order_{code}": order for code, order in made.date_orders.items()}
    return {"mode": made.mode, "whole": "1" if made.whole else "", **places, **orders}


def _line(column: registry.Column, form: ColumnsForm, made: Import, rows: list[list[str]]) -> dict[str, Any]:
    order = f"order_{column.code}"
    at = made.mapping.get(column.code)
    samples = [] if at is None else [row[at] for row in rows if at < len(row) and row[at]]
    return {
        "column": column,
        "is_key": column.code in form.importable.key,
        "field": form[f"at_{column.code}"],
        "order": form[order] if order in form.fields else None,
        "samples": " · ".join(samples),
    }


def _standing(made: Import, importable: Importable, user: Any) -> dict[str, Any]:
    counts = dict(made.rows.values_list("verdict").annotate(Count("pk")).order_by())
    wrong = made.rows.filter(verdict=Verdict.WRONG)[:SHOWN]
    return {
        "made": made,
        "importable": importable,
        "progress": progress.of_job(made.job) if made.job and made.is_busy else None,
        "counts": [(str(label), counts.get(code, 0), code) for code, label in Verdict.choices],
        "wrong_count": counts.get(Verdict.WRONG, 0),
        "taken": sum(counts.get(code, 0) for code in TAKEN),
        "waiting": made.rows.filter(verdict__in=TAKEN, applied=False).count(),
        "applied": made.rows.filter(applied=True).count(),
        "wrong": wrong,
        "previews": _previews(made, importable, user),
        "kept": made.rows.exclude(kept_because="")[:SHOWN],
        "undone": made.rows.filter(undone=True).count(),
    }


def _previews(made: Import, importable: Importable, user: Any) -> list[dict[str, Any]]:
    rows = list(made.rows.filter(verdict__in=TAKEN)[:SHOWN])
    keys = [row.record_id for row in rows if row.record_id]
    known = importable.visible_to(user).filter(pk__in=keys).select_related(*importable.related)
    records = {each.pk: each for each in known}
    return [_preview(row, importable, records.get(row.record_id)) for row in rows]


def _preview(row: ImportRow, importable: Importable, record: Any) -> dict[str, Any]:
    changes = [
        {"label": importable.column(code).label, "before": row.before.get(code), "after": value}
        for code, value in row.after.items()
    ]
    return {
        "row": row,
        "changes": changes,
        "name": str(record) if record else "",
        "url": importable.address(record) if record and importable.address else "",
        "verdict": row.get_verdict_display(),
        "is_new": row.verdict == Verdict.NEW,
    }
