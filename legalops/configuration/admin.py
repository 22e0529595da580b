"""What was applied from files, to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from legalops.access.console import ReadOnlyAdmin
from legalops.configuration.models import ConfigurationRun


@admin.register(ConfigurationRun)
class ConfigurationRunAdmin(ReadOnlyAdmin):
    """Who applied which changes."""

    list_display = ("applied_at", "applied_by", "how_many")
    fields = ("applied_at", "applied_by", "fingerprint", "changes")

    @admin.display(description=_("changes"))
    def how_many(self, run: ConfigurationRun) -> int:
        """Number of items touched."""
        return len(run.changes)
