"""Earlier versions of a rule in the console: what each changed, a comparison, and going back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import ReviewRule
from billing.services.rule_versions import differences, restore_rule, versions_of
from legalops.kernel.errors import DomainError
from legalops.web import formats

_SHOWN = 20


class RestoringMixin:
    """For the rule console: the list of versions as a field, and the page that goes back to one."""

    def get_urls(self) -> list[URLPattern]:
        """With the page that compares a version with today."""
        view = self.admin_site.admin_view(self.restore_view)  # type: ignore[attr-defined]
        own = path("<int:pk>/versions/<int:version>/", view, name="billing_reviewrule_restore")
        return [own, *super().get_urls()]  # type: ignore[misc]

    @admin.display(description=gettext_lazy("earlier versions"))
    def past(self, rule: ReviewRule) -> SafeString | str:
        """Who made which version when, what it changed, and the way back to the one before."""
        rows = [
            (
                _("Version %(version)s, %(when)s, %(who)s: %(what)s. ")
                % {
                    "version": made.version,
                    "when": formats.instant(made.made_at),
                    "who": made.made_by,
                    "what": ", ".join(_label(name) for name in made.changed),
                },
                reverse("admin:billing_reviewrule_restore", args=[rule.pk, made.version - 1]),
                _("Go back to version %s") % (made.version - 1),
            )
            for made in versions_of(rule)[:_SHOWN]
        ]
        return format_html_join("", '<p>{}<a class="underline" href="{}">{}</a></p>', rows) or _(
            "Nobody has changed it."
        )

    def restore_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """What would change (GET), and doing it (POST)."""
        rule = ReviewRule.objects.filter(pk=pk).first()
        if rule is None:
            raise Http404
        if not self.has_change_permission(request, rule):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, rule, version)
        return self._compare(request, rule, version)

    def _restore(self, request: HttpRequest, rule: ReviewRule, version: int) -> HttpResponse:
        seen = request.POST.get("seen_version", "")
        try:
            seen_version = int(seen) if seen.isdecimal() else 0
            restore_rule(rule, version, actor=request.user, seen_version=seen_version)
        except DomainError as error:
            return self._compare(request, rule, version, refusal=error.message, status=error.status)
        said = _("The rule has the settings of version %(then)s again, as version %(now)s.")
        messages.success(request, said % {"then": version, "now": rule.version})
        return HttpResponseRedirect(_page(rule))

    def _compare(
        self, request: HttpRequest, rule: ReviewRule, version: int, refusal: str = "", status: int = 200
    ) -> HttpResponse:
        rule.refresh_from_db()
        found: list[Any] = []
        try:
            found = differences(rule, version)
        except DomainError as error:
            refusal, status = error.message, error.status
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("%(rule)s: go back to version %(version)s") % {"rule": rule, "version": version},
            "opts": ReviewRule._meta,
            "rule": rule,
            "version": version,
            "differences": found,
            "refusal": refusal,
            "back": _page(rule),
        }
        return TemplateResponse(request, "admin/billing/reviewrule/restore.html", context, status=status)


def _label(name: str) -> str:
    return str(ReviewRule._meta.get_field(name).verbose_name)


def _page(rule: ReviewRule) -> str:
    return reverse("admin:billing_reviewrule_change", args=[rule.pk])
