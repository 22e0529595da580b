"""The register of conflict waivers."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.glass import without_glass
from legalops.access.services import has_capability
from legalops.files.models import File
from legalops.kernel import clock
from legalops.web.form_page import Done, answer
from matters.forms.conflicts import AnswerWaiverForm, WaiverForm
from matters.models import ConflictWaiver
from matters.selectors.conflicts.lists import waiver_rows
from matters.services.conflicts import answer_waiver, request_waiver
from matters.views.access import reads
from matters.views.conflicts import check_or_404, line_or_404, page_of, reviews


@require_safe
@reads
def register(request: HttpRequest) -> HttpResponse:
    """Every waiver the person may see, the next to end first."""
    context = {
        "waivers": waiver_rows(request.user)[:500],
        "reviewer": has_capability(request.user, can.CONFLICTS_REVIEW),
        "today": clock.today(),
    }
    return render(request, "matters/waivers.html", context)


@reviews
def ask(request: HttpRequest, pk: int, hit: int) -> HttpResponse:
    """Write down that somebody was asked to waive."""
    check = check_or_404(request, pk, by_glass=False)
    line = line_or_404(request, check, hit)
    form = WaiverForm(request.POST or None, initial={"asked_of": line.hit.asked})

    def act(data: Mapping[str, Any]) -> Done:
        request_waiver(line.hit, **data, actor=request.user)
        return Done(reverse("matters:conflict", args=[check.pk]), _("The waiver is in the register."))

    return answer(request, form, page_of(check, _("Ask for a waiver"), _("Ask for a waiver")), act)


@reviews
def answered(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what they answered."""
    rows = ConflictWaiver.objects.visible_to(without_glass(request.user))
    waiver = get_object_or_404(rows.select_related("hit__check_of__matter", "hit__check_of__request"), pk=pk)
    check = waiver.hit.check_of
    record_type = "matter" if check.matter_id else "request"
    files = File.objects.visible_to(request.user).filter(
        record_type=record_type, record_id=check.matter_id or check.request_id
    )
    form = AnswerWaiverForm(waiver, request.POST or None, files=files)

    def act(data: Mapping[str, Any]) -> Done:
        answer_waiver(waiver, **data, actor=request.user)
        return Done(reverse("matters:waivers"), _("Saved."))

    page = page_of(check, _("Answer of %s") % waiver.asked_of, _("Save"))
    return answer(request, form, page, act)
