"""The SCIM app."""

from django.apps import AppConfig


class ScimConfig(AppConfig):
    """Provisioning by directories."""

    name = "legalops.scim"
    label = "scim"
    verbose_name = "Provisioning"

    def ready(self) -> None:
        """Declare what the ledger hears of."""
        from legalops.audit import registry

        registry.register(
            {
                "scim.token.issued": "issued a token for a directory",
                "scim.token.revoked": "revoked a directory's token",
                "scim.person.provisioned": "provisioned a person",
                "scim.person.changed": "changed a person as the directory says",
                "scim.team.changed": "changed a team as the directory says",
            }
        )
