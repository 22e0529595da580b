"""What is agreed with the firm: its matters, its people and their rates. To read only."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from billing.selectors.agreed import matters_of, people_of
from billing.views.portal.firm import firm_of, viewer
from legalops.web.htmx import render_page


@require_safe
@viewer
def matters(request: HttpRequest) -> HttpResponse:
    """The matters the firm is engaged on, with the number to bill to."""
    firm = firm_of(request)
    return render_page(
        request, "billing/portal/matters.html", {"firm": firm, "matters": matters_of(request.user, firm)}
    )


@require_safe
@viewer
def rates(request: HttpRequest) -> HttpResponse:
    """The firm's people with the rates approved for them."""
    firm = firm_of(request)
    return render_page(
        request, "billing/portal/rates.html", {"firm": firm, "people": people_of(request.user, firm)}
    )
