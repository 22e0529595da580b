"""Budget, firms, their numbers and rates."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.web import formats
from legalops.web.form_page import Done, answer
from matters.forms.work import BudgetForm, EngageForm, MatterRateForm, NumberForm, OptionalReasonForm
from matters.services.budgets import approve_budget
from matters.services.firms import end_engagement, engage_firm, map_number, set_matter_rate
from matters.views.access import edits, matter_or_404
from matters.views.changes import page_of


@edits
def budget(request: HttpRequest, number: str) -> HttpResponse:
    """Set the budget; the version before it stays on file."""
    matter = matter_or_404(request, number)
    form = BudgetForm(matter, request.POST or None)
    page = page_of(matter, _("Set the budget"), _("Set budget"), tab="money", wide=True)

    def act(data: Mapping[str, Any]) -> Done:
        approve_budget(
            matter,
            data["amount"],
            phases=form.phases,
            note=data["note"],
            expected_version=data["expected_version"],
            actor=request.user,
        )
        amount = formats.money(data["amount"], matter.currency, whole=True)
        return Done(reverse("matters:money", args=[matter.number]), _("The budget is %s.") % amount)

    return answer(request, form, page, act)


@edits
def engage(request: HttpRequest, number: str) -> HttpResponse:
    """Engage a firm."""
    matter = matter_or_404(request, number)
    form = EngageForm(matter, request.user, request.POST or None)
    intro = _("The firm's people will see the matter's number and name and can bill on it.")

    def act(data: Mapping[str, Any]) -> Done:
        engagement = engage_firm(matter, data["firm"], started_on=data["started_on"], actor=request.user)
        to = reverse("matters:people", args=[matter.number])
        return Done(to, _("%s works on the matter.") % engagement.firm)

    page = page_of(matter, _("Engage a firm"), _("Engage"), tab="people", intro=intro)
    return answer(request, form, page, act)


@edits
def release(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """End a firm's engagement."""
    matter = matter_or_404(request, number)
    engagement = get_object_or_404(matter.engagements.select_related("firm", "matter"), pk=pk)
    form = OptionalReasonForm(request.POST or None)
    title = _("End the work of %s") % engagement.firm

    def act(data: Mapping[str, Any]) -> Done:
        end_engagement(engagement, reason=data["reason"], actor=request.user)
        to = reverse("matters:people", args=[matter.number])
        return Done(to, _("%s no longer works on the matter.") % engagement.firm)

    return answer(request, form, page_of(matter, title, _("End"), tab="people", danger=True), act)


@edits
def number_(request: HttpRequest, number: str) -> HttpResponse:
    """Map a number under which a firm bills the matter."""
    matter = matter_or_404(request, number)
    form = NumberForm(matter, request.user, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        mapped = map_number(matter, data["firm"], data["number"], actor=request.user)
        to = reverse("matters:people", args=[matter.number])
        return Done(to, _("%s stands for this matter.") % mapped.number_key)

    page = page_of(matter, _("Add a firm's number"), _("Add"), tab="people")
    return answer(request, form, page, act)


@edits
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Agree a rate for this matter."""
    matter = matter_or_404(request, number)
    form = MatterRateForm(matter, request.user, request.POST or None)
    intro = _("It replaces the standard rate. An open rate before it ends the day this one starts.")

    def act(data: Mapping[str, Any]) -> Done:
        set_matter_rate(matter, actor=request.user, **data)
        return Done(reverse("matters:money", args=[matter.number]), _("The rate is agreed."))

    page = page_of(matter, _("Agree a rate"), _("Agree"), tab="money", intro=intro)
    return answer(request, form, page, act)
