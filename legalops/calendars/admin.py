"""Business calendars in the console."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from legalops.audit.console import RecordedAdmin
from legalops.calendars.models import WEEKDAYS, BusinessCalendar, CalendarDay
from legalops.calendars.pasted import read_days
from legalops.calendars.selectors import coming_holidays
from legalops.calendars.services import days_by_date, set_days
from legalops.kernel import clock
from legalops.kernel.errors import DomainError


class PasteForm(forms.Form):
    """Many days at once."""

    days = forms.CharField(
        label=gettext_lazy("Days"),
        max_length=500_000,
        widget=UnfoldAdminTextareaWidget({"rows": 14}),
        help_text=gettext_lazy(
            "A line for each day: date, name and, unless it is closed, hours (2026-12-24, Christmas Eve, "
            "09:00-12:00). Or the text of a calendar file (.ics). Days that are there already are changed."
        ),
    )


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
    actions_detail = ("paste",)
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

    def get_urls(self) -> list[URLPattern]:
        """With the page that takes many days."""
        view = self.admin_site.admin_view(self.paste_view)
        own = path("<int:pk>/days/", view, name="calendars_businesscalendar_days")
        return [own, *super().get_urls()]

    @action(description=gettext_lazy("Add many days"), permissions=["change"])
    def paste(self, request: HttpRequest, object_id: int) -> HttpResponseRedirect:
        """To the page that takes them."""
        return HttpResponseRedirect(reverse("admin:calendars_businesscalendar_days", args=[object_id]))

    def paste_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the box (GET), or add and change the pasted days (POST)."""
        calendar = BusinessCalendar.objects.filter(pk=pk).first()
        if calendar is None or not self.has_change_permission(request, calendar):
            raise Http404
        form = PasteForm(request.POST if request.method == "POST" else None)
        back = reverse("admin:calendars_businesscalendar_change", args=[pk])
        if form.is_valid() and (kept := _kept(form, calendar, request)) is not None:
            messages.success(request, _("Days added or changed: %d.") % kept)
            return HttpResponseRedirect(back)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Add many days to %s") % calendar,
            "opts": BusinessCalendar._meta,
            "form": form,
            "back": back,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/calendars/days.html", context, status=status)


def _kept(form: PasteForm, calendar: BusinessCalendar, request: HttpRequest) -> int | None:
    """How many days were kept; None, with the reason beside the box, when they cannot be."""
    try:
        days = days_by_date(read_days(form.cleaned_data["days"]))
        return len(set_days(calendar, days, actor=request.user))
    except DomainError as refusal:
        form.add_error("days", refusal.message)
        return None
