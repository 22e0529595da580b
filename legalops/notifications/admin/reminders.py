"""Reminder rules in the console: kept, tried, run, taken back."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from legalops.access.console import KeptAdmin
from legalops.automation.addresses import log_address
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.notifications.admin.confirming import unconfirmed
from legalops.notifications.admin.reminder_form import ReminderRuleForm
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.reminding.rules import FIELDS, restore_previous, save_rule
from legalops.notifications.services.reminding.running import run_now
from legalops.notifications.services.reminding.trying import preview
from legalops.web import formats


@admin.register(ReminderRule)
class ReminderRuleAdmin(KeptAdmin):
    """Who is told of which date, how many days before and after."""

    form = ReminderRuleForm
    list_display = ("name", "is_active", "record_type", "ladder", "at", "planned_at", "told", "changed")
    list_filter = ("is_active", "record_type")
    list_select_related = ("changed_by",)
    readonly_fields = ("version", "changed", "planned_at", "told")
    fieldsets = (
        (None, {"fields": ("name", "is_active", "date_of", "conditions")}),
        (gettext_lazy("When"), {"fields": ("ladder", "off_weekends", "at")}),
        (gettext_lazy("Whom"), {"fields": ("recipients", "escalate_after", "escalate_to")}),
        (gettext_lazy("Words"), {"fields": ("title", "body")}),
        (gettext_lazy("History"), {"fields": ("version", "changed", "planned_at", "told")}),
    )
    actions_detail = ("attempt", "start_now", "log_of_rule", "take_back")

    def get_urls(self) -> list[URLPattern]:
        """With the page that tries a rule."""
        view = self.admin_site.admin_view(self.try_view)
        return [path("<int:pk>/try/", view, name="notifications_reminderrule_try"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: ReminderRule, form: Any, change: bool) -> None:
        """Through the service, which checks, versions and records."""
        given = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
        obj.__dict__.update(save_rule(obj, given, actor=request.user).__dict__)

    @admin.display(description=gettext_lazy("last change"))
    def changed(self, rule: ReminderRule) -> str:
        """When, and by whom; as shipped when nobody has touched it."""
        if rule.changed_by is None:
            return _("as shipped")
        return f"{formats.instant(rule.changed_at)}, {rule.changed_by}"

    @action(description=gettext_lazy("Try it"), permissions=["view"], url_path="attempt")
    def attempt(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the page that shows what would be told."""
        return HttpResponseRedirect(reverse("admin:notifications_reminderrule_try", args=[object_id]))

    @action(description=gettext_lazy("Run now"), permissions=["change"])
    def start_now(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Tell what is due today and was not told yet."""
        rule = ReminderRule.objects.get(pk=object_id)
        question = _("Tell everybody now what is due today and was not told yet?")
        if page := unconfirmed(request, rule, question, _("Run now"), _url(object_id)):
            return page
        told = run_now(rule, actor=request.user)
        self.message_user(request, _("Reminders told now: %d.") % told, messages.SUCCESS)
        return _to(object_id)

    @action(description=gettext_lazy("What it did"), permissions=["view"], url_path="log")
    def log_of_rule(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the automation log of this rule."""
        return HttpResponseRedirect(log_address("reminder", object_id))

    @action(description=gettext_lazy("Go back one version"), permissions=["change"])
    def take_back(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Give the rule the settings it had before the last change."""
        rule = ReminderRule.objects.get(pk=object_id)
        question = _("Give the rule the settings it had before its last change?")
        if page := unconfirmed(request, rule, question, _("Go back"), _url(object_id)):
            return page
        try:
            rule = restore_previous(rule, actor=request.user)
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.WARNING)
        else:
            said = _("The rule is as before its last change, as version %d.") % rule.version
            self.message_user(request, said, messages.SUCCESS)
        return _to(object_id)

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the rule would tell on a day (`on`), nothing stored and nothing sent."""
        rule = ReminderRule.objects.filter(pk=pk).first()
        if rule is None or not self.has_view_permission(request, rule):
            raise Http404
        try:
            on = date.fromisoformat(request.GET.get("on", ""))
        except ValueError:
            on = clock.today()
        context = {
            **self.admin_site.each_context(request),
            "title": _("%s: try it") % rule,
            "opts": ReminderRule._meta,
            "rule": rule,
            "on": on,
            "trial": preview(rule, on, request.user),
            "back": reverse("admin:notifications_reminderrule_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/notifications/reminderrule/try.html", context)


def _url(pk: int) -> str:
    return reverse("admin:notifications_reminderrule_change", args=[pk])


def _to(pk: int) -> HttpResponse:
    return HttpResponseRedirect(_url(pk))
