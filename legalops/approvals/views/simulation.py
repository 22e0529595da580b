"""Who would approve this? A trial that changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from legalops.access.decorators import requires
from legalops.approvals import registry
from legalops.approvals.forms.people import SimulationForm
from legalops.approvals.selectors.simulation import simulate
from legalops.approvals.views.access import TRYING
from legalops.web import htmx


@never_cache
@require_safe
@requires(*TRYING)
def simulation(request: HttpRequest) -> HttpResponse:
    """The form, and below it the steps with every person and the reason for or against them."""
    form = SimulationForm(request.GET if "reference" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        subject = registry.find(data["kind"])
        record = subject.example(request.user, data["reference"]) if subject.example else None
        if record is None:
            form.add_error("reference", _("There is no such record. Type its number as its page shows it."))
        else:
            found = simulate(record, amount=data["amount"], asker=data["asker"])
    return htmx.render_page(request, "approvals/simulation.html", {"form": form, "found": found})
