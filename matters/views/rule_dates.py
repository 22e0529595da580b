"""Dates by a rule pack: choose the rules, see every date and why, confirm."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.kernel.errors import DomainError
from legalops.web import toasts
from matters.forms.dates import PackForm
from matters.models import Matter, RulePackVersion
from matters.selectors.rule_packs import version_for, versions_in_force
from matters.services.date_chains import apply_pack, foreseen
from matters.views.access import edits, matter_or_404
from matters.views.matter import frame_of


@require_safe
@edits
def packs(request: HttpRequest, number: str) -> HttpResponse:
    """The packs on offer."""
    matter = matter_or_404(request, number)
    context = frame_of(request, matter, "dates") | {"versions": versions_in_force()}
    return render(request, "matters/rule_packs.html", context)


@edits
def work_out(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """What follows from a trigger, with the steps; posted, it is put on the matter."""
    matter = matter_or_404(request, number)
    version = next((each for each in versions_in_force() if each.pack.code == code), None)
    if version is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    form = PackForm(matter, version, given if "trigger" in given else None)
    context = frame_of(request, matter, "dates") | {"version": version, "form": form, "found": None}
    if form.is_bound and form.is_valid():
        try:
            in_force = version_for(version.pack, form.cleaned_data["on"])
            if request.method == "POST":
                return _apply(request, matter, in_force, form)
            context |= {"version": in_force, "found": _found(in_force, form)}
        except DomainError as refusal:
            form.add_error("on", refusal.message)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "matters/rule_dates.html", context, status=status)


def _found(version: RulePackVersion, form: PackForm) -> list:
    data = form.cleaned_data
    return foreseen(version, data["trigger"], data["on"], data["method"])


def _apply(request: HttpRequest, matter: Matter, version: RulePackVersion, form: PackForm) -> HttpResponse:
    data = form.cleaned_data
    made = apply_pack(
        matter, version.pack, trigger=data["trigger"], on=data["on"], method=data["method"],
        rules=request.POST.getlist("rules"), owner=data["owner"], backup=data["backup"], actor=request.user,
    )  # fmt: skip
    toasts.toast(request, _("%d dates are on the matter.") % len(made))
    return redirect(reverse("matters:dates", args=[matter.number]))
