"""What `ready()` declares of the list."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import lists
from legalops.web.lists import ListSpec
from matters.filters import MatterFilters
from matters.selectors.lists import matter_rows
from matters.tables import MatterTable

READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
SPEC = ListSpec(_("Matters"), "matters:list", MatterTable, MatterFilters, matter_rows, READ)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
