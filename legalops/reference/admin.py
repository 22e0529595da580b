"""Reference data in the console: one page for every kind, saved through the services."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.paginator import Paginator
from django.db.models import F, ForeignKey, Model, QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legalops.audit import registry
from legalops.audit.console import RecordedAdmin
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.reference.kinds import BY_MODEL, KINDS, PERIOD
from legalops.reference.models import Code
from legalops.reference.selectors import offered, uses_of
from legalops.reference.services import add_code, change_code, end_code, remove_code

_FILTERED = ("legal_entity", "department", "parent", "country", "currency")


class InForceFilter(admin.SimpleListFilter):
    """Whether a code holds today."""

    title = gettext_lazy("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Now, no longer, not yet."""
        return [("now", _("In force")), ("ended", _("Ended")), ("coming", _("To come"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen state."""
        today = clock.today()
        chosen = {"now": "in_force", "ended": "ended", "coming": "to_come"}.get(self.value() or "")
        return getattr(rows, chosen)(today) if chosen else rows


class CodeAdmin(RecordedAdmin):
    """Codes of one kind: ended rather than deleted once something uses them."""

    actions = ("end_today",)
    ordering = ("code", F("valid_from").asc(nulls_first=True))
    list_display_links = ("code", "name")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """All that there is to say, and whether it holds today."""
        return (*BY_MODEL[self.model].fields, "holds")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        """By state, and by what the kind has to narrow by."""
        return (InForceFilter, *(name for name in BY_MODEL[self.model].own if name in _FILTERED))

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Code, name, and place or number where there is one."""
        own = BY_MODEL[self.model].own
        return ("code", "name", *(name for name in ("place", "tax_number") if name in own))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows name."""
        return super().get_queryset(request).select_related(*BY_MODEL[self.model].references)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The period on one line."""
        names = [name for name in BY_MODEL[self.model].fields if name not in PERIOD]
        return [*names, PERIOD]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The code is what other systems know it by: it never changes."""
        return ("code",) if obj else ()

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def holds(self, row: Code) -> bool:
        """Whether it holds today."""
        return row.in_force(clock.today())

    def formfield_for_foreignkey(
        self, field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Codes in force today, and the one that is held."""
        match = request.resolver_match
        row = self.model._default_manager.filter(pk=match.kwargs.get("object_id") if match else None).first()
        kwargs["queryset"] = offered(field.related_model, getattr(row, field.attname, None))
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Code, form: ModelForm, change: bool) -> None:
        """Through the services, which record it."""
        values = form.cleaned_data
        saved = (
            change_code(obj, values, actor=request.user)
            if change
            else add_code(self.model, values, actor=request.user)
        )
        obj.pk = saved.pk

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the ledger knows of the code, whoever changed it and by which door."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        pages = Paginator(events_of(row), self.list_per_page)
        page = pages.get_page(request.GET.get(PAGE_VAR))
        page.object_list = [_entry(row, event) for event in page.object_list]
        told = {"action_list": page, "page_range": pages.get_elided_page_range(page.number)}
        return super().history_view(request, object_id, {**told, **(extra_context or {})})

    def has_delete_permission(self, request: HttpRequest, obj: Code | None = None) -> bool:
        """For a code that nothing refers to, from its own page."""
        return obj is not None and self.has_change_permission(request, obj) and not uses_of(obj)

    def delete_model(self, request: HttpRequest, obj: Code) -> None:
        """Through the service, which asks once more whether anything uses it."""
        remove_code(obj, actor=request.user)

    @admin.action(description=gettext_lazy("End today"), permissions=["change"])
    def end_today(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Take codes out of force from today on; those that cannot be are named."""
        today, ended = clock.today(), 0
        for row in rows.in_force(today):
            try:
                end_code(row, on=today, actor=request.user)
                ended += 1
            except DomainError as refusal:
                messages.error(request, f"{row}: {refusal.message}")
        said = ngettext("%d code ended today.", "%d codes ended today.", ended)
        messages.success(request, said % ended)


def _entry(row: Code, event: AuditEvent) -> dict[str, Any]:
    """An event as the page of the console shows one: when, who, and what became what."""
    before, after = event.before or {}, event.after or {}
    told = [
        f"{_label(row, name)}: {_change(before.get(name), after.get(name))}"
        for name in BY_MODEL[type(row)].fields
        if before.get(name) or after.get(name)
    ]
    said = registry.phrase(event.action)
    return {
        "action_time": event.occurred_at,
        "user": {"get_username": event.actor_label},
        "get_change_message": f"{capfirst(said)}. {'; '.join(told)}" if told else capfirst(said),
    }


def _label(row: Code, name: str) -> str:
    return capfirst(str(row._meta.get_field(name).verbose_name))


def _change(old: Any, new: Any) -> str:
    return f"{old or '–'} → {new or '–'}" if old is not None else str(new or "–")


for _kind in KINDS:
    admin.site.register(_kind.model, CodeAdmin)
