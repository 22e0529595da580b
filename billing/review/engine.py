"""Runs rules over facts: no clock, no database, no order of execution that shows in the result."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from billing.review.batch import Batch, Part, Scope
from billing.review.catalogue import rule
from billing.review.facts import InvoiceFacts
from billing.review.findings import empty_findings, findings_of, ordered
from billing.review.rule import Finder, Rule
from billing.review.scope import assignments
from billing.review.settings import RuleSetting, validate_params, validate_setting


def run(facts: InvoiceFacts, settings: Iterable[RuleSetting]) -> pl.DataFrame:
    """Findings of the settings on the invoices, strongest outcome first (columns: `findings.FINDINGS`).

    `reduction` is the amount a finding would take off its line's total, in the invoice's currency, between
    zero and that total; several findings on a line do not add up, see `effective_reductions`. The same facts
    and settings give the same rows in the same order. Credit notes pass no rule. Raises ValueError for a
    setting that does not suit its rule and KeyError for an unknown rule.
    """
    batch = Batch(facts.without_credit_notes())
    assigned = _assigned(settings, batch)
    found = [empty_findings()]
    for each in assigned:
        found.extend(each.findings(each.rule.by_invoice, batch))
    for part in batch.parts():
        for each in assigned:
            found.extend(each.findings(each.rule.by_line, batch, part))
    for each in assigned:
        found.extend(each.findings(each.rule.by_batch, batch))
    return ordered(pl.concat(found))


@dataclass(frozen=True, slots=True)
class _Assigned:
    """A setting with its rule, its cleaned parameters and the invoices it decides about (None: all)."""

    rule: Rule
    setting: RuleSetting
    params: Mapping[str, Any]
    invoice_ids: pl.Series | None

    def findings(
        self, finder: Finder | None, batch: Batch, part: Part | None = None
    ) -> Iterator[pl.DataFrame]:
        """Findings of one of the rule's finders, where it has it and where there are any."""
        if finder is None:
            return
        hits = finder(Scope(batch, self.params, self.setting.outcome, self.invoice_ids, part))
        if not hits.is_empty():
            yield findings_of(self.rule, self.setting, hits, batch)


def _assigned(settings: Iterable[RuleSetting], batch: Batch) -> list[_Assigned]:
    by_code = sorted(settings, key=lambda setting: setting.code)
    for setting in by_code:
        validate_setting(setting)
    return [
        _Assigned(rule(code), setting, validate_params(code, setting.params), invoice_ids)
        for code, group in groupby(by_code, key=lambda setting: setting.code)
        for setting, invoice_ids in assignments(list(group), batch.invoices)
    ]
