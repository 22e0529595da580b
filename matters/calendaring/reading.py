"""Rule packs read from plain data: every fault is named with its place, none is passed over."""

from collections.abc import Mapping
from typing import Any

from matters.calendaring.chains import Cycle, in_order
from matters.calendaring.counting import Offset
from matters.calendaring.enums import Count, Direction, Roll, Unit
from matters.calendaring.packs import Method, Pack, Trigger
from matters.calendaring.plain import PackFaults, Reader
from matters.calendaring.reading_days import holiday_of, singles_of, weekend_of
from matters.calendaring.rules import Added, Rule, Terms

KINDS = ("deadline", "hearing", "limitation", "filing", "event", "other")
# Longer periods are slips of the pen.
MOST = {
    Unit.DAYS: 4000, Unit.COURT_DAYS: 1000, Unit.BUSINESS_DAYS: 1000, Unit.WEEKS: 500, Unit.MONTHS: 240,
    Unit.YEARS: 50,
}  # fmt: skip
_PACK = {
    "code", "name", "jurisdiction", "checked_on", "effective_from", "note", "sources", "weekend", "holidays",
    "defaults", "methods", "triggers", "rules",
}  # fmt: skip
_DEFAULTS = {"count", "short", "roll", "roll_citation", "added", "added_after_rolling"}
_RULE = {
    "code",
    "name",
    "from",
    "amount",
    "unit",
    "direction",
    "kind",
    "critical",
    "citation",
    "note",
    *_DEFAULTS,
}


def read_pack(data: Any) -> Pack:
    """The pack of plain data. Raises PackFaults naming every fault and its place."""
    reader = Reader()
    whole = reader.known(data, _PACK, "pack")
    defaults = reader.known(whole.get("defaults") or {}, _DEFAULTS, "defaults")
    pack = Pack(
        code=reader.text(whole, "code", "pack"),
        name=reader.text(whole, "name", "pack"),
        jurisdiction=reader.text(whole, "jurisdiction", "pack"),
        checked_on=reader.day(whole, "checked_on", "pack"),
        effective_from=reader.day(whole, "effective_from", "pack"),
        note=reader.text(whole, "note", "pack", needed=False),
        triggers=reader.each(whole, "triggers", lambda row, place: _trigger(reader, row, place)),
        methods=reader.each(whole, "methods", lambda row, place: _method(reader, row, place)),
        rules=reader.each(whole, "rules", lambda row, place: _rule(reader, row, place, defaults)),
        weekend=weekend_of(reader, whole),
        holidays=tuple(
            day for day in reader.each(whole, "holidays", lambda r, p: holiday_of(reader, r, p)) if day
        ),
        singles=tuple(singles_of(reader, whole)),
        sources=tuple(str(each) for each in whole.get("sources") or []),
    )
    _check_links(reader, pack)
    if reader.faults:
        raise PackFaults(reader.faults)
    return pack


def _trigger(reader: Reader, row: Any, place: str) -> Trigger:
    data = reader.known(row, {"code", "name", "hint"}, place)
    return Trigger(
        reader.text(data, "code", place),
        reader.text(data, "name", place),
        reader.text(data, "hint", place, needed=False),
    )


def _method(reader: Reader, row: Any, place: str) -> Method:
    data = reader.known(row, {"code", "name"}, place)
    return Method(reader.text(data, "code", place), reader.text(data, "name", place))


def _rule(reader: Reader, row: Any, place: str, defaults: Mapping[str, Any]) -> Rule:
    data = {**defaults, **reader.known(row, _RULE, place)}
    kind = str(data.get("kind", "deadline"))
    if kind not in KINDS:
        reader.fault(f"{place}.kind", f"“{kind}” is none of {', '.join(KINDS)}.")
    return Rule(
        code=reader.text(data, "code", place),
        name=reader.text(data, "name", place),
        on=reader.text(data, "from", place),
        base=_terms(reader, data, place),
        kind=kind,
        critical=_flag(reader, data, "critical", place),
        added=_added(reader, data.get("added") or {}, place),
        note=reader.text(data, "note", place, needed=False),
    )


def _terms(reader: Reader, data: Mapping[str, Any], place: str) -> Terms:
    unit = reader.one_of(Unit, data, "unit", place, Unit.DAYS)
    amount = reader.whole(data, "amount", place)
    if amount > MOST[unit]:
        reader.fault(f"{place}.amount", f"at most {MOST[unit]} of {unit}.")
    offset = Offset(
        amount,
        unit,
        reader.one_of(Direction, data, "direction", place, Direction.AFTER),
        reader.one_of(Count, data, "count", place, Count.EXCLUDE),
        reader.whole(data, "short", place, 0),
    )
    return Terms(
        offset,
        reader.one_of(Roll, data, "roll", place, Roll.NONE),
        reader.text(data, "citation", place),
        reader.text(data, "roll_citation", place, needed=False),
        added_after_rolling=_flag(reader, data, "added_after_rolling", place),
    )


def _added(reader: Reader, data: Any, place: str) -> dict[str, Added]:
    found: dict[str, Added] = {}
    if not isinstance(data, Mapping):
        reader.fault(f"{place}.added", "write it as ways of service with what each adds.")
        return found
    for method, row in data.items():
        at = f"{place}.added.{method}"
        given = reader.known(row, {"amount", "unit", "citation"}, at)
        unit = reader.one_of(Unit, given, "unit", at, Unit.DAYS)
        amount = reader.whole(given, "amount", at)
        found[str(method)] = Added(amount, unit, reader.text(given, "citation", at))
    return found


def _flag(reader: Reader, data: Mapping[str, Any], name: str, place: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        reader.fault(f"{place}.{name}", "write true or false.")
    return value is True


def _check_links(reader: Reader, pack: Pack) -> None:
    """Codes stand once; each rule depends on something there is; no chain comes back to itself."""
    codes = [trigger.code for trigger in pack.triggers] + [rule.code for rule in pack.rules]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        reader.fault("rules", f"the code “{code}” stands there twice.")
    methods = {method.code for method in pack.methods}
    for number, rule in enumerate(pack.rules, 1):
        if rule.on not in codes:
            reader.fault(
                f"rules[{number}].from", f"“{rule.on}” is neither a trigger nor a rule of this pack."
            )
        for method in sorted(set(rule.added) - methods):
            reader.fault(f"rules[{number}].added.{method}", "is no way of service of this pack.")
    try:
        in_order({rule.code: rule.on for rule in pack.rules})
    except Cycle as cycle:
        reader.fault("rules", f"a chain comes back to itself: {cycle}.")
