"""Why a person can or cannot see a record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access import explaining
from legalops.access.decorators import requires
from legalops.governance.forms import WhyForm
from legalops.governance.selectors.modules import names_switched_off

asks = requires(can.AUDIT_VIEW, can.CONFIGURE, can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED)


@require_safe
@asks
def why(request: HttpRequest) -> HttpResponse:
    """Pick a person and a record; every rule is answered in turn.

    Auditors and administrators ask about what they may know of, a lead about their own matters.
    """
    known = {name: request.GET.get(name, "") for name in ("person", "kind", "record")}
    form = WhyForm(
        request.GET if "record" in request.GET and "person" in request.GET else None, initial=known
    )
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _answer(request, form)
    return render(request, "governance/why.html", context)


def _answer(request: HttpRequest, form: WhyForm) -> dict[str, Any]:
    explainer = explaining.explainers()[form.cleaned_data["kind"]]
    record = explainer.find(request.user, form.cleaned_data["record"])
    if record is None:
        form.add_error("record", _("There is none that you may ask about. Look at the number again."))
        return {}
    person = form.cleaned_data["person"]
    return {
        "person": person,
        "title": explainer.title(request.user, record),
        "told": explainer.explain(record, person),
        "switched_off": names_switched_off(),
    }
