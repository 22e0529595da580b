"""Who may open the pages of imports."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.imports.models import Import

imports = requires(can.IMPORTS_RUN)


def own_or_404(request: HttpRequest, pk: int) -> Import:
    """The person's own import."""
    rows = Import.objects.visible_to(request.user).select_related("document", "job")
    return get_object_or_404(rows, pk=pk)
