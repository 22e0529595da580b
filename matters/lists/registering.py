"""What `ready()` declares of the list."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.lists.bulk.custom import custom_changes
from legalops.lists.bulk.registry import register_change, register_maker
from legalops.web import lists
from legalops.web.lists import ListSpec
from matters.filters import CheckFilters, MatterFilters
from matters.lists.changing import FIELDS, MATTERS
from matters.lists.people import PEOPLE
from matters.selectors.conflicts.lists import check_rows
from matters.selectors.lists import matter_rows
from matters.tables import CheckTable, MatterTable

READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
SPEC = ListSpec(_("Matters"), "matters:list", MatterTable, MatterFilters, matter_rows, READ)
CHECKS = ListSpec(_("Conflict checks"), "matters:conflicts", CheckTable, CheckFilters, check_rows, READ)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
    lists.register(CHECKS)
    for change in (*FIELDS, *PEOPLE):
        register_change(change)
    register_maker(SPEC.id, custom_changes(MATTERS, "matter"))
