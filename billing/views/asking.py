"""A question in a dialog whose answer changes the page below it, instead of leading to another page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from legalops.web import htmx
from legalops.web.form_page import TEMPLATE, FormPage
from legalops.web.forms import refusals_beside_fields


def ask(
    request: HttpRequest, form: BaseForm, page: FormPage, act: Callable[[Mapping[str, Any]], HttpResponse]
) -> HttpResponse:
    """Show the form in the dialog (or as a page), or run `act` and hand out its answer.

    What a service refuses is said beside its field with everything typed kept (422).
    """
    if request.method == "POST" and form.is_valid():
        response = None
        with refusals_beside_fields(form):
            response = act(form.cleaned_data)
        if response is not None:
            return response
    return htmx.render_page(
        request,
        TEMPLATE,
        {"form": form, "page": page},
        partials={"form-dialog-body": "dialog", "form-box": "form"},
        status=422 if form.is_bound else 200,
    )
