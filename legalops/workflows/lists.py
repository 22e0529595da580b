"""The list of tasks, its saved views, and its place in the frame."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.lists.bulk.custom import custom_changes
from legalops.lists.bulk.registry import register_change, register_maker
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists, nav
from legalops.web.lists import ListSpec
from legalops.workflows.changing import bulk_rows, changes_of
from legalops.workflows.filters import TaskFilters
from legalops.workflows.selectors.tasks import task_rows, waiting_for
from legalops.workflows.tables import TaskTable

READ = frozenset(
    {
        can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL, can.MATTERS_VIEW_ALL,
        can.MATTERS_VIEW_ASSIGNED,
    }
)  # fmt: skip
SPEC = ListSpec(_("Tasks"), "workflows:tasks", TaskTable, TaskFilters, task_rows, READ)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
    tasks = bulk_rows(READ)
    for change in changes_of(tasks):
        register_change(change)
    register_maker(SPEC.id, custom_changes(tasks, "task"))
    nav.register(
        nav.NavItem(_("Tasks"), "clipboard-list", "workflows:tasks", READ, waiting_for, order=8, keys="g t")
    )


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        SPEC,
        [
            ShippedView("overdue", _t("Overdue"), {"show": ["mine"], "overdue": ["true"]}),
            ShippedView("unassigned", _t("Unassigned"), {"show": ["all"], "who": ["nobody"]}),
            ShippedView("finished", _t("Finished"), {"show": ["mine"], "done": ["true"]}),
        ],
    )
