"""What rows mean for the records that exist. Reads, never writes; a constant number of queries a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legalops.imports import values
from legalops.imports.enums import Mode, Verdict
from legalops.imports.reading import Formula
from legalops.imports.registry import Column, ColumnKind, Importable
from legalops.imports.values import Wrong


@dataclass(slots=True)
class Judged:
    """A row with its values, and what they mean."""

    number: int
    texts: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    verdict: str = Verdict.WRONG
    record: Any = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def refuse(self, column: Column | None, wrong: str, mend: str = "") -> None:
        """Say what is wrong with one cell, or with the row."""
        self.verdict = Verdict.WRONG
        value = self.texts.get(column.code, "") if column else ""
        label = str(column.label) if column else ""
        self.problems.append({"column": label, "value": value[:200], "wrong": str(wrong), "mend": str(mend)})


def judge(
    importable: Importable,
    rows: Sequence[tuple[int, Mapping[str, str]]],
    *,
    user: Any,
    mode: str = Mode.BOTH,
    date_orders: Mapping[str, str] | None = None,
    seen: dict[Any, int] | None = None,
) -> list[Judged]:
    """Judge a batch of rows, each (number, text by column). `seen` remembers keys of earlier batches."""
    judged = [Judged(number, texts) for number, texts in rows]
    for each in judged:
        parse_row(importable, each, date_orders or {})
    for column in importable.columns:
        if column.kind == ColumnKind.REFERENCE:
            _refer(column, judged, user)
    whole = [each for each in judged if not each.problems]
    for each in whole:
        _refuse_twice(importable, each, {} if seen is None else seen)
    whole = [each for each in whole if not each.problems]
    for each, match in zip(whole, importable.match(user, [one.values for one in whole]), strict=True):
        each.record = match.record
        for code, (wrong, mend) in match.wrong.items():
            each.refuse(importable.column(code), wrong, mend)
        if not each.problems:
            _compare(importable, each, mode)
    return judged


def plain(column: Column, value: Any) -> Any:
    """A value as JSON keeps it and people read it."""
    if value is None or isinstance(value, bool):
        return value
    if column.kind == ColumnKind.REFERENCE:
        return column.shown(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def parse_row(importable: Importable, row: Judged, orders: Mapping[str, str]) -> None:
    """Read a row's cells into values; what cannot be read becomes problems of the row."""
    for column in importable.columns:
        text = row.texts.get(column.code, "")
        if isinstance(text, Formula):
            row.refuse(column, _("This cell holds a formula."), _("Replace it by its value (Paste special)."))
        elif text.strip():
            try:
                row.values[column.code] = _value(column, text.strip(), orders.get(column.code, ""))
            except Wrong as fault:
                row.refuse(column, fault.wrong, fault.mend)
        elif column.code in importable.key:
            row.refuse(column, _("This is missing."), _("Every row needs it: it tells the records apart."))


def _value(column: Column, text: str, order: Any) -> Any:
    match column.kind:
        case ColumnKind.DATE:
            return values.to_date(text, order)
        case ColumnKind.MONEY:
            return values.to_decimal(text, decimals=column.decimals)
        case ColumnKind.BOOLEAN:
            return values.to_boolean(text)
        case ColumnKind.CHOICE:
            return _choice(column, text)
    if len(text) > column.most:
        raise Wrong(_("This is longer than %d characters.") % column.most, _("Shorten it."))
    return column.clean(text) if column.clean else text


def _choice(column: Column, text: str) -> str:
    choices = [(str(code), str(label)) for code, label in (column.choices or tuple)()]
    wanted = text.casefold()
    for code, label in choices:
        if wanted in (code.casefold(), label.casefold()):
            return code
    most = ", ".join(label for _code, label in choices[:12])
    raise Wrong(_("This is not one of the choices."), _("Write one of: %s.") % most)


def _refer(column: Column, rows: Sequence[Judged], user: Any) -> None:
    wanted = {text for row in rows if isinstance(text := row.values.get(column.code), str)}
    if not wanted:
        return
    found = column.find(user, {text.casefold() for text in wanted}) if column.find else {}
    for row in rows:
        text = row.values.get(column.code)
        if not isinstance(text, str):
            continue
        if (record := found.get(text.casefold())) is not None:
            row.values[column.code] = record
        else:
            del row.values[column.code]
            wrong = _("There is no %(what)s of this name that you may use.") % {
                "what": str(column.label).lower()
            }
            row.refuse(column, wrong, _("Correct it, or add it first."))


def _refuse_twice(importable: Importable, row: Judged, seen: dict[Any, int]) -> None:
    key = tuple(str(plain(importable.column(code), row.values[code])).casefold() for code in importable.key)
    earlier = seen.setdefault(key, row.number)
    if earlier != row.number:
        wrong = _("Row %d holds the same key.") % earlier
        row.refuse(importable.column(importable.key[-1]), wrong, _("Keep one of the two rows."))


def _compare(importable: Importable, row: Judged, mode: str) -> None:
    if row.record is None:
        row.verdict = Verdict.SKIPPED if mode == Mode.UPDATE else Verdict.NEW
        if mode != Mode.UPDATE:
            for column in importable.columns:
                if column.required and column.code not in row.values:
                    row.refuse(column, _("This is missing."), _("A new record needs it."))
        known = {column.code: column for column in importable.columns}
        row.after = {code: plain(known[code], row.values[code]) for code in row.values if code in known}
        return
    row.verdict = Verdict.SKIPPED if mode == Mode.NEW else Verdict.UNCHANGED
    if mode != Mode.NEW:
        _differences(importable, row)


def _differences(importable: Importable, row: Judged) -> None:
    stored = importable.read(row.record)
    for column in importable.columns:
        code = column.code
        if code not in row.values:
            continue
        value = row.values[code]
        old, new = plain(column, stored.get(code)), plain(column, value)
        if code in importable.key or (old or "") == (new or ""):
            continue
        if not column.changeable:
            wrong = _("This is “%(old)s” and an import does not change it.") % {"old": old or ""}
            row.refuse(column, wrong, _("Change it on its page, or leave the cell empty."))
            continue
        row.before[code], row.after[code] = old, new
    if row.before and not row.problems:
        row.verdict = Verdict.CHANGED
