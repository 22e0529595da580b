"""The screen that says who would get a record, and why: a record that one may see, or one made up."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, fields_named, parse
from legalops.kernel.conditions.values import NotOfKind, read_value
from legalops.web.conditions import choices_of
from legalops.workflows.models import RoutingRule
from legalops.workflows.selectors.routing import Routing, routing_for, routing_of_facts, rules_of
from legalops.workflows.services.authoring import record_types

_LATEST = 50


class FactsForm(forms.Form):
    """One box for each fact that any rule asks about."""

    def __init__(self, record_type: str, data: Any) -> None:
        super().__init__(data, prefix="fact")
        self.record_type, known = record_type, records.fields_of(record_type)
        for code in sorted(_asked(record_type)):
            self.fields[code] = _box(known[code])

    def clean(self) -> dict[str, Any]:
        """Each fact as its kind; what cannot be read is said beside its box."""
        data, known = super().clean() or {}, records.fields_of(self.record_type)
        for code, typed in list(data.items()):
            try:
                data[code] = read_value(typed, known[code], "one") if typed else None
            except NotOfKind as fault:
                self.add_error(code, str(fault))
        return data


class RoutingTestMixin:
    """For the console of routing rules: the test screen."""

    def get_urls(self) -> list[URLPattern]:
        """With that page."""
        view = self.admin_site.admin_view(self.test_view)  # type: ignore[attr-defined]
        return [path("test/", view, name="workflows_routingrule_test"), *super().get_urls()]  # type: ignore[misc]

    def test_view(self, request: HttpRequest) -> HttpResponse:
        """Who would get it now, which rules were passed over, who was skipped, and why. Nothing is given."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        types = [code for code, _name in record_types(assignable=True)]
        chosen = request.GET.get("type", "")
        record_type = chosen if chosen in types else types[0]
        record = _record(request, record_type)
        form = FactsForm(record_type, request.GET if "try" in request.GET else None)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Try the routing rules"),
            "opts": RoutingRule._meta,
            "types": record_types(assignable=True),
            "record_type": record_type,
            "choices": _latest(request, record_type),
            "record": record,
            "form": form,
            "what": records.find(record_type).title(record) if record else _("Such a record"),
            "routing": _routing(record, form, record_type),
            "back": reverse("admin:workflows_routingrule_changelist"),
        }
        return TemplateResponse(request, "admin/workflows/routing_test.html", context)


def _routing(record: Any, form: FactsForm, record_type: str) -> Routing | None:
    if record is not None:
        return routing_for(record)
    return routing_of_facts(record_type, form.cleaned_data) if form.is_bound and form.is_valid() else None


def _asked(record_type: str) -> set[str]:
    """Fields that the rules in use ask about."""
    fields, asked = records.fields_of(record_type), set()
    for rule in rules_of(record_type):
        try:
            asked |= fields_named(parse(rule.conditions, fields))
        except ConditionFaults:
            continue  # the screen itself shows the fault
    return asked


def _box(field: records.Field) -> forms.Field:
    choices, label = choices_of(field), str(field.label)
    if choices:
        options = [("", _("Not known")), *choices]
        return forms.ChoiceField(
            label=label, choices=options, required=False, widget=UnfoldAdminSelectWidget()
        )
    return forms.CharField(label=label, required=False, widget=UnfoldAdminTextInputWidget())


def _visible(request: HttpRequest, record_type: str) -> Any:
    return records.find(record_type).rows().visible_to(request.user)


def _latest(request: HttpRequest, record_type: str) -> list[tuple[str, str]]:
    kind = records.find(record_type)
    rows = _visible(request, record_type).order_by("-pk")[:_LATEST]
    return [(str(row.pk), kind.title(row)) for row in rows]


def _record(request: HttpRequest, record_type: str) -> Any:
    key = request.GET.get("record", "")
    return _visible(request, record_type).filter(pk=key).first() if key.isdecimal() else None
