"""Identity providers in the console."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from legalops.accounts.recorded import RecordedChanges
from legalops.kernel import ledger
from legalops.signin.claims_test import ClaimsTestMixin
from legalops.signin.models import ClaimRule, EmailDomain, IdentityProvider
from legalops.signin.provider_form import ProviderForm
from legalops.signin.services.providers import save_connection

# Set up under identity providers, or seen on the page of a person; never edited as rows.
for unused in (SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)
_SECRET = "secret"  # noqa: S105  (the name of a field)


class DomainInline(TabularInline):
    """The domains for whose people it vouches."""

    model = EmailDomain
    extra = 1
    fields = ("domain", "is_enforced")


class ClaimRuleInline(TabularInline):
    """Which roles and teams follow from its claims."""

    model = ClaimRule
    extra = 0
    fields = ("claim", "value", "role", "team")


@admin.register(IdentityProvider)
class IdentityProviderAdmin(ClaimsTestMixin, RecordedChanges, ModelAdmin):
    """Directories whose people sign in without a password here."""

    form = ProviderForm
    change_form_template = "admin/signin/provider_form.html"
    inlines = (DomainInline, ClaimRuleInline)
    list_display = ("name", "protocol", "is_active", "proves_second_factor", "creates_people")
    list_select_related = ("app",)
    fieldsets = (
        (None, {"fields": ("name", "protocol", "slug", "is_active")}),
        (_("OpenID Connect"), {"fields": ("server_url", "client_id", "secret")}),
        (_("SAML 2.0"), {"fields": ("entity_id", "sso_url", "certificate")}),
        (_("People"), {"fields": ("proves_second_factor", "creates_people", "default_role")}),
    )

    def save_model(self, request: HttpRequest, obj: IdentityProvider, form: Any, change: bool) -> None:
        """Through the service; the ledger hears which fields changed, and never a secret."""
        before = dict(form.initial) if change else {}
        names = [name for name in form.changed_data if name != _SECRET]
        save_connection(obj, form.connection())
        after = {name: str(form.cleaned_data.get(name)) for name in names}
        if _SECRET in form.changed_data:
            after["client_secret"] = str(_("replaced"))
        ledger.record(
            obj,
            "console.record.changed" if change else "console.record.added",
            actor=request.user,
            before={name: str(before.get(name)) for name in names} if change else None,
            after=after,
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Domains and rules for claims, with one event that names them all when they changed."""
        provider = form.instance
        before = _parts(provider)
        super().save_formset(request, form, formset, change)
        after = _parts(provider)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            ledger.record(
                provider,
                "console.record.changed",
                actor=request.user,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Switched off, never deleted: people are linked to it."""
        return False

    @admin.display(description=_("name"), ordering="app__name")
    def name(self, provider: IdentityProvider) -> str:
        """On its button."""
        return provider.app.name

    @admin.display(description=_("protocol"))
    def protocol(self, provider: IdentityProvider) -> str:
        """OpenID Connect or SAML."""
        return provider.app.get_provider(None).__class__.name


def _parts(provider: IdentityProvider) -> dict[str, list[str]]:
    rules = provider.claim_rules.select_related("role", "team")
    return {"domains": _domains(provider), "claims": [str(rule) for rule in rules]}


def _domains(provider: IdentityProvider) -> list[str]:
    rows = provider.domains.order_by("domain")
    return [f"{row.domain}{', passwords refused' if row.is_enforced else ''}" for row in rows]
