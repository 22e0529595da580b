"""Adding and changing firms, offices and portal users."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields.forms import ask_at_opening, faults_beside_fields, given, without_custom
from legalops.web.form_page import Done, FormPage, answer
from vendors.forms.firm import ConfirmForm, EditFirmForm, FirmUserForm, OfficeForm, OnboardForm
from vendors.models import Firm
from vendors.services.firms import add_firm_user, add_office, edit_firm, onboard_firm, remove_firm_user
from vendors.views.access import edits, firm_or_404


def page_of(firm: Firm, title: str, submit: str, *, tab: str = "firm", **more: Any) -> FormPage:
    """The words around a form of this firm; Cancel leads back to the tab it came from."""
    crumbs = [
        (_("Vendors"), reverse("vendors:list")),
        (firm.name, reverse("vendors:firm", args=[firm.code])),
    ]
    back = reverse(f"vendors:{tab}", args=[firm.code])
    return FormPage(title=title, submit=submit, back=back, crumbs=crumbs, **more)


@edits
def new(request: HttpRequest) -> HttpResponse:
    """Add a firm."""
    form = OnboardForm(request.POST or None)
    ask_at_opening(form, request.user, "firm")
    back = reverse("vendors:list")
    page = FormPage(_("Add a firm"), _("Add firm"), back, crumbs=[(_("Vendors"), back)])

    def act(data: Mapping[str, Any]) -> Done | None:
        with faults_beside_fields(form):
            firm = onboard_firm(actor=request.user, custom=given(data), **without_custom(data))
            return Done(reverse("vendors:firm", args=[firm.code]), _("%s is added.") % firm.name)
        return None

    return answer(request, form, page, act)


@edits
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a firm."""
    firm = firm_or_404(request, code)
    form = EditFirmForm(request.POST or None, instance=firm)

    def act(data: Mapping[str, Any]) -> Done:
        edit_firm(firm, data, actor=request.user)
        return Done(reverse("vendors:firm", args=[firm.code]), _("Saved."))

    return answer(request, form, page_of(firm, _("Edit %s") % firm.name, _("Save")), act)


@edits
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Add an office."""
    firm = firm_or_404(request, code)
    form = OfficeForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        added = add_office(firm, actor=request.user, **data)
        return Done(reverse("vendors:firm", args=[firm.code]), _("%s is added.") % added)

    return answer(request, form, page_of(firm, _("Add an office"), _("Add")), act)


@edits
def member(request: HttpRequest, code: str) -> HttpResponse:
    """Let a person use the portal for the firm."""
    firm = firm_or_404(request, code)
    form = FirmUserForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        added = add_firm_user(firm, data["user"], role=data["role"], actor=request.user)
        said = _("%(person)s can use the portal of %(firm)s.") % {"person": added.user, "firm": firm.name}
        return Done(reverse("vendors:firm", args=[firm.code]), said)

    return answer(request, form, page_of(firm, _("Add a portal user"), _("Add")), act)


@edits
def member_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a person's access to the firm's portal."""
    firm = firm_or_404(request, code)
    membership = get_object_or_404(firm.memberships.select_related("user", "firm"), pk=pk)
    form = ConfirmForm(request.POST or None)
    title = _("End the portal access of %s") % membership.user

    def act(data: Mapping[str, Any]) -> Done:
        remove_firm_user(membership, actor=request.user)
        said = _("%s can no longer use the portal.") % membership.user
        return Done(reverse("vendors:firm", args=[firm.code]), said)

    return answer(request, form, page_of(firm, title, _("End access"), danger=True), act)
