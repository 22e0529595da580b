"""The lists app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "lists.view.saved": "saved a view of a list",
    "lists.view.changed": "changed a view of a list",
    "lists.view.deleted": "deleted a view of a list",
    "lists.view.restored": "brought a view of a list back",
    "lists.rows.changed": "changed many rows of a list",
    "lists.rows.undone": "undid a change of many rows",
    "lists.default.chosen": "chose the view that a list opens with for a role",
}


class ListsConfig(AppConfig):
    """Saved views, chosen columns and changes of many rows."""

    name = "legalops.lists"
    label = "lists"
    verbose_name = _("Lists")

    def ready(self) -> None:
        """Keep what lists ask to be kept; declare ledger actions and jobs."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.lists import configuration, field_uses, tasks  # noqa: F401  (registers the jobs)
        from legalops.lists.keeping import ListKeeper
        from legalops.lists.models import BulkRun, SavedView
        from legalops.web import lists

        lists.keep_with(ListKeeper())
        configuration.register()
        field_uses.register()
        scopes.register(scopes.Area("lists", _("Saved views of lists")))
        registry.register(ACTIONS)
        registry.guard("lists.bulkrun", lambda user: BulkRun.objects.visible_to(user).values("pk"))
        registry.guard("lists.savedview", lambda user: SavedView.objects.visible_to(user).values("pk"))
