"""Drafting a document from a template, and keeping it on the record: once for each record and template."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.system import system_actor
from legalops.documents.names import LENGTH, clean_name
from legalops.files.models import File
from legalops.files.services.adding import Kept, make_file
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows.drafting import merging
from legalops.workflows.drafting.fields import names_offered, words
from legalops.workflows.drafting.markup import Block, blocks
from legalops.workflows.drafting.sample import sample_words
from legalops.workflows.drafting.word_file import word_file
from legalops.workflows.models import DocumentTemplate

_SUFFIX: Final = ".docx"
_MAKER: Final = "document-maker"


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is kept. `missing` are labels of the fields that the record has no value for."""

    name: str
    blocks: Sequence[Block]
    missing: Sequence[str]

    def packed(self) -> BytesIO:
        """The Word file."""
        return word_file(self.blocks, title=self.name.removesuffix(_SUFFIX))


@dataclass(frozen=True, slots=True)
class Made:
    """What came of making a document; not `is_new` when the record had it already."""

    file: File
    is_new: bool
    draft: Draft


def draft(record: Any | None, template: DocumentTemplate, *, sample: bool = False) -> Draft:
    """The document for a record, nothing stored. A missing value leaves its label in brackets to be seen.

    Without a record all labels stand so, or with `sample` values that are invented. Raises DomainError where
    the template names a field that there is no more.
    """
    labels = names_offered(template.record_type, outside=template.shared)
    wrong = [*merging.faults(template.file_name, labels), *merging.faults(template.body, labels)]
    if wrong:
        message = _("The template “%(name)s” cannot be used. %(faults)s")
        facts = {"name": template.name, "faults": " ".join(wrong)}
        raise DomainError("workflow.document_template", message % facts)
    names = merging.named(f"{template.file_name}\n{template.body}")
    said = _said(record, template.record_type, names, sample=sample)
    shown = {name: word or f"[{labels[name]}]" for name, word in said.items()}
    missing = list(dict.fromkeys(labels[name] for name, word in said.items() if not word))
    body = blocks(template.body, lambda text: merging.filled(text, shown))
    return Draft(_file_name(merging.filled(template.file_name, shown)), body, missing)


@transaction.atomic
def make_document(record: Any, template: DocumentTemplate) -> Made:
    """Keep the document on the record. Made again, the record keeps the one it has, changed by hand or not.

    Raises DomainError of `draft`, and for a template of another record type or out of use.
    """
    kind = records.type_of(record)
    if template.record_type != kind.code:
        message = _("The template “%(name)s” is not for this kind of record: %(kind)s.")
        raise DomainError("workflow.document_type", message % {"name": template.name, "kind": kind.label})
    if not template.is_active:
        message = _("The template “%s” is out of use.")
        raise DomainError("workflow.document_unused", message % template.name)
    drafted = draft(record, template)
    file, is_new = make_file(
        record,
        drafted.packed(),
        name=drafted.name,
        key=f"document:{kind.code}:{record.pk}:{template.code}",
        kept=Kept(template.folder, template.privileged, template.shared),
        template=template.name,
        actor=system_actor(_MAKER),
    )
    return Made(file, is_new, drafted)


def _said(record: Any | None, record_type: str, names: Sequence[str], *, sample: bool) -> dict[str, str]:
    if record is not None:
        return words(record, names)
    return sample_words(record_type, names) if sample else dict.fromkeys(names, "")


def _file_name(filled: str) -> str:
    """A field may hold what no file name may: a slash would make a path of it."""
    stem = clean_name("".join("-" if each in '/\\:*?"<>|' else each for each in filled))
    return stem.removesuffix(_SUFFIX)[: LENGTH - len(_SUFFIX)].strip() + _SUFFIX
