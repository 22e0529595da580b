from django.apps import AppConfig


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
            {"jobs.job.cancelled": "cancelled the job", "jobs.job.retried": "asked for the job again"}
        )
        configuration.register()
