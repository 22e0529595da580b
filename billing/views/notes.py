"""Writing notes from the review page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing.models import InvoiceLine
from billing.services.notes import add_note
from billing.views.access import invoice_or_404, reads
from billing.views.bundles import Touched, changed


@require_POST
@reads
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note for colleagues or to the firm, about the invoice or one of its lines."""
    invoice = invoice_or_404(request, pk)
    line = _line(invoice, request.POST.get("line", ""))
    audience = request.POST.get("audience", "")
    add_note(invoice, audience=audience, body=request.POST.get("body", ""), actor=request.user, line=line)
    said = _("Written to %s.") % invoice.firm if audience == "firm" else _("Note added.")
    touched = Touched(lines=[line.pk] if line else [], notes=True)
    return changed(request, invoice, touched, said)


def _line(invoice, key: str) -> InvoiceLine | None:
    if not key:
        return None
    line = invoice.lines.filter(pk=int(key)).first() if key.isdecimal() else None
    if line is None:
        raise Http404
    return line
