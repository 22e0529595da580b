"""The wizard for a person who leaves: what they have in hand, who takes it, and the report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.governance.forms import LeaverForm
from legalops.governance.open_work import kinds
from legalops.governance.services.leaving import leave
from legalops.governance.views.access import manages, person_or_404
from legalops.web import htmx, toasts
from legalops.web.forms import refusals_beside_fields

_SHOWN = 50


@manages
def leaver(request: HttpRequest, person_id: int) -> HttpResponse:
    """All open work by kind with a successor for each; looked at again before it is done."""
    person = person_or_404(person_id)
    work = [(kind, kind.items(person, request.user)) for kind in kinds()]
    if not person.is_active and not any(items for _kind, items in work):
        return _report(request, person)
    form = LeaverForm(person, {kind.kind: len(items) for kind, items in work}, request.POST or None)
    confirmed = request.POST.get("step") == "leave"
    if form.is_bound and form.is_valid() and confirmed:
        with refusals_beside_fields(form):
            leave(person, form.successors, reason=form.cleaned_data["reason"], actor=request.user)
            toasts.toast(request, _("%s has left. Nothing of theirs is left open.") % person)
            return htmx.hx_redirect(request, request.path)
    context = {
        "person": person,
        "form": form,
        "work": [_section(form, kind, items) for kind, items in work if items],
        "preview": form.is_bound and form.is_valid(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "governance/leaver.html", context, status=status)


def _section(form: LeaverForm, kind: Any, items: list[Any]) -> dict[str, Any]:
    chosen = form.successors.get(kind.kind) if form.is_bound and form.is_valid() else None
    return {
        "kind": kind,
        "items": items[:_SHOWN],
        "more": max(len(items) - _SHOWN, 0),
        "count": len(items),
        "field": form[kind.kind],
        "successor": chosen,
    }


def _report(request: HttpRequest, person: User) -> HttpResponse:
    told = ("governance.person.left", "governance.work.handed_over")
    events: list[AuditEvent] = list(events_of(person).filter(action__in=told)[:2])
    labels = {kind.kind: kind.label for kind in kinds()}
    given = [(labels.get(kind, kind), n) for event in events for kind, n in (event.after or {}).items()]
    left = events[0] if events else None
    context = {"person": person, "left": left, "given": given}
    return render(request, "governance/left.html", context)
