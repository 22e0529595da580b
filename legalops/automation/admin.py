"""The automation log in the console: one list of all that rules did, and each run with its reasons."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display

from legalops.access.console import ScopedAdmin
from legalops.automation.addresses import log_of
from legalops.automation.enums import Outcome
from legalops.automation.models import AutomationRun
from legalops.automation.selectors import page_of, rules_logged
from legalops.automation.services import replay
from legalops.kernel import records
from legalops.kernel.errors import DomainError

_TONES = {Outcome.DONE: "success", Outcome.NOTHING: "info", Outcome.FAILED: "danger"}


class OfRecordType(admin.SimpleListFilter):
    """Records of one type."""

    title = gettext_lazy("record")
    parameter_name = "record_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All that rules may be about."""
        return [(each.code, str(each.plural)) for each in records.known()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed to the chosen one."""
        return queryset.filter(record_type=self.value()) if self.value() else queryset


class OfRule(admin.SimpleListFilter):
    """Runs of one rule."""

    title = gettext_lazy("rule")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those that have run, by the name they had last."""
        return [(f"{kind}:{pk}", name) for kind, pk, name in rules_logged()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed to the chosen one."""
        kind, _colon, key = (self.value() or "").partition(":")
        return queryset.filter(kind=kind, rule_id=key) if key.isdecimal() else queryset


@admin.register(AutomationRun)
class AutomationRunAdmin(ScopedAdmin):
    """Every run; one that failed is run again from here."""

    list_display = ("ran_at", "kind", "what", "record", "how", "told", "attempts")
    list_filter = ("kind", "outcome", OfRecordType, OfRule, "ran_at")
    search_fields = ("=record_id", "rule_name")
    search_help_text = gettext_lazy("Key of the record, or name of the rule")
    list_select_related = ("ran_by",)
    fields = ("ran_at", "ran_by", "kind", "what", "record", "given", "how", "effect", "error", "attempts")
    readonly_fields = fields
    actions = ("again",)
    actions_detail = ("again_here",)
    change_form_template = "admin/automation/run.html"

    @admin.display(description=gettext_lazy("rule"), ordering="rule_name")
    def what(self, run: AutomationRun) -> str:
        """The rule, or the stage and its action."""
        return run.rule_name or _("No rule")

    @admin.display(description=gettext_lazy("record"))
    def record(self, run: AutomationRun) -> SafeString | str:
        """Type and key, leading to all its runs; not the name, which not everybody here may know."""
        if not run.record_type:
            return "–"
        kind = records.find(run.record_type)
        if run.record_id is None:
            return str(kind.plural)
        url = log_of(record_type=run.record_type, record_id=run.record_id)
        return format_html('<a href="{}">{} {}</a>', url, kind.label, run.record_id)

    @display(
        description=gettext_lazy("outcome"),
        ordering="outcome",
        label={str(Outcome(key).label): tone for key, tone in _TONES.items()},
    )
    def how(self, run: AutomationRun) -> str:
        """How it came out."""
        return str(run.get_outcome_display())

    @admin.display(description=gettext_lazy("effect or error"))
    def told(self, run: AutomationRun) -> str:
        """What it did, or why it could not."""
        return run.error or run.effect

    def has_again_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For people who configure."""
        return request.user.has_perm("automation.change_automationrun")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """Nothing to run again where it was done."""
        failed = AutomationRun.objects.filter(pk=object_id, outcome=Outcome.FAILED)
        return super().get_actions_detail(request, object_id) if failed.exists() else []

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the reasons, as far as this person may see whom and what they name."""
        run = kwargs.get("obj")
        context["reasons"] = page_of(run, request.user) if run is not None else None
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=gettext_lazy("Run again"), permissions=["again"])
    def again(self, request: HttpRequest, queryset: QuerySet[AutomationRun]) -> None:
        """Replay those that failed; each says how it came out."""
        for run in queryset.order_by("pk"):
            self._replay(request, run)

    @action(description=gettext_lazy("Run again"), permissions=["again"], url_path="again")
    def again_here(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Replay this one after asking; what it had done already is not done twice."""
        run = self.get_queryset(request).filter(pk=object_id).first()
        if run is None:
            raise Http404
        back = reverse("admin:automation_automationrun_change", args=[object_id])
        if request.method == "POST":
            self._replay(request, run)
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": str(run.get_kind_display()),
            "opts": AutomationRun._meta,
            "question": _("Run “%s” again, with the input it had?") % self.what(run),
            "verb": _("Run again"),
            "back": back,
        }
        return TemplateResponse(request, "admin/notifications/confirm.html", context)

    def _replay(self, request: HttpRequest, run: AutomationRun) -> None:
        name = self.what(run)
        try:
            done = replay(run, actor=request.user)
        except DomainError as error:
            messages.warning(request, f"{name}: {error.message}")
            return
        level = messages.ERROR if done.outcome == Outcome.FAILED else messages.SUCCESS
        words = done.error or done.effect or _("Done.")
        self.message_user(request, f"{name}: {words}", level)
