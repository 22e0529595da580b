"""The list of the field dictionary, and its place in the rail."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.fields.filters import DictionaryFilters
from legalops.fields.models import FieldEntry
from legalops.fields.tables import DictionaryTable
from legalops.web import lists, nav
from legalops.web.lists import ListSpec

# Who configures or audits may read every definition already; who governs fields keeps them.
LOOK = frozenset({can.FIELDS_GOVERN, can.CONFIGURE, can.AUDIT_VIEW})
DICTIONARY = ListSpec(
    _("Fields"), "fields:dictionary", DictionaryTable, DictionaryFilters,
    lambda user: FieldEntry.objects.told(), LOOK,
)  # fmt: skip


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(DICTIONARY)
    nav.register(nav.NavItem(_("Fields"), "list-details", "fields:dictionary", LOOK, order=82))
