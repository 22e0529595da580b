from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    """Durable background work."""

    name = "legalops.jobs"
    label = "jobs"
    verbose_name = "Background work"

    def ready(self) -> None:
        """Register the handlers that keep this application itself tidy."""
        from legalops.audit import registry
        from legalops.jobs import configuration, tasks  # noqa: F401

        registry.register(
            {
                "jobs.job.cancelled": "cancelled the job",
                "jobs.job.retried": "asked for the job again",
                "jobs.schedule.changed": "changed the schedule",
                "jobs.schedule.run": "started periodic work by hand",
            }
        )
        configuration.register()
        post_migrate.connect(_install, sender=self, dispatch_uid="jobs.install")


def _install(**kwargs) -> None:
    from legalops.jobs.services.schedules import install_schedules

    install_schedules()
