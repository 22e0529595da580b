"""The details of a record: shown, filled in, and how they came to be."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.fields.forms import DetailsForm, given, tell
from legalops.fields.registry import hosts
from legalops.fields.selectors.history import history_of
from legalops.fields.selectors.panel import Panel
from legalops.fields.services import set_values
from legalops.fields.values.faults import FieldFaults
from legalops.fields.visibility import seen_fields
from legalops.kernel import records
from legalops.kernel.errors import Conflict
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer


def _panel_or_404(request: HttpRequest, record_type: str, pk: int) -> Panel:
    """The details of a record that the person sees."""
    if record_type not in {each.record_type for each in hosts()}:
        raise Http404
    rows = records.find(record_type).rows().visible_to(request.user)
    return Panel(get_object_or_404(rows, pk=pk), request.user)


def edit(request: HttpRequest, record_type: str, pk: int) -> HttpResponse:
    """Fill the fields in."""
    panel = _panel_or_404(request, record_type, pk)
    if not panel.to_fill_in:
        raise Http404
    form = DetailsForm(panel.groups, panel.record, request.user, request.POST or None)
    title = panel.type.title(panel.record)
    crumbs = [(title, panel.address)]
    page = FormPage(_("Details"), _("Save"), panel.address, crumbs=crumbs)

    def act(data: Mapping[str, Any]) -> Done | None:
        try:
            set_values(panel.record, given(data), actor=request.user, seen=_seen(data))
        except FieldFaults as refusal:
            tell(form, refusal)
            return None
        except Conflict:
            # The person has seen both now: saving again keeps theirs.
            panel.record.refresh_from_db(fields=["custom"])
            fresh = DetailsForm(panel.groups, panel.record, request.user)
            form.data = form.data.copy()
            form.data["seen"] = fresh["seen"].value()
            raise
        return Done(panel.address, _("Saved."))

    return answer(request, form, page, act)


def _seen(data: Mapping[str, Any]) -> dict[str, Any]:
    seen = data.get("seen")
    return seen if isinstance(seen, dict) else {}


@require_safe
def history(request: HttpRequest, record_type: str, pk: int, code: str) -> HttpResponse:
    """What became of one field."""
    panel = _panel_or_404(request, record_type, pk)
    definition = next((each for each in seen_fields(request.user, record_type) if each.code == code), None)
    if definition is None:
        raise Http404
    context = {"panel": panel, "field": definition, "changes": history_of(panel.record, definition)}
    return htmx.render_page(request, "fields/history.html", context, partials={"form-dialog-body": "dialog"})
