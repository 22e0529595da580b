"""The list of the ledger."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.audit.models import AuditEvent
from legalops.timeline.filters import LedgerFilters
from legalops.timeline.tables import LedgerTable
from legalops.web import lists
from legalops.web.lists import ListSpec

SPEC = ListSpec(
    _("Ledger"), "ledger:events", LedgerTable, LedgerFilters,
    AuditEvent.objects.visible_to, frozenset({can.AUDIT_VIEW}),
)  # fmt: skip


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
