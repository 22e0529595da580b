"""How every view of a firm begins."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from vendors.models import Firm, Timekeeper

reads = requires(can.VENDORS_VIEW)
edits = requires(can.VENDORS_EDIT)


def firm_or_404(request: HttpRequest, code: str) -> Firm:
    """The firm, if the person may see it."""
    return get_object_or_404(Firm.objects.visible_to(request.user), code=code)


def timekeeper_or_404(request: HttpRequest, code: str, pk: int) -> Timekeeper:
    """A timekeeper of this firm, if the person may see the firm."""
    people = Timekeeper.objects.visible_to(request.user).select_related("firm", "classification", "office")
    return get_object_or_404(people, firm__code=code, pk=pk)
