"""The words of e-mail in the console: written with placeholders, seen with a real notification, reset."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.kernel.errors import DomainError
from legalops.notifications import registry
from legalops.notifications.mail.letters import absolute
from legalops.notifications.models import KindWording, Notification
from legalops.notifications.reminders import wording
from legalops.notifications.services.wording import PLACEHOLDERS, reset_wording, set_wording, worded


class WordingForm(forms.ModelForm):
    """A kind keeps its shipped words until somebody writes others."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=UnfoldAdminSelectWidget())

    class Meta:
        model = KindWording
        fields = ("kind", "subject", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind.code, str(kind.label)) for kind in registry.known()]
        offered = ", ".join(f"{{{name}}} ({words})" for name, words in PLACEHOLDERS.items())
        self.fields["body"].help_text = _("You can use %s.") % offered

    def clean(self) -> dict[str, Any]:
        """No placeholder that there is none of."""
        data = super().clean() or self.cleaned_data
        for name in ("subject", "body"):
            if fault := wording.faults(data.get(name, ""), PLACEHOLDERS):
                self.add_error(name, fault)
        return data


@admin.register(KindWording)
class KindWordingAdmin(ModelAdmin):
    """Deleting one takes the kind back to its shipped words."""

    form = WordingForm
    list_display = ("label", "subject", "changed_by", "changed_at")
    list_select_related = ("changed_by",)
    readonly_fields = ("preview", "changed_by", "changed_at")

    def get_fields(self, request: HttpRequest, obj: KindWording | None = None) -> tuple[str, ...]:
        """With the preview once there is something to show."""
        return ("kind", "subject", "body", *self.readonly_fields) if obj else ("kind", "subject", "body")

    def get_readonly_fields(self, request: HttpRequest, obj: KindWording | None = None) -> tuple[str, ...]:
        """The kind stays what it is."""
        return ("kind", *self.readonly_fields) if obj else self.readonly_fields

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Remember who looks: the preview shows one of their own notifications."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.viewer = request.user
        return found

    def save_model(self, request: HttpRequest, obj: KindWording, form: Any, change: bool) -> None:
        """Through the service."""
        words = {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}
        kind = obj.kind if change else form.cleaned_data["kind"]
        if not change and KindWording.objects.filter(kind=kind).exists():
            raise DomainError("wording.exists", _("This kind has words of its own already. Change those."))
        obj.__dict__.update(set_wording(kind, **words, actor=request.user).__dict__)

    def delete_model(self, request: HttpRequest, obj: KindWording) -> None:
        """Back to the shipped words, through the service."""
        reset_wording(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[KindWording]) -> None:
        """One by one through the service."""
        for row in queryset:
            reset_wording(row, actor=request.user)

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def label(self, row: KindWording) -> str:
        """Its label."""
        return str(registry.label_of(row.kind))

    @admin.display(description=gettext_lazy("as it reads"))
    def preview(self, row: KindWording) -> SafeString | str:
        """With the newest notification of this kind that the viewer was told themselves."""
        viewer = getattr(row, "viewer", None)
        told = viewer and Notification.objects.visible_to(viewer).filter(kind=row.kind).first()
        if not told:
            return _("You were told nothing of this kind yet, so there is nothing to show it with.")
        subject, body = worded(told, row, url=absolute(told.url), person=viewer)
        return format_html("<p><strong>{}</strong></p><pre>{}</pre>", subject, body)
