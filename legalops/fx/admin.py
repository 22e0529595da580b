"""Exchange rates in the console."""

from django.contrib import admin

from legalops.audit.console import RecordedAdmin
from legalops.fx.models import ExchangeRate


@admin.register(ExchangeRate)
class ExchangeRateAdmin(RecordedAdmin):
    """Rates by currency and day."""

    list_display = ("currency", "date", "rate", "source")
    list_filter = ("currency",)
    date_hierarchy = "date"
