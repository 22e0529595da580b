"""Which fields a record has now, and which of them it needs: conditions over the record's facts."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from legalops.fields.definitions import Definition
from legalops.fields.enums import Kind
from legalops.fields.facts import formula_value, typed
from legalops.fields.registry import host_of
from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, met, parse
from legalops.kernel.conditions.shapes import Conditions


class Standing:
    """A record's facts, with values that are about to be set, and what they mean for its fields."""

    def __init__(self, record: Any, ahead: Mapping[Definition, Any] | None = None) -> None:
        self.record = record
        self.type = records.type_of(record)
        self._fields = records.fields_of(self.type.code)
        self._ahead = {each.code: typed(each, value) for each, value in (ahead or {}).items()}
        self._known: dict[str, Any] = {}

    def shown(self, definition: Definition) -> bool:
        """Whether the record has the field: by its sub-type and by what else is known of it."""
        if definition.sub_types and self.sub_type not in definition.sub_types:
            return False
        return self._holds(definition.shown_when)

    def required(self, definition: Definition, *, opening: bool = False) -> bool:
        """Whether it may not be without a value where it stands now."""
        if definition.is_derived or not self.shown(definition):
            return False
        if definition.is_required or (definition.required_when and self._holds(definition.required_when)):
            return True
        return bool(definition.required_from) and definition.required_from in self._reached(opening)

    @property
    def sub_type(self) -> str:
        """The code of the record's sub-type."""
        return str(self._fact(self.type.sub_type) or "") if self.type.sub_type else ""

    def _reached(self, opening: bool) -> Collection[str]:
        return host_of(self.type.code).reached(self.record)

    def _holds(self, stored: Iterable[Any]) -> bool:
        conditions = self._read(stored)
        return conditions is None or met(conditions, _Facts(self))

    def _read(self, stored: Iterable[Any]) -> Conditions | None:
        """Conditions that name a field which is gone hide nothing."""
        try:
            return parse(list(stored), self._fields)
        except ConditionFaults:
            return None

    def _fact(self, code: str) -> Any:
        if code in self._ahead:
            return self._ahead[code]
        if code not in self._known:
            field = self._fields.get(code)
            self._known[code] = field.of(self.record) if field else None
        return self._known[code]


class _Facts(Mapping[str, Any]):
    """Facts that are looked up when a condition asks for them."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def __getitem__(self, code: str) -> Any:
        return self._standing._fact(code)

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


def missing_from_stage(
    record: Any, definitions: Iterable[Definition], stages: Collection[str]
) -> list[Definition]:
    """Fields without a value that the record needs from one of these stages on."""
    wanted = [
        each for each in definitions
        if each.required_from in stages and not each.is_derived and each.code not in record.custom
    ]  # fmt: skip
    if not wanted:
        return []
    standing = Standing(record)
    return [each for each in wanted if standing.shown(each)]


def plain_value(definition: Definition, record: Any) -> Any:
    """The stored value, or what a formula gives."""
    if definition.kind == Kind.FORMULA:
        return formula_value(definition, record)
    return record.custom.get(definition.code)
