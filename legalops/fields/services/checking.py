"""What a definition has to be before it is kept: every fault is said of its field, with its mend."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.fields import formulas
from legalops.fields.catalogue import catalogue, definition_of
from legalops.fields.definitions import Definition
from legalops.fields.enums import DERIVED, LOSSLESS, NUMERIC, Kind
from legalops.fields.facts import fields_named_by, linked_field, numbers_and_dates
from legalops.fields.formulas import FormulaFault
from legalops.fields.models import FieldDefinition
from legalops.fields.registry import host_of, hosts, sub_types_of
from legalops.fields.values.faults import NotOfField
from legalops.fields.values.patterns import fault_of
from legalops.fields.values.reading import date_text, decimal_text
from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, parse

Faults = Iterator[tuple[str, str]]


def check(row: FieldDefinition) -> None:
    """Refuse a definition that could not work. Raises ValidationError by field."""
    faults: dict[str, list[str]] = {}
    for name, words in _faults(row):
        faults.setdefault(name, []).append(words)
    if faults:
        raise ValidationError(faults)


def _faults(row: FieldDefinition) -> Faults:
    known = {each.record_type for each in hosts()}
    if row.record_type not in known:
        yield "record_type", _("Choose one of: %s.") % ", ".join(sorted(known))
        return
    yield from _name(row)
    yield from _kept(row)
    yield from _kind(row)
    yield from _bounds(row)
    yield from _conditions(row)
    yield from _visibility(row)
    yield from _named_elsewhere(row)


def _named_elsewhere(row: FieldDefinition) -> Faults:
    """Roles and sub-types that the product does not have; what was kept before may stay."""
    roles, sub_types = set(Role.objects.values_list("code", flat=True)), dict(sub_types_of(row.record_type))
    stored = FieldDefinition.objects.filter(pk=row.pk).first() if row.pk else None
    for name, known in (
        ("owner_role", roles), ("see_roles", roles), ("edit_roles", roles), ("sub_types", sub_types),
    ):  # fmt: skip
        kept = _listed(stored, name)
        if unknown := [each for each in _listed(row, name) if each not in known and each not in kept]:
            words = _("There is no “%(unknown)s” here. Known: %(known)s.")
            yield name, words % {"unknown": unknown[0], "known": ", ".join(sorted(known)) or _("none")}


def _listed(row: FieldDefinition | None, name: str) -> list[str]:
    value = getattr(row, name) if row else []
    return value if isinstance(value, list) else [value] if value else []


def _name(row: FieldDefinition) -> Faults:
    """The code of a shipped field; one that was kept before the product had it may stay."""
    shipped = {each.code for each in records.find(row.record_type).fields}
    if row.code in shipped and not FieldDefinition.objects.filter(pk=row.pk, code=row.code).exists():
        yield "code", _("The record has a field of this code already. Choose another code.")


def _kept(row: FieldDefinition) -> Faults:
    """What records hold must stay readable."""
    stored = FieldDefinition.objects.filter(pk=row.pk).first() if row.pk else None
    if stored is None or not has_values(stored):
        return
    if (stored.code, stored.record_type) != (row.code, row.record_type):
        yield (
            "code",
            _("Records have values under “%s”, so it stays. Retire the field and add another.") % stored.code,
        )
    if row.kind != stored.kind and row.kind not in LOSSLESS.get(Kind(stored.kind), ()):
        words = _(
            "Records have values of the kind “%s”, which would be lost. Retire it and add another field."
        )
        yield "kind", words % stored.get_kind_display()
    if stored.kind == Kind.MONEY and row.kind == Kind.MONEY and row.currency != stored.currency:
        yield (
            "currency",
            _("Records have amounts in %s. Add another field for the new currency.") % stored.currency,
        )
    if row.kind == Kind.NUMBER and stored.kind == Kind.NUMBER and row.places < stored.places:
        yield "places", _("Records have values with %d places. Keep at least as many.") % stored.places
    if row.target != stored.target:
        yield "target", _("Records link to other records by it. Add another field for the new link.")


def has_values(row: FieldDefinition) -> bool:
    """Whether any record has a value of it."""
    rows = records.find(row.record_type).model._base_manager
    return rows.filter(custom__has_key=row.code).exists()


def _kind(row: FieldDefinition) -> Faults:
    if row.kind == Kind.MONEY and not row.currency:
        yield "currency", _("Name the currency of the amount, for example USD.")
    if row.kind == Kind.RECORD and row.target not in {each.code for each in records.known()}:
        yield "target", _("Say what kind of record it links to.")
    if row.kind in DERIVED and (
        row.is_required or row.required_from or row.required_when or row.asked_at_opening
    ):
        yield "kind", _("What is worked out cannot be required or asked for.")
    if row.kind == Kind.FORMULA:
        yield from _formula(row)
    if row.kind == Kind.LOOKUP and linked_field(definition_of(row)) is None:
        yield "looked_up", _("Name a link of this record, and a field of the record it leads to.")


def _formula(row: FieldDefinition) -> Faults:
    others = {code: each for code, each in catalogue().of(row.record_type).items() if each.pk != row.pk}
    known = numbers_and_dates(row.record_type, others)
    try:
        tree = formulas.parse(row.formula)
        for name in formulas.names_in(tree):
            if circle := _circle(name.code, row.code, others):
                words = _("“%(name)s” leads back to this field: %(way)s.")
                raise FormulaFault(words % {"name": name.code, "way": " → ".join(circle)}, name.at)
        formulas.type_of(tree, known)
    except FormulaFault as fault:
        yield "formula", str(fault)


def _circle(
    code: str, goal: str, others: dict[str, Definition], way: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The way from a field to the goal through formulas; empty where there is none."""
    if code == goal:
        return (*way, code)
    other = others.get(code)
    if other is None or other.kind != Kind.FORMULA or code in way:
        return ()
    for name in formulas.names_in(other.tree):
        if found := _circle(name.code, goal, others, (*way, code)):
            return found
    return ()


def _bounds(row: FieldDefinition) -> Faults:
    if row.pattern and (fault := fault_of(row.pattern)):
        yield "pattern", _("This pattern cannot be read: %s") % fault
    ends = []
    for name in ("minimum", "maximum"):
        text = getattr(row, name)
        if not text:
            continue
        try:
            ends.append(date_text(text) if row.kind == Kind.DATE else decimal_text(text, 8))
        except NotOfField as fault:
            yield name, str(fault)
        if row.kind != Kind.DATE and row.kind not in NUMERIC:
            yield name, _("Only numbers, money and dates have a least and a most.")


def _conditions(row: FieldDefinition) -> Faults:
    fields = fields_named_by(row)
    for name in ("shown_when", "required_when"):
        try:
            parsed = parse(getattr(row, name) or [], fields)
        except ConditionFaults as faulty:
            yield name, " ".join(faulty.faults)
            continue
        named = {each for item in parsed for each in _named(item)}
        if name == "shown_when" and row.code in named:
            yield name, _("A field cannot decide whether it is itself shown.")
    stages = [code for code, _label in host_of(row.record_type).stages()]
    if row.required_from and row.required_from not in stages:
        yield "required_from", _("Choose one of the stages: %s.") % (", ".join(stages) or _("none"))


def _named(item: Any) -> list[str]:
    return [each.field for each in getattr(item, "of", (item,))]


def _visibility(row: FieldDefinition) -> Faults:
    if row.is_searchable and (row.see_roles or row.kind in (Kind.LOOKUP, Kind.RECORD)):
        yield (
            "is_searchable",
            _("Search would tell of it to people who may not see it. Untick one of the two."),
        )
    if row.is_searchable and not row.outsiders_see:
        yield (
            "is_searchable",
            _("Outside counsel and requesters search too: let them see it, or keep it out of search."),
        )
    told_outside = host_of(row.record_type).told_outside
    if told_outside and row.asked_at_opening and not row.outsiders_see:
        yield "outsiders_see", _("Requesters fill in what is asked at opening, so they have to see it.")
