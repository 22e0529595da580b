"""The billing app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry


class BillingConfig(AppConfig):
    """Invoices from upload to accounts payable."""

    name = "billing"
    verbose_name = "Billing"

    def ready(self) -> None:
        """Declare ledger actions and job handlers; install shipped reference data with the schema."""
        from billing import (  # noqa: F401
            approvals,
            configuration,
            day,
            governance,
            lists,
            panels,
            records,
            searching,
            subscriptions,
            tasks,
        )
        from billing.events import ACTIONS
        from billing.models import AccountMapping
        from billing.services.telling import register_kinds
        from billing.views import unmatched_navigation
        from billing.views.portal import listing, navigation
        from legalops.api import scopes
        from legalops.exports.registry import add_reference

        registry.register(ACTIONS)
        add_reference(AccountMapping)
        navigation.register()
        listing.register()
        panels.register()
        day.register()
        governance.register()
        lists.register()
        records.register()
        approvals.register()
        searching.register()
        configuration.register()
        scopes.register(scopes.Area("invoices", _("Invoices")))
        scopes.register(scopes.Area("submissions", _("LEDES files")))
        unmatched_navigation.register()
        subscriptions.register()
        register_kinds()
        _answer_matters()
        _guard_ledger()
        post_migrate.connect(_install, sender=self, dispatch_uid="billing.install")


def _guard_ledger() -> None:
    from billing.models import Invoice, Submission

    registry.guard("billing.invoice", lambda user: Invoice.objects.visible_to(user).values("pk"))
    registry.guard("billing.submission", lambda user: Submission.objects.visible_to(user).values("pk"))


def _answer_matters() -> None:
    from billing.selectors import matter_spend, queue
    from matters.selectors.phases import register_phases
    from matters.selectors.spend import register_over_budget, register_spend

    register_spend(matter_spend.spend_of)
    register_over_budget(queue.matters_over_budget)
    register_phases(matter_spend.phases)


def _install(**kwargs) -> None:
    from billing.lists import install as install_views
    from billing.services.default_policy import install_policy
    from billing.services.reference import install_reference

    install_reference()
    install_policy()
    install_views()
