"""The vendors app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry


class VendorsConfig(AppConfig):
    """Firms, timekeepers, rates."""

    name = "vendors"
    verbose_name = "Vendors"

    def ready(self) -> None:
        """Fill the frame, declare ledger actions, keep outside counsel out of the department's roles."""
        from legalops.access.services import guard_roles
        from legalops.access.standing import register_fact
        from legalops.api import scopes
        from legalops.exports.registry import add_reference
        from vendors import configuration, governance, importables, lists, panels, records, searching
        from vendors.events import ACTIONS
        from vendors.models import TimekeeperClass
        from vendors.querysets import FIRM_ID, FIRM_OF_PERSON
        from vendors.services.firms import refuse_department_role

        panels.register()
        records.register()
        importables.register()
        searching.register()
        configuration.register()
        scopes.register(scopes.Area("vendors", _("Firms and timekeepers")))
        governance.register()
        lists.register()
        post_migrate.connect(_install, sender=self, dispatch_uid="vendors.install")

        add_reference(TimekeeperClass)
        registry.register(ACTIONS)
        guard_roles(refuse_department_role)
        register_fact(FIRM_ID, FIRM_OF_PERSON)


def _install(**kwargs) -> None:
    from vendors import lists

    lists.install()
