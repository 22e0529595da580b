"""The twenty rules at their defaults once more, line by line in plain Python.

Slow and obvious: what the engine must agree with (tests), and what it is measured against (bench). It says
which rule, where, with what outcome and reduction; it writes no messages.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from billing.review import InvoiceFacts, rule

Row = dict[str, Any]
Hit = tuple[str, int, int | None, str, Decimal]

ZERO = Decimal(0)
_REJECT, _LINE, _ADJUST, _WARN = "reject_invoice", "reject_line", "adjust", "warn"


def _default(code: str, name: str) -> Any:
    return next(each.default for each in rule(code).parameters if each.name == name)


def _listed(phrases: tuple[str, ...]) -> re.Pattern[str]:
    bodies = (r"\s+".join(map(re.escape, phrase.lower().split())) for phrase in phrases)
    return re.compile("|".join(rf"(?<!\w){body}(?!\w)" for body in bodies))


_CLERICAL, _LEGAL = _listed(_default("G52", "phrases")), _listed(_default("G52", "exceptions"))
_OVERHEAD, _SPARED = _listed(_default("G62", "phrases")), _listed(_default("G62", "exceptions"))
_FEE_OVERHEAD = _listed(_default("G62", "fee_phrases"))
_OVERHEAD_CODES = frozenset(_default("G62", "expense_codes"))
_VAGUE = frozenset(_default("G42", "phrases"))
_VERB = "(?:" + "|".join(rf"\b{re.escape(verb)}\b" for verb in _default("G41", "verbs")) + ")"
_JOINT = r"(?:[;,.]\s*(?:and\s+|then\s+)*|\s(?:and|then)\s+(?:then\s+)?)"
_SHARED_OBJECT = re.compile(rf"(?:{_VERB}{_JOINT})+({_VERB})")
_TASK = re.compile(rf"(?:^|{_JOINT}){_VERB}")


def review(facts: InvoiceFacts) -> set[Hit]:
    """All hits of the twenty rules at their defaults."""
    heads = {head["invoice_id"]: head for head in facts.invoices.to_dicts() if head["total"] >= 0}
    lines = [
        line for line in facts.lines.to_dicts() if line["kind"] in ("F", "E") and line["invoice_id"] in heads
    ]
    hits: set[Hit] = set()
    for head in heads.values():
        hits.update(
            (code, head["invoice_id"], None, outcome, ZERO) for code, outcome in _invoice(head, facts)
        )
    for line in lines:
        line["key"] = " ".join((line["narrative"] or "").lower().split())
        head = heads[line["invoice_id"]]
        for code, outcome, cut in _line(line, head, facts):
            hits.add(_hit(code, line, head, outcome, cut))
    age = {key: (head["arrival"], head["invoice_date"], key) for key, head in heads.items()}
    lines.sort(key=lambda line: (*age[line["invoice_id"]], line["position"]))
    hits.update(
        _hit("G45", line, heads[line["invoice_id"]], _LINE, ZERO) for line in _repeated(lines, heads, facts)
    )
    hits.update(_hit("G36", *found) for found in _long_days(lines, heads, facts))
    return hits


def _hit(code: str, line: Row, head: Row, outcome: str, cut: Decimal) -> Hit:
    unit = Decimal(1).scaleb(-head["minor_unit"])
    whole = max(line["total"], ZERO)
    reduction = whole if outcome == _LINE else ZERO
    if outcome == _ADJUST:
        reduction = min(whole, max(ZERO, cut.quantize(unit, ROUND_HALF_UP)))
        outcome = _ADJUST if reduction else _WARN
    return code, line["invoice_id"], line["line_id"], outcome, reduction


def _invoice(head: Row, facts: InvoiceFacts) -> Iterator[tuple[str, str]]:
    if head["duplicate_of"] is not None:
        yield "G01", _REJECT
    if head["matter_id"] is None or not head["matter_open"]:
        yield "G02", _REJECT
    if head["matter_id"] is not None and not head["firm_on_matter"]:
        yield "G03", _REJECT
    reached = head["received_date"] or head["invoice_date"]
    if reached and head["period_end"] and (days := (reached - head["period_end"]).days) > 30:
        yield "G05", _REJECT if days > 90 else _WARN
    if head["invoice_date"] and head["invoice_date"] > _known(head, facts):
        yield "G06", _REJECT
    if not _same_currency(head):
        yield "G12", _REJECT
    elif head["budget"] is not None:
        spend = (head["billed_to_date"] or ZERO) + head["total"]
        near = head["budget"] > 0 and spend * 100 >= head["budget"] * 80
        if spend > head["budget"] or near:
            yield "G18", _WARN


def _known(head: Row, facts: InvoiceFacts) -> date:
    return min(head["received_date"] or facts.today, facts.today)


def _same_currency(head: Row) -> bool:
    return (
        None in (head["currency"], head["expected_currency"]) or head["currency"] == head["expected_currency"]
    )


def _line(line: Row, head: Row, facts: InvoiceFacts) -> Iterator[tuple[str, str, Decimal]]:
    day = line["work_date"]
    if day and day > _known(head, facts):
        yield "G06", _REJECT, ZERO
    early = day and head["period_start"] and day < head["period_start"]
    if early or (day and head["period_end"] and day > head["period_end"]):
        yield "G09", _LINE, ZERO
    yield from _fee(line, head, facts) if line["kind"] == "F" else _expense(line)


def _expense(line: Row) -> Iterator[tuple[str, str, Decimal]]:
    code = (line["expense_code"] or "").strip().upper()
    if code in _OVERHEAD_CODES or _OVERHEAD.search(_SPARED.sub("·", line["key"])):
        yield "G62", _LINE, ZERO


def _fee(line: Row, head: Row, facts: InvoiceFacts) -> Iterator[tuple[str, str, Decimal]]:
    if line["work_date"] and head["invoice_date"] and (head["invoice_date"] - line["work_date"]).days > 90:
        yield "G10", _WARN, ZERO
    if (line["task_code"] or "").strip().upper() not in facts.task_codes:
        yield "G47", _LINE, ZERO
    text = line["key"].strip(" .,;:-–")
    if text in _VAGUE or len(text) < 15:
        yield "G42", _WARN, ZERO
    if _CLERICAL.search(_LEGAL.sub("·", line["key"])):
        yield "G52", _LINE, ZERO
    if _FEE_OVERHEAD.search(_SPARED.sub("·", line["key"])):
        yield "G62", _LINE, ZERO
    if _is_person(line):
        yield from _person(line, head)


def _is_person(line: Row) -> bool:
    return (line["classification"] or "").strip().upper() not in ("FLTFEE", "ADJSMT")


def _person(line: Row, head: Row) -> Iterator[tuple[str, str, Decimal]]:
    units = line["units"]
    if line["approved_rate"] is None:
        yield "G27", _LINE, ZERO
    elif units and line["unit_cost"] is not None and _same_currency(head):
        cut = _overcharge(line)
        if units > 0 and cut > 0:
            yield "G26", _ADJUST, cut
    if not line["timekeeper_approved"]:
        yield "G30", _LINE, ZERO
    if units is not None and units % Decimal("0.1"):
        yield "G38", _WARN, ZERO
    if units is not None and units > 1 and _is_block(line["key"]):
        yield "G41", _WARN, ZERO


def _overcharge(line: Row) -> Decimal:
    tax = line["tax_amount"] or ZERO
    net = line["units"] * (line["unit_cost"] - line["approved_rate"]) + min(line["adjustment"] or ZERO, ZERO)
    if line["unit_cost"] <= line["approved_rate"] or not tax:
        return net if line["unit_cost"] > line["approved_rate"] else ZERO
    return net * line["total"] / (line["total"] - tax) if line["total"] != tax else ZERO


def _is_block(text: str) -> bool:
    return text.count(";") >= 2 or len(_TASK.findall(_SHARED_OBJECT.sub(r"\1", text))) >= 3


def _repeated(lines: list[Row], heads: dict[int, Row], facts: InvoiceFacts) -> Iterator[Row]:
    same = ("firm_id", "timekeeper_code", "work_date", "units", "narrative_key")
    seen = {tuple(line[name] for name in same) for line in facts.prior_lines.to_dicts()}
    comparable = [line for line in lines if line["kind"] == "F" and _says_enough(line)]
    codes: dict[tuple[int, int], set[str]] = defaultdict(set)
    for line in comparable:
        if line["timekeeper_id"] is not None:
            codes[heads[line["invoice_id"]]["firm_id"], line["timekeeper_id"]].add(_code(line))
    for line in comparable:
        firm = heads[line["invoice_id"]]["firm_id"]
        code = min(codes.get((firm, line["timekeeper_id"]), {_code(line)}))
        key = (firm, code, line["work_date"], line["units"], line["key"])
        if key in seen:
            yield line
        seen.add(key)


def _says_enough(line: Row) -> bool:
    filled = (line["timekeeper_code"] is not None, line["work_date"], line["units"], line["key"])
    return all(filled) and line["units"] > 0 and line["total"] > 0


def _code(line: Row) -> str:
    return line["timekeeper_code"].strip().upper()


def _long_days(
    lines: list[Row], heads: dict[int, Row], facts: InvoiceFacts
) -> Iterator[tuple[Row, Row, str, Decimal]]:
    days: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for line in lines:
        code = line["timekeeper_code"] and line["timekeeper_code"].strip().upper()
        who = line["timekeeper_id"] or (code and (heads[line["invoice_id"]]["firm_id"], code))
        if (
            line["kind"] == "F"
            and _is_person(line)
            and who
            and line["work_date"]
            and line["units"] is not None
        ):
            days[who, line["work_date"]].append(line)
    for row in facts.prior_hours.to_dicts():
        days.get((row["timekeeper_id"], row["work_date"]), []).append(
            row | {"units": row["hours"], "kind": None}
        )
    for day in days.values():
        hours = sum(line["units"] for line in day if not line["kind"])
        for key in dict.fromkeys(line["invoice_id"] for line in day if line["kind"]):
            own = [line for line in day if line["kind"] and line["invoice_id"] == key]
            hours += sum(line["units"] for line in own)
            for line, outcome, cut in _beyond(own, hours):
                yield line, heads[key], outcome, cut


def _beyond(lines: list[Row], hours: Decimal) -> Iterator[tuple[Row, str, Decimal]]:
    above, impossible = max(hours - 10, ZERO), max(hours - 24, ZERO)
    for line in reversed([line for line in lines if line["units"] > 0]):
        cut, gone = min(line["units"], above), min(line["units"], impossible)
        above, impossible = above - cut, impossible - gone
        if cut:
            outcome = _LINE if gone == line["units"] else _ADJUST if gone else _WARN
            yield line, outcome, line["total"] * gone / line["units"]
