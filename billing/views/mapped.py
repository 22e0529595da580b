"""What was mapped, and putting a mapping right that was wrong."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from billing.forms.mapping import CorrectNumberForm, CorrectPersonForm
from billing.selectors.mapped import SHOWN, mapped_numbers, mapped_people
from billing.services.correcting import Corrected, correct_number, correct_person
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.htmx import hx_redirect, render_page
from legalops.web.toasts import toast

mapper = requires(can.INVOICES_MAP)
_ANSWERS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@mapper
def mapped(request: HttpRequest) -> HttpResponse:
    """Numbers and ids that were mapped, the newest first, or those that a search finds."""
    text = request.GET.get("q", "").strip()
    numbers, people = mapped_numbers(request.user, text), mapped_people(request.user, text)
    context = {"text": text, "numbers": numbers[:SHOWN], "people": people[:SHOWN], "shown": SHOWN}
    return render_page(request, "billing/mapped.html", context)


@_ANSWERS
@mapper
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Point a number at another matter."""
    row = mapped_numbers(request.user).filter(pk=pk).first()
    if row is None:
        return _gone(request)
    facts = {"number": row.number_key, "firm": row.firm, "matter": row.matter}
    intro = _(
        "%(number)s of %(firm)s means %(matter)s now. Its invoices that wait for review go along; those that "
        "were worked on or approved stay."
    )

    def act(data: Mapping[str, Any]) -> Done:
        done = correct_number(row, data["matter"], actor=request.user)
        said = _("%(number)s means %(matter)s from now on. %(invoices)s")
        told = {"number": row.number_key, "matter": data["matter"], "invoices": _went_along(done)}
        return Done(reverse("billing:mapped"), said % told)

    form = CorrectNumberForm(request.user, row.firm, request.POST or None)
    return answer(request, form, _page(_("Correct %(number)s") % facts, intro % facts), act)


@_ANSWERS
@mapper
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Point an id at another person."""
    row = mapped_people(request.user).filter(pk=pk).first()
    if row is None:
        return _gone(request)
    facts = {"code": row.code_key, "firm": row.firm, "person": row.timekeeper}
    intro = _(
        "%(code)s of %(firm)s means %(person)s now. Lines of invoices in review go along; those that were "
        "approved stay."
    )

    def act(data: Mapping[str, Any]) -> Done:
        done = correct_person(row, data["timekeeper"], actor=request.user)
        said = _("%(code)s means %(person)s from now on. %(invoices)s")
        told = {"code": row.code_key, "person": data["timekeeper"], "invoices": _went_along(done)}
        return Done(reverse("billing:mapped"), said % told)

    form = CorrectPersonForm(row.firm, request.POST or None)
    return answer(request, form, _page(_("Correct %(code)s") % facts, intro % facts), act)


def _went_along(done: Corrected) -> str:
    moved = ngettext("%d invoice went along.", "%d invoices went along.", done.moved) % done.moved
    if not done.left:
        return moved
    left = ngettext(
        "%d was worked on or decided and stays.", "%d were worked on or decided and stay.", done.left
    )
    return f"{moved} {left % done.left}"


def _gone(request: HttpRequest) -> HttpResponse:
    toast(request, _("This mapping is not there any more."), level="info")
    return hx_redirect(request, "billing:mapped")


def _page(title: str, intro: str) -> FormPage:
    back = reverse("billing:mapped")
    crumbs = [(_("Waiting for mapping"), reverse("billing:unmatched")), (_("What was mapped"), back)]
    return FormPage(title, _("Correct and match"), back, crumbs=crumbs, intro=intro)
