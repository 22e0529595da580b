"""The access governance app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """People, joiners and leavers, the explainer, access reviews."""

    name = "legalops.governance"
    label = "governance"
    verbose_name = "Access governance"

    def ready(self) -> None:
        """Put the pages into the rail and declare what the ledger hears of."""
        from legalops.audit import registry
        from legalops.governance import places

        places.register()
        registry.register(
            {
                "governance.person.invited": "invited a person",
                "governance.person.left": "closed a person's account",
                "governance.work.handed_over": "handed over what a person who left had in hand",
                "governance.person.returned": "opened a person's account again",
                "governance.teams.changed": "changed the teams of a person",
            }
        )
