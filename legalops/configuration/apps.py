"""The configuration app."""

from django.apps import AppConfig

from legalops.audit import registry


class ConfigurationConfig(AppConfig):
    """Configuration as files."""

    name = "legalops.configuration"
    verbose_name = "Configuration files"

    def ready(self) -> None:
        """Declare ledger actions and the sections of the packages below this one."""
        from legalops.configuration.shipped import modules, roles

        registry.register(
            {
                "configuration.applied": "applied configuration files",
                "configuration.item.added": "added to the configuration",
                "configuration.item.changed": "changed the configuration",
                "configuration.item.removed": "removed from the configuration",
            }
        )
        roles.register()
        modules.register()
