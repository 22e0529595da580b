"""Authority limits in the console: set, corrected and taken away through the services."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.access.models import AuthorityLimit
from legalops.approvals import registry
from legalops.approvals.services.limits import change_limit, remove_limit, set_limit
from legalops.kernel.errors import DomainError

_CHANGED = ("amount", "valid_from", "valid_until")


class LimitForm(forms.ModelForm):
    """Asks the service before anything is stored, so that what it refuses is said beside the field."""

    user_acting: Any = None

    class Meta:
        model = AuthorityLimit
        fields = ("user", "kind", "amount", "valid_from", "valid_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kinds = {each.record_type: each.type.plural for each in registry.known()}
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of record"),
                required=False,
                help_text=_("Every kind means each that has no limit of its own."),
                choices=[("", _("Every kind")), *kinds.items()],
                widget=UnfoldAdminSelectWidget,
            )

    def clean(self) -> dict[str, Any]:
        """Done for good only when the whole form is."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self._ask(lambda: self._change(data) if self.instance.pk else self._set(data))
        return data

    def validate_constraints(self) -> None:
        """The service has judged the period: it ends the limit before."""

    def _set(self, data: dict[str, Any]) -> None:
        person, amount = data["user"], data["amount"]
        more = {name: data[name] for name in ("valid_from", "valid_until", "kind")}
        self.made = set_limit(person, amount, **more, actor=self.user_acting)

    def _change(self, data: dict[str, Any]) -> None:
        values = {name: data[name] for name in _CHANGED}
        self.made = change_limit(self.instance, values, actor=self.user_acting)

    def _ask(self, act: Callable[[], None]) -> None:
        try:
            act()
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        except ValidationError as error:
            self.add_error(None, error.messages)


@admin.register(AuthorityLimit)
class AuthorityLimitAdmin(ModelAdmin):
    """Who may approve how much, and when. A new limit ends the one that is still open."""

    list_display = ("user", "amount", "kind", "valid_from", "valid_until")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    search_fields = ("user__full_name", "user__email")

    def get_readonly_fields(self, request: HttpRequest, obj: AuthorityLimit | None = None) -> tuple[str, ...]:
        """Whose it is and for what never changes: another is set."""
        return ("user", "kind") if obj else ()

    def get_form(self, request: HttpRequest, obj: AuthorityLimit | None = None, **kwargs: Any) -> type:
        """For the person who is signed in."""
        kwargs["form"] = type("LimitFormOfUser", (LimitForm,), {"user_acting": request.user})
        return super().get_form(request, obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: AuthorityLimit, form: Any, change: bool) -> None:
        """The form has asked the service already."""
        obj.__dict__.update(form.made.__dict__)

    def delete_model(self, request: HttpRequest, obj: AuthorityLimit) -> None:
        """Through the service."""
        remove_limit(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[AuthorityLimit]) -> None:
        """One by one through the service."""
        for limit in queryset:
            remove_limit(limit, actor=request.user)
