"""The entry action that makes a document from a template."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.fields import uses
from legalops.fields.uses import Use
from legalops.kernel.errors import DomainError
from legalops.workflows import registry
from legalops.workflows.drafting.merging import named
from legalops.workflows.models import DocumentTemplate, Run
from legalops.workflows.registry import ActionKind
from legalops.workflows.services.drafting import draft, make_document

Settings = Mapping[str, Any]


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("document_templates", _uses)
    registry.register_action(
        ActionKind(
            "create_document",
            gettext_lazy("Make the document"),
            _make,
            "template",
            _templates,
            foresee=_foresee,
            shown_at=_shown_at,
        )
    )


def _make(record: Any, run: Run, settings: Settings, actor: User) -> str:
    made = make_document(record, _template(settings))
    if not made.is_new:
        return _("“%s” was made before; it stays as it is.") % made.file.name
    return _("“%s” made.") % made.file.name + _still_missing(made.draft.missing)


def _foresee(record: Any | None, settings: Settings) -> str:
    drafted = draft(record, _template(settings))
    left_open = _still_missing(drafted.missing) if record is not None else ""
    return _("would make the file “%s”.") % drafted.name + left_open


def _still_missing(labels: Iterable[str]) -> str:
    named = ", ".join(labels)
    return _(" Left open, in brackets: %s.") % named if named else ""


def _template(settings: Settings) -> DocumentTemplate:
    code = str(settings.get("template", ""))
    template = DocumentTemplate.objects.filter(code=code).first()
    if template is None:
        raise DomainError("workflow.no_document", _("There is no document template “%s” (any more).") % code)
    return template


def _templates(record_type: str) -> Iterable[tuple[str, str]]:
    rows = DocumentTemplate.objects.filter(record_type=record_type, is_active=True)
    return rows.values_list("code", "name")


def _shown_at(settings: Settings) -> str:
    row = DocumentTemplate.objects.filter(code=settings.get("template")).values_list("pk", flat=True).first()
    return reverse("admin:workflows_documenttemplate_try", args=[row]) if row else ""


def _uses(record_type: str) -> Mapping[str, Iterable[Use]]:
    """Where templates in use name a field: without it no document could be made."""
    found: dict[str, list[Use]] = {}
    for each in DocumentTemplate.objects.filter(record_type=record_type, is_active=True):
        where = _("document template “%s”") % each.name
        use = Use(where, reverse("admin:workflows_documenttemplate_change", args=[each.pk]), blocks=True)
        for name in dict.fromkeys(named(f"{each.file_name}\n{each.body}")):
            found.setdefault(name.removeprefix(f"{record_type}."), []).append(use)
    return found
