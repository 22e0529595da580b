"""Where imports fill in fields of records, and where people have matched columns of theirs to them."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.fields import uses
from legalops.fields.uses import Use, gathered
from legalops.imports import registry
from legalops.imports.models import ImportMapping
from legalops.imports.registry import Importable
from legalops.kernel import records

Named = Iterator[tuple[Iterable[str], Use]]


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("imports", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    model, fields = records.find(record_type).model, records.fields_of(record_type)
    kinds = [each for each in registry.known() if each.model is model]
    named = [*_in_columns(kinds), *_in_mappings(kinds)]
    return gathered(([code for code in codes if code in fields], use) for codes, use in named)


def _in_columns(kinds: list[Importable]) -> Named:
    for kind in kinds:
        url = reverse("imports:new", args=[kind.code])
        yield [each.code for each in kind.columns], Use(_("Import of “%s”") % kind.plural, url)


def _in_mappings(kinds: list[Importable]) -> Named:
    """What a person matched is theirs: only that somebody did is told."""
    for kind in kinds:
        headings = ImportMapping.objects.filter(kind=kind.code).values_list("headings", flat=True)
        matched = [code for each in headings for code in each.values()]
        yield matched, Use(_("Columns that people matched in imports of “%s”") % kind.plural)
