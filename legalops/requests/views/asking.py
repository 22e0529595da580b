"""Asking legal, and following what one asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.fields.forms import ask_at_opening, faults_beside_fields, given, without_custom
from legalops.requests.forms import AskForm
from legalops.requests.models import Request, RequestType
from legalops.requests.selectors.mine import my_requests
from legalops.requests.services.asking import submit
from legalops.requests.views.access import makes
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer


@require_safe
@makes
def new(request: HttpRequest) -> HttpResponse:
    """The kinds of request, as tiles."""
    return render(request, "requests/new.html", {"types": RequestType.objects.filter(is_active=True)})


@makes
def ask(request: HttpRequest, type_code: str) -> HttpResponse:
    """One kind of request: what is needed, by when."""
    request_type = get_object_or_404(RequestType, code=type_code, is_active=True)
    form = AskForm(request_type, request.POST or None)
    ask_at_opening(form, request.user, "request", values_of={request_type.code: ""})
    back = reverse("requests:new")
    page = FormPage(
        request_type.name,
        _("Ask legal"),
        back,
        crumbs=[(_("Ask legal"), back)],
        intro=request_type.description,
    )

    def act(data: Mapping[str, Any]) -> Done | None:
        with faults_beside_fields(form):
            answers = {"custom": given(data), **without_custom(data)}
            made = submit(request_type=request_type, actor=request.user, **answers)
            return Done(_page(made), _("%s is with the legal department.") % made.number)
        return None

    return answer(request, form, page, act)


@require_safe
@makes
def mine(request: HttpRequest) -> HttpResponse:
    """What I asked for: how far it is and who has it."""
    return render(request, "requests/mine.html", my_requests(request.user))


@require_safe
@makes
def mine_panel(request: HttpRequest) -> HttpResponse:
    """The same in short, for the home page."""
    return htmx.render_fragment(request, "requests/mine.html", "short", my_requests(request.user))


def _page(made: Request) -> str:
    return reverse("requests:request", args=[made.number])
