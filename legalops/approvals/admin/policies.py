"""Approval policies: edited here, published as versions, tried before and gone back to after."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, StackedInline
from unfold.decorators import action

from legalops.accounts.recorded import RecordedChanges
from legalops.approvals.admin.forms import PolicyForm, StepForm
from legalops.approvals.admin.where_used import where_used
from legalops.approvals.models import Policy, PolicyStep, PolicyVersion
from legalops.approvals.selectors.words import sentences_of
from legalops.approvals.services import policies
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.web import formats

_SHOWN = 20


class StepInline(StackedInline):
    """The steps, in the policy's own page."""

    model = PolicyStep
    form = StepForm
    extra = 0
    autocomplete_fields = ("people", "role", "team", "escalates_to", "escalates_to_role")
    fieldsets = (
        (None, {"fields": (("position", "who", "mode", "needed"),)}),
        (
            gettext_lazy("Whom"),
            {"fields": (("people", "role"), ("team", "relation"), ("otherwise", "skip_if_nobody"))},
        ),
        (
            gettext_lazy("When it takes long"),
            {"fields": (("due_after", "escalates_after"), ("escalates_to", "escalates_to_role"))},
        ),
    )


@admin.register(Policy)
class PolicyAdmin(RecordedChanges, ModelAdmin):
    """Who approves what: what counts is the version published last."""

    form = PolicyForm
    inlines = (StepInline,)
    list_display = ("name", "kind", "position", "is_active", "counting", "unpublished", "waiting", "changed")
    list_filter = ("record_type", "is_active")
    search_fields = ("name", "code")
    readonly_fields = ("counting", "in_words", "unpublished", "used", "past")
    actions_list = ("simulate",)
    actions_detail = ("publish", "simulate", "copy")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        """With how many requests wait under each."""
        rows = super().get_queryset(request).select_related("published__published_by")
        return rows.annotate(asked=Count("versions__requests"))

    def get_fieldsets(self, request: HttpRequest, obj: Policy | None = None) -> list[tuple[Any, dict]]:
        """What it is for, when it fits, what became of it."""
        found = [
            (None, {"fields": ("name", "code", "record_type", "position", "is_active")}),
            (_("When it fits"), {"fields": ("conditions",)}),
            (_("Authority"), {"fields": ("within_authority",)}),
        ]
        if obj is not None:
            found.append(
                (_("What counts"), {"fields": ("counting", "in_words", "unpublished", "used", "past")})
            )
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Policy | None = None) -> tuple[str, ...]:
        """The code is what imports refer to; conditions belong to the kind of record."""
        return (*self.readonly_fields, "code") if obj else self.readonly_fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Policy | None = None) -> dict[str, Any]:
        """The code follows the name until it is stored."""
        return {} if obj else {"code": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        """A policy is taken out of use; what was asked under it keeps it."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """With the pages that publish and that go back to a version."""
        publishing, restoring = map(self.admin_site.admin_view, (self.publish_view, self.restore_view))
        return [
            path("<int:pk>/publishing/", publishing, name="approvals_policy_publishing"),
            path("<int:pk>/versions/<int:number>/", restoring, name="approvals_policy_restore"),
            *super().get_urls(),
        ]

    def response_change(self, request: HttpRequest, obj: Policy) -> HttpResponse:
        """Say that a saved change does not count yet, and what stands against publishing it."""
        faults = policies.faults_of(obj)
        for fault in faults:
            messages.warning(request, fault)
        if not faults and policies.is_unpublished(obj):
            messages.info(request, _("Saved, but not published: the version before still counts."))
        return super().response_change(request, obj)

    @action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, object_id: int) -> HttpResponseRedirect:
        """First what would change."""
        return HttpResponseRedirect(reverse("admin:approvals_policy_publishing", args=[object_id]))

    @action(description=gettext_lazy("Who would approve this?"), permissions=["view"])
    def simulate(self, request: HttpRequest, object_id: int | None = None) -> HttpResponseRedirect:
        """Try the policies in use on a record and an amount."""
        return HttpResponseRedirect(reverse("approvals:simulate"))

    @action(description=gettext_lazy("Copy"), permissions=["change"])
    def copy(self, request: HttpRequest, object_id: int) -> HttpResponseRedirect:
        """A copy, not in use, to be changed."""
        copied = policies.copy(Policy.objects.get(pk=object_id), actor=request.user)
        messages.success(request, _("This is the copy. Change it, publish it, then put it in use."))
        return HttpResponseRedirect(_page(copied))

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What counts now beside what would count, and what stands against it (GET); publishing (POST)."""
        policy = Policy.objects.select_related("published").filter(pk=pk).first()
        if policy is None:
            raise Http404
        if not self.has_change_permission(request, policy):
            raise PermissionDenied
        if request.method == "POST":
            return self._publish(request, policy)
        now = sentences_of(policy.published.content, policy.record_type) if policy.published else []
        then = sentences_of(policies.content_of(policy), policy.record_type)
        words = {
            "title": _("Publish %s") % policy,
            "intro": _(
                "From then on new requests follow it. What waits keeps the version it was asked under."
            ),
            "now_label": _("Counts now"),
            "then_label": _("As saved"),
            "button": _("Publish"),
            "faults": policies.faults_of(policy),
        }
        return self._compared(request, policy, now, then, words)

    def _publish(self, request: HttpRequest, policy: Policy) -> HttpResponse:
        try:
            version = policies.publish(policy, actor=request.user)
        except policies.PolicyFaults as error:
            for fault in error.faults:
                messages.error(request, fault)
        else:
            messages.success(request, _("Version %s counts from now on.") % version.number)
        return HttpResponseRedirect(_page(policy))

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What going back would bring (GET), and doing it (POST)."""
        version = PolicyVersion.objects.select_related("policy").filter(policy=pk, number=number).first()
        if version is None:
            raise Http404
        if not self.has_change_permission(request, version.policy):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, version)
        policy = version.policy
        now = sentences_of(policies.content_of(policy), policy.record_type)
        then = sentences_of(version.content, policy.record_type)
        words = {
            "title": _("%(policy)s: go back to version %(number)s") % {"policy": policy, "number": number},
            "intro": _("It comes back into the form. Nothing counts until it is published as a new version."),
            "now_label": _("As saved"),
            "then_label": _("Version %s") % number,
            "button": _("Go back to version %s") % number,
        }
        return self._compared(request, policy, now, then, words)

    def _compared(
        self, request: HttpRequest, policy: Policy, now: list[str], then: list[str], words: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": Policy._meta,
            "now": now,
            "then": then,
            "back": _page(policy),
            **words,
        }
        return TemplateResponse(request, "admin/approvals/policy/compare.html", context)

    def _restore(self, request: HttpRequest, version: PolicyVersion) -> HttpResponse:
        try:
            with transaction.atomic():
                policies.restore(version.policy, version, actor=request.user)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            said = _("The form shows version %s again. Publish it to let it count.")
            messages.success(request, said % version.number)
        return HttpResponseRedirect(_page(version.policy))

    @admin.display(description=gettext_lazy("kind of record"), ordering="record_type")
    def kind(self, policy: Policy) -> str:
        """In words."""
        return str(records.find(policy.record_type).label)

    @admin.display(description=gettext_lazy("version that counts"))
    def counting(self, policy: Policy) -> str:
        """Its number, since when and by whom."""
        version = policy.published
        if version is None:
            return _("None: publish it first")
        facts = {
            "n": version.number,
            "when": formats.instant(version.published_at),
            "who": version.published_by or _("the product"),
        }
        return _("%(n)s, %(when)s, %(who)s") % facts

    @admin.display(description=gettext_lazy("in words"))
    def in_words(self, policy: Policy) -> SafeString | str:
        """What counts, a sentence for each part."""
        if policy.published is None:
            return ""
        found = sentences_of(policy.published.content, policy.record_type)
        return format_html_join("", "<p>{}</p>", ((one,) for one in found))

    @admin.display(description=gettext_lazy("saved but not published"), boolean=True)
    def unpublished(self, policy: Policy) -> bool:
        """Whether what is saved differs from what counts."""
        return policies.is_unpublished(policy)

    @admin.display(description=gettext_lazy("requests"), ordering="asked")
    def waiting(self, policy: Policy) -> int:
        """How many were asked under it."""
        return policy.asked

    @admin.display(description=gettext_lazy("last change"))
    def changed(self, policy: Policy) -> str:
        """When, and by whom."""
        return policies.last_change(policy)

    @admin.display(description=gettext_lazy("where used"))
    def used(self, policy: Policy) -> str:
        """What waits under it, and what it competes with."""
        return where_used(policy)

    @admin.display(description=gettext_lazy("earlier versions"))
    def past(self, policy: Policy) -> SafeString | str:
        """Who published which version when, and the way back."""
        rows = policy.versions.select_related("published_by")[:_SHOWN]
        return format_html_join(
            "",
            '<p>{} <a class="underline" href="{}">{}</a></p>',
            (
                (
                    _("Version %(n)s, %(when)s, %(who)s.")
                    % {
                        "n": row.number,
                        "when": formats.instant(row.published_at),
                        "who": row.published_by or _("the product"),
                    },
                    reverse("admin:approvals_policy_restore", args=[policy.pk, row.number]),
                    _("Look at it and go back"),
                )
                for row in rows
            ),
        ) or _("Never published.")


def _page(policy: Policy) -> str:
    return reverse("admin:approvals_policy_change", args=[policy.pk])
