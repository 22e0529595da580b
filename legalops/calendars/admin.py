"""Business calendars in the console."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from legalops.audit.console import RecordedAdmin
from legalops.calendars.models import WEEKDAYS, BusinessCalendar, CalendarDay
from legalops.calendars.selectors import coming_holidays
from legalops.kernel import clock


class DayInline(TabularInline):
    """Own days: closures, half days, days that are worked after all."""

    model = CalendarDay
    extra = 0


@admin.register(BusinessCalendar)
class BusinessCalendarAdmin(RecordedAdmin):
    """Hours, holidays and own days."""

    list_display = ("name", "zone", "country", "region", "is_default")
    search_fields = ("name", "code")
    readonly_fields = ("coming",)
    inlines = (DayInline,)
    fieldsets = (
        (None, {"fields": ("name", "code", "zone", "is_default")}),
        (gettext_lazy("Opening hours: 09:00-12:30, 13:30-17:30; empty is closed"), {"fields": WEEKDAYS}),
        (gettext_lazy("Holidays"), {"fields": (("country", "region"), "coming")}),
    )

    @admin.display(description=gettext_lazy("closed or different next"))
    def coming(self, calendar: BusinessCalendar) -> SafeString | str:
        """The next days that differ, to check country and region by."""
        if calendar.pk is None:
            return _("Shown after saving.")
        found = coming_holidays(calendar, clock.today())
        return format_html_join("", "<p>{}: {}</p>", ((date_format(day), name) for day, name in found)) or "–"
