"""Review rules in the console: a field and its help for every parameter, as the rule declares them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Context
from unfold.decorators import action

from billing.admin.rule_form import RuleForm, parameter_fields
from billing.admin.rule_restoring import RestoringMixin
from billing.models import ReviewRule
from billing.services.rules import FIELDS, SCOPE, copy_rule, save_rule
from legalops.access.console import KeptAdmin
from legalops.accounts.models import User
from legalops.web import formats

RuleEvent = ReviewRule.pgh_event_model


@admin.register(ReviewRule)
class ReviewRuleAdmin(RestoringMixin, KeptAdmin):
    """Guideline rules: on or off, how strictly, for whom, and what the firm reads."""

    form = RuleForm
    list_display = ("code", "name", "enabled", "outcome", "scope", "version", "changed")
    list_display_links = ("code", "name")
    list_filter = ("enabled", "outcome", "matter_types")
    search_fields = ("code", "name", "clause")
    readonly_fields = ("code", "checks", "guideline", "version", "past")
    actions_detail = ("copy",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A rule is a piece of the product; for another scope one copies it."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewRule]:
        """With who changed it last, in one query."""
        last = RuleEvent.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
        rows = super().get_queryset(request).prefetch_related("matter_types", "firms")
        context = Context.objects.filter(pk=OuterRef("changed_in")).values(who=KT("metadata__user"))
        person = User.objects.filter(pk=Cast(OuterRef("changed_by_id"), BigIntegerField()))
        return (
            rows.annotate(
                changed_at=Subquery(last.values("pgh_created_at")[:1]),
                changed_in=Subquery(last.values("pgh_context_id")[:1]),
            )
            .annotate(changed_by_id=Subquery(context[:1]))
            .annotate(changed_by=Subquery(person.values("full_name")[:1]))
        )

    def get_form(self, request: HttpRequest, obj: ReviewRule | None = None, **kwargs: Any) -> type:
        """With one field for each parameter of this rule."""
        if obj is not None:
            kwargs["form"] = type("RuleFormOfOne", (RuleForm,), parameter_fields(obj))
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: ReviewRule | None = None) -> list[tuple[Any, dict]]:
        """What it checks, how strictly, for whom, what the firm reads, what changed."""
        return [
            (None, {"fields": ("code", "checks", "guideline", "name", "enabled", "outcome")}),
            (_("Parameters"), {"fields": tuple(parameter_fields(obj)) if obj else ()}),
            (_("Scope: empty means all"), {"fields": SCOPE}),
            (_("What the firm reads"), {"fields": ("message", "clause")}),
            (_("History"), {"fields": ("version", "past")}),
        ]

    def save_model(self, request: HttpRequest, obj: ReviewRule, form: RuleForm, change: bool) -> None:
        """Through the service, which checks, versions and records."""
        given = {name: form.cleaned_data[name] for name in (*FIELDS, *SCOPE) if name in form.cleaned_data}
        saved = save_rule(obj, given | {"parameters": form.parameters}, actor=request.user)
        obj.version = saved.version

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has set the scope already."""

    @admin.display(description=gettext_lazy("scope"))
    def scope(self, rule: ReviewRule) -> str:
        """For whom the rule works."""
        words = [str(one) for one in (*rule.matter_types.all(), *rule.firms.all())]
        return ", ".join(words) or _("All")

    @admin.display(description=gettext_lazy("last change"), ordering=F("changed_at").desc(nulls_last=True))
    def changed(self, rule: ReviewRule) -> str:
        """When, and by whom; as shipped when nobody has touched it."""
        return _changed(rule.changed_at, rule.changed_by)

    @admin.display(description=gettext_lazy("what it checks"))
    def checks(self, rule: ReviewRule) -> str:
        """The rule in a sentence."""
        return RuleForm.card(rule).checks

    @admin.display(description=gettext_lazy("usual guideline"))
    def guideline(self, rule: ReviewRule) -> str:
        """How guidelines usually put it."""
        return RuleForm.card(rule).guideline

    @action(description=gettext_lazy("Copy for another scope"), permissions=["change"])
    def copy(self, request: HttpRequest, object_id: int) -> HttpResponseRedirect:
        """A copy, switched off, to be given a scope."""
        copied = copy_rule(ReviewRule.objects.get(pk=object_id), actor=request.user)
        said = _("This is the copy. Give it a scope and parameters, then switch it on.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:billing_reviewrule_change", args=[copied.pk]))


def _changed(at: Any, person: User | str | None) -> str:
    return f"{formats.instant(at)}, {person or _('the product')}"
