"""The access governance app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """People, joiners and leavers, the explainer, access reviews."""

    name = "legalops.governance"
    label = "governance"
    verbose_name = "Access governance"

    def ready(self) -> None:
        """Put the pages into the rail and declare what the ledger hears of."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.governance import (  # importing tasks registers them
            importables,
            lists,
            own_work,
            places,
            tasks,  # noqa: F401
        )

        places.register()
        importables.register()
        own_work.register()
        lists.register()
        scopes.register(scopes.Area("people", _("People, roles and teams")))
        scopes.register(scopes.Area("calendars", _("Business calendars")))
        registry.register(
            {
                "governance.person.invited": "invited a person",
                "governance.person.described": "changed name or title of a person",
                "governance.person.left": "closed a person's account",
                "governance.work.handed_over": "handed over what a person who left had in hand",
                "governance.person.returned": "opened a person's account again",
                "governance.view_as.began": "began to view the product as this person",
                "governance.view_as.ended": "stopped viewing the product as this person",
                "governance.teams.changed": "changed the teams of a person",
                "governance.team.made": "made a team",
                "governance.team.changed": "changed a team",
            }
        )
