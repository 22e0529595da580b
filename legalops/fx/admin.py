"""Exchange rates in the console."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from legalops.fx.models import ExchangeRate


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ModelAdmin):
    """Rates by currency and day."""

    list_display = ("currency", "date", "rate", "source")
    list_filter = ("currency",)
    date_hierarchy = "date"
