"""One form, shown as a page of its own or inside the dialog of another page, by the same view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from legalops.web import htmx, toasts
from legalops.web.forms import refusals_beside_fields

TEMPLATE = "web/form_page.html"


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form. `crumbs` are (label, address) pairs; `back` is where Cancel leads."""

    title: str | Promise
    submit: str | Promise
    back: str
    crumbs: Sequence[tuple[str, str]] = ()
    intro: str | Promise = ""
    danger: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go after success, and what to say there; `undo_url` takes it back by a POST."""

    to: str
    said: str
    undo_url: str = ""


def answer(
    request: HttpRequest, form: BaseForm, page: FormPage, act: Callable[[Mapping[str, Any]], Done | None]
) -> HttpResponse:
    """Show the form, or run `act` with its cleaned data and go on.

    An `act` that answers nothing has put errors into the form itself. What a service refuses is said beside
    its field with everything typed kept (422). A link with hx-target="#form-dialog-body" shows the form in
    the page's dialog (`web/form_dialog.html`).
    """
    if request.method == "POST" and form.is_valid():
        done = None
        with refusals_beside_fields(form):
            done = act(form.cleaned_data)
        if done is not None:
            toasts.toast(request, done.said, undo_url=done.undo_url)
            return htmx.hx_redirect(request, done.to)
    _focus_first(form)
    return htmx.render_page(
        request,
        TEMPLATE,
        {"form": form, "page": page},
        partials={"form-dialog-body": "dialog", "form-box": "form"},
        status=422 if form.is_bound else 200,
    )


def _focus_first(form: BaseForm) -> None:
    """The first field that is wrong, else the first one, is where typing begins."""
    shown = [field for field in form.visible_fields() if field.widget_type != "checkboxselectmultiple"]
    wrong = [field for field in shown if form.is_bound and field.errors]
    for field in (wrong or shown)[:1]:
        field.field.widget.attrs["autofocus"] = True
