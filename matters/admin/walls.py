"""Ethical walls in the console: kept by number, by people who need not see the matters themselves."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from legalops.access import capabilities as can
from legalops.access.console import KeptAdmin
from legalops.access.services import has_capability
from legalops.accounts.models import User
from matters.models import EthicalWall, Matter, ScreenedPerson
from matters.selectors.people import colleagues
from matters.services.guards import may_wall
from matters.services.walls import lift_wall, raise_wall


class RaiseForm(forms.ModelForm):
    """The matter by its number, the people, the reason."""

    user: User
    number = forms.CharField(
        label=gettext_lazy("Matter number"), max_length=20, widget=UnfoldAdminTextInputWidget()
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("People to screen off"),
        widget=UnfoldAdminSelectMultipleWidget(),
        help_text=gettext_lazy("From then on the matter does not exist for them."),
    )

    class Meta:
        model = EthicalWall
        fields = ("reason", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = colleagues()

    def clean_number(self) -> Matter:
        """The matter of this number; one that screens the administrator is not there for them."""
        number = self.cleaned_data["number"].strip()
        matter = Matter.objects.filter(number=number).first()
        if matter is None or not may_wall(self.user, matter):
            raise forms.ValidationError(_("There is no matter with this number."))
        return matter


class LiftForm(forms.ModelForm):
    """Lifting takes a reason; without one nothing changes."""

    lifting = forms.CharField(
        label=gettext_lazy("Reason to lift it"),
        required=False,
        widget=UnfoldAdminTextareaWidget(),
        help_text=gettext_lazy("Saving with a reason lifts the wall."),
    )

    class Meta:
        model = EthicalWall
        fields = ()


@admin.register(EthicalWall)
class EthicalWallAdmin(KeptAdmin):
    """Numbers of matters, never their names; nothing of matters that screen this person."""

    list_display = ("matter_number", "people", "reason", "raised_by", "raised_at", "expires_on", "lifted_at")
    list_select_related = ("matter", "raised_by")
    list_filter = (("lifted_at", admin.EmptyFieldListFilter),)
    search_fields = ("=matter__number", "screened__user__full_name")
    ordering = ("-raised_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EthicalWall]:
        """Walls of matters that do not screen this person."""
        behind = ScreenedPerson.objects.filter(user=request.user, wall__lifted_at__isnull=True)
        rows = super().get_queryset(request).prefetch_related("screened__user")
        return rows.exclude(matter__in=behind.values("wall__matter"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For those who keep walls."""
        return has_capability(request.user, can.MATTERS_MANAGE_WALLS)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """For those who keep walls."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For those who keep walls."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: EthicalWall | None = None) -> bool:
        """A standing wall can be lifted; a lifted one is history."""
        return self.has_module_permission(request) and (obj is None or obj.lifted_at is None)

    def get_readonly_fields(self, request: HttpRequest, obj: EthicalWall | None = None) -> tuple[str, ...]:
        """A wall is lifted, never rewritten."""
        shown = ("matter_number", "people", "reason", "raised_by", "raised_at", "expires_on", "lifted_at")
        return shown if obj else ()

    def get_fields(self, request: HttpRequest, obj: EthicalWall | None = None) -> tuple[str, ...]:
        """What to fill in."""
        if obj is None:
            return ("number", "people", "reason", "expires_on")
        shown = self.get_readonly_fields(request, obj)
        return shown if obj.lifted_at else (*shown, "lifting")

    def get_form(self, request: HttpRequest, obj: EthicalWall | None = None, **kwargs: Any) -> type:
        """Raising or lifting."""
        if obj is None:
            kwargs["form"] = type("RaiseFormOfUser", (RaiseForm,), {"user": request.user})
        elif obj.lifted_at is None:
            kwargs["form"] = LiftForm
        return super().get_form(request, obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: EthicalWall, form: Any, change: bool) -> None:
        """Through the services."""
        data = form.cleaned_data
        if not change:
            wall = raise_wall(
                data["number"],
                data["people"],
                reason=data["reason"],
                expires_on=data["expires_on"],
                actor=request.user,
            )
            obj.__dict__.update(wall.__dict__)
        elif data.get("lifting", "").strip():
            lift_wall(obj, reason=data["lifting"], actor=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has stored the people already."""

    @admin.display(description=gettext_lazy("matter"), ordering="matter__number")
    def matter_number(self, wall: EthicalWall) -> str:
        """Its number."""
        return wall.matter.number

    @admin.display(description=gettext_lazy("screened"))
    def people(self, wall: EthicalWall) -> str:
        """Who is behind it."""
        return ", ".join(str(one.user) for one in wall.screened.all())
