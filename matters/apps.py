"""The matters app."""

from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry


class MattersConfig(AppConfig):
    """Matters, teams, walls, budgets, key dates."""

    name = "matters"
    verbose_name = "Matters"

    def ready(self) -> None:
        """Fill the frame, declare ledger actions; install shipped types and stages with the schema."""
        from legalops.api import scopes
        from legalops.exports.registry import add_reference
        from legalops.notifications.calendars import register_calendar
        from legalops.timeline import labels
        from legalops.workflows.registry import TaskWatch, watch_tasks
        from matters import (  # noqa: F401
            approvals,
            configuration,
            days,
            deadline_lists,
            governance,
            importables,
            lists,
            log_events,
            panels,
            records,
            searching,
            subscriptions,
            tasks,
        )
        from matters.events import ACTIONS, LABELS, MARKS, REPEATED
        from matters.models import (
            ConflictCheck,
            ConflictHit,
            ConflictSettings,
            ConflictWaiver,
            Matter,
            MatterType,
            PartyRole,
            RulePack,
            RulePackVersion,
            Stage,
        )
        from matters.selectors.agenda import key_dates_of, key_dates_on
        from matters.services.planning.watching import after_end, before_change

        panels.register()
        days.register()
        records.register()
        register_calendar("key_dates", key_dates_of, key_dates_on)
        importables.register()
        searching.register()
        configuration.register()
        scopes.register(scopes.Area("matters", _("Matters")))
        governance.register()
        lists.register()
        deadline_lists.register()
        approvals.register()
        subscriptions.subscribe()
        watch_tasks("matter", TaskWatch(before_change, after_end))

        add_reference(MatterType, Stage, PartyRole, ConflictSettings, RulePack, RulePackVersion)
        registry.register(ACTIONS | log_events.ACTIONS)
        labels.add_labels(LABELS)
        labels.add_marks(MARKS | log_events.MARKS)
        labels.repeat(*REPEATED)
        registry.guard("matters.matter", lambda user: Matter.objects.visible_to(user).values("pk"))
        for kind in (ConflictCheck, ConflictHit, ConflictWaiver):
            registry.guard(kind._meta.label_lower, partial(_seen, kind))
        post_migrate.connect(_install, sender=self, dispatch_uid="matters.install")


def _seen(kind, user):
    return kind.objects.visible_to(user).values("pk")


def _install(**kwargs) -> None:
    from matters.deadline_lists import install as install_deadline_views
    from matters.lists.shipped import install as install_views
    from matters.services.plan_templates.shipped import install_templates
    from matters.services.planning.shipped import install_ladder
    from matters.services.reference import install_reference
    from matters.services.reminders import ship_reminders
    from matters.services.rule_packs import ship_packs

    install_reference()
    ship_packs()
    install_ladder()
    install_templates()
    ship_reminders()
    install_views()
    install_deadline_views()
