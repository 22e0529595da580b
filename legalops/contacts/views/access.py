"""How every view of a card begins."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.contacts.models import Contact

reads = requires(can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED)
edits = requires(can.MATTERS_EDIT)


def contact_or_404(request: HttpRequest, pk: int) -> Contact:
    """The live card, if it exists for this person. Absent and hidden look the same."""
    return get_object_or_404(Contact.objects.visible_to(request.user).live(), pk=pk)
