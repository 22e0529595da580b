"""Runs rules over facts: no clock, no database, no order of execution that shows in the result."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import polars as pl

from billing.review.batch import Batch, Scope
from billing.review.catalogue import rule
from billing.review.facts import InvoiceFacts
from billing.review.findings import empty_findings, findings_of, ordered
from billing.review.scope import assignments
from billing.review.settings import RuleSetting, validate_params, validate_setting


def run(facts: InvoiceFacts, settings: Iterable[RuleSetting]) -> pl.DataFrame:
    """Findings of the settings on the invoices, strongest outcome first (columns: `findings.FINDINGS`).

    `reduction` is the amount a finding would take off its line's total, in the invoice's currency, between
    zero and that total; several findings on a line do not add up, see `effective_reductions`. The same facts
    and settings give the same rows in the same order. Raises ValueError for a setting that does not suit its
    rule and KeyError for an unknown rule.
    """
    batch = Batch(facts)
    by_code = sorted(settings, key=lambda setting: setting.code)
    found = [empty_findings()]
    for code, group in groupby(by_code, key=lambda setting: setting.code):
        found.extend(_run_rule(code, tuple(group), batch))
    return ordered(pl.concat(found))


def _run_rule(code: str, settings: Sequence[RuleSetting], batch: Batch) -> Iterable[pl.DataFrame]:
    for setting in settings:
        validate_setting(setting)
    for setting, covered in assignments(settings, batch.invoices):
        scope = Scope(batch, validate_params(code, setting.params), setting.outcome, covered)
        yield findings_of(rule(code), setting, rule(code).find(scope), batch)
