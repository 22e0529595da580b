"""Webhooks in the console: targets, and the log of what was sent to them."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelect2MultipleWidget, UnfoldAdminTextInputWidget

from legalops.access.console import KeptAdmin, ReadOnlyAdmin
from legalops.audit import registry as ledger_words
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from legalops.notifications.admin.confirming import unconfirmed
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.outgoing import Refused, check_url
from legalops.notifications.services.hooking.endpoints import FIELDS, renew_secret, save_endpoint
from legalops.notifications.services.hooking.replaying import replay, send_test
from legalops.notifications.webhooks.signing import secret_of


class WebhookForm(forms.ModelForm):
    """Events are those that the ledger knows; an address inside a network is refused here already."""

    url = forms.URLField(
        label=gettext_lazy("Address"), assume_scheme="https", widget=UnfoldAdminTextInputWidget()
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"), widget=UnfoldAdminSelect2MultipleWidget()
    )

    class Meta:
        model = WebhookEndpoint
        fields = ("name", "url", "shape", "events", "owner", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted(ledger_words.registered().items())
        self.fields["events"].choices = [(code, f"{code} ({phrase})") for code, phrase in words]

    def clean_url(self) -> str:
        """An address that may be spoken to."""
        url: str = self.cleaned_data["url"]
        try:
            check_url(url)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from None
        return url


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(KeptAdmin):
    """Which other system hears of which events."""

    form = WebhookForm
    list_display = ("name", "shape", "is_active", "owner", "failing_since", "disabled_reason")
    list_filter = ("is_active", "shape")
    list_select_related = ("owner",)
    search_fields = ("name",)
    autocomplete_fields = ("owner",)
    readonly_fields = ("secret", "failing_since", "paused_until", "disabled_reason", "created_by", "log")
    actions_detail = ("test", "new_secret")

    def get_fieldsets(self, request: HttpRequest, obj: WebhookEndpoint | None = None) -> list[tuple]:
        """What is sent where; then how it goes."""
        asked = (None, {"fields": ("name", "url", "shape", "events", "owner", "is_active")})
        return [asked, (_("How it goes"), {"fields": self.readonly_fields})] if obj else [asked]

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: bool) -> None:
        """Through the service, which checks, versions and records."""
        given = {name: form.cleaned_data[name] for name in FIELDS}
        obj.__dict__.update(save_endpoint(obj, given, actor=request.user).__dict__)

    @admin.display(description=gettext_lazy("secret of its signatures"))
    def secret(self, endpoint: WebhookEndpoint) -> str:
        """What the receiver checks signatures with (Standard Webhooks)."""
        return secret_of(endpoint.seed)

    @admin.display(description=gettext_lazy("log"))
    def log(self, endpoint: WebhookEndpoint) -> SafeString:
        """To its deliveries."""
        url = reverse("admin:notifications_webhookdelivery_changelist")
        words = _("What was sent to it")
        return format_html(
            '<a class="underline" href="{}?endpoint__id__exact={}">{}</a>', url, endpoint.pk, words
        )

    @action(description=gettext_lazy("Send a test"), permissions=["change"])
    def test(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """An event that says it is a test."""
        endpoint = WebhookEndpoint.objects.get(pk=object_id)
        question = _("Send an event that says it is a test?")
        if page := unconfirmed(request, endpoint, question, _("Send a test"), _url(object_id)):
            return page
        send_test(endpoint, actor=request.user)
        said = _("A test is on its way. Its outcome appears in the log.")
        self.message_user(request, said, messages.SUCCESS)
        return _to(object_id)

    @action(description=gettext_lazy("Make a new secret"), permissions=["change"])
    def new_secret(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The old one is dead at once."""
        endpoint = WebhookEndpoint.objects.get(pk=object_id)
        question = _("Make a new secret? Signatures by the old one end at once.")
        if page := unconfirmed(request, endpoint, question, _("Make a new secret"), _url(object_id)):
            return page
        renew_secret(endpoint, actor=request.user)
        self.message_user(request, _("There is a new secret. Give it to the receiver."), messages.SUCCESS)
        return _to(object_id)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """Requests and answers. What a target wrote back is not kept, nor is shown what a person may not see."""

    list_display = (
        *("id", "endpoint", "event", "state", "attempts", "response_code", "response_ms"),
        *("next_at", "ended_at", "error"),
    )
    list_filter = ("state", "endpoint", "event")
    list_select_related = ("endpoint",)
    search_fields = ("=event_id", "event")
    fields = (
        *("endpoint", "event", "event_id", "state", "attempts", "response_code", "response_ms", "error"),
        *("created_at", "next_at", "ended_at", "sent"),
    )
    readonly_fields = ("sent",)
    actions = ("again",)

    def sent(self, delivery: WebhookDelivery) -> SafeString | str:
        """The body, for whoever may see the record it tells of."""
        if not self._may_read(delivery):
            return _("Hidden: the record is not yours to see.")
        return format_html("<pre>{}</pre>", json.dumps(delivery.payload, indent=2, ensure_ascii=False))

    sent.short_description = gettext_lazy("request")  # type: ignore[attr-defined]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Remember who looks."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.viewer = request.user
        return found

    def _may_read(self, delivery: WebhookDelivery) -> bool:
        viewer = getattr(delivery, "viewer", None)
        if delivery.ledger_id is None:
            return True
        event = AuditEvent.objects.filter(pk=delivery.ledger_id)
        return viewer is not None and event.unhidden_from(viewer).exists()

    @admin.action(description=gettext_lazy("Send again"), permissions=["view"])
    def again(self, request: HttpRequest, deliveries: QuerySet[WebhookDelivery]) -> None:
        """Under the same event ids."""
        for each in deliveries.select_related("endpoint"):
            try:
                replay(each, actor=request.user)
            except DomainError as refusal:
                self.message_user(request, refusal.message, messages.WARNING)
        self.message_user(request, _("They are on their way again."), messages.SUCCESS)


def _url(pk: int) -> str:
    return reverse("admin:notifications_webhookendpoint_change", args=[pk])


def _to(pk: int) -> HttpResponse:
    return HttpResponseRedirect(_url(pk))
