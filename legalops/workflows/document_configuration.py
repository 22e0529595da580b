"""Document templates as a section of the configuration's files; before the workflows that name them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.plain import save_row
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.workflows.models import DocumentTemplate
from legalops.workflows.services.authoring import record_types

_FIELDS = ("name", "record_type", "is_active", "file_name", "folder", "privileged", "shared", "body")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Document templates")
    sections.register(Section("document_templates", label, "code", _FIELDS, export, save, order=75))


def export() -> list[Item]:
    """Every template."""
    return [dict(row) for row in DocumentTemplate.objects.order_by("code").values("code", *_FIELDS)]


@transaction.atomic
def save(code: str, item: Item, actor: User) -> None:
    """Add or change the template. Raises DomainError for fields that there are none of, by line."""
    before = DocumentTemplate.objects.filter(code=code).first()
    record_type = item.get("record_type") or (before.record_type if before else "")
    known = [each for each, _name in record_types()]
    if record_type not in known:
        message = _("Records of type “%(type)s” run through no workflow. Those that do: %(known)s.")
        facts = {"type": record_type, "known": ", ".join(known)}
        raise DomainError("configuration.value", message % facts, field="record_type")
    save_row(DocumentTemplate, {"code": code}, item | {"record_type": record_type}, actor=actor)
