"""The API's foundation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry


class ApiConfig(AppConfig):
    """Tokens, and the manners of every endpoint."""

    name = "legalops.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        """Declare what is recorded, and how the schema names our tokens."""
        from legalops.api import schema, tasks  # noqa: F401

        registry.register(
            {
                "api.token.issued": "issued an API token",
                "api.token.revoked": "revoked an API token",
                "api.account.made": "made a service account",
            }
        )
