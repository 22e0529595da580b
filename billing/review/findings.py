"""From the hits of a rule to findings: outcome, reduction in money, evidence and the sentence people read."""

import polars as pl

from billing.review.batch import Batch
from billing.review.facts import AMOUNT
from billing.review.money import at_least_zero, rounded, zero
from billing.review.outcomes import ADJUST, OUTCOMES, REJECT_LINE, WARN
from billing.review.rule import Rule
from billing.review.settings import RuleSetting
from billing.review.template import filled, placeholders
from billing.review.wording import as_evidence, in_words, with_money_in_words

FINDINGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "rule": pl.String,
    "rule_version": pl.Int64,
    "invoice_id": pl.Int64,
    "line_id": pl.Int64,
    "outcome": pl.String,
    "reduction": AMOUNT,
    "evidence": pl.String,
    "message": pl.String,
    "highlights": pl.String,
}
"""Columns of a finding. `evidence` and `highlights` hold JSON, `reduction` is in the invoice's currency."""

_OPTIONAL: dict[str, pl.DataType | type[pl.DataType]] = {
    "outcome": pl.String,
    "cut": AMOUNT,
    "position": pl.Int64,
    "total": AMOUNT,
}
_HEAD = ("sequence", "currency", "minor_unit")


def findings_of(rule: Rule, setting: RuleSetting, hits: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The hits of a rule as findings, unordered, with `position` and `sequence` for ordering."""
    template = setting.message or rule.message
    told = placeholders(template)
    amounts = [fact for fact in rule.facts if fact.kind == "money" and fact.name in told]
    resolved, figures = with_money_in_words(_resolved(_narrow(hits, rule), setting, batch), amounts)
    others = (fact for fact in rule.facts if fact.name in told and fact.name not in figures)
    message = filled(template, {fact.name: in_words(fact) for fact in others} | figures)
    if setting.clause:
        message = message + pl.lit(f" (guideline {setting.clause})")
    return resolved.select(
        pl.lit(rule.code).alias("rule"),
        pl.lit(setting.version, pl.Int64).alias("rule_version"),
        "invoice_id",
        "line_id",
        "outcome",
        "reduction",
        pl.struct(as_evidence(fact) for fact in rule.facts).struct.json_encode().alias("evidence"),
        message.alias("message"),
        _highlights(resolved),
        "sequence",
        "position",
    )


def empty_findings() -> pl.DataFrame:
    """A frame of findings, without rows, with the columns that ordering needs."""
    return pl.DataFrame(schema=FINDINGS | {"sequence": pl.UInt32, "position": pl.Int64})


def ordered(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings in reading order: by outcome, then rule, invoice and line; the same facts, the same order."""
    rank = pl.col("outcome").cast(pl.Enum(OUTCOMES)).to_physical()
    keys = [rank, pl.col("rule"), pl.col("sequence"), pl.col("position"), pl.col("line_id")]
    return findings.sort(keys, nulls_last=False).select(list(FINDINGS))


def _narrow(hits: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Without the columns that nothing below looks at."""
    wanted = {"invoice_id", "line_id", "highlights", *_OPTIONAL, *(fact.name for fact in rule.facts)}
    return hits.select(name for name in hits.columns if name in wanted)


def _resolved(hits: pl.DataFrame, setting: RuleSetting, batch: Batch) -> pl.DataFrame:
    """Hits with their final outcome, the reduction in money and the currency of their invoice."""
    absent = [
        pl.lit(None, kind).alias(column) for column, kind in _OPTIONAL.items() if column not in hits.columns
    ]
    known = hits.with_columns(*absent, pl.lit(setting.outcome).alias("_outcome")).drop(_HEAD, strict=False)
    hits = known.join(batch.invoices.select("invoice_id", *_HEAD), on="invoice_id").with_columns(
        outcome=pl.coalesce("outcome", "_outcome")
    )
    hits = hits.with_columns(reduction=_reduction())
    nothing_to_adjust = (pl.col("outcome") == ADJUST) & (pl.col("reduction") == 0)
    return hits.with_columns(
        outcome=pl.when(nothing_to_adjust).then(pl.lit(WARN)).otherwise(pl.col("outcome"))
    )


def _reduction() -> pl.Expr:
    """What the finding would take off the line: never more than the line holds, never below nought.

    A rejected invoice goes back whole, so its findings reduce no line; a warning reduces nothing.
    """
    whole = at_least_zero(pl.col("total"))
    cut = at_least_zero(rounded(pl.col("cut"), pl.col("minor_unit")))
    on_line = pl.col("line_id").is_not_null()
    return (
        pl.when(on_line & (pl.col("outcome") == REJECT_LINE))
        .then(whole)
        .when(on_line & (pl.col("outcome") == ADJUST))
        .then(pl.min_horizontal(whole, cut))
        .otherwise(zero())
        .cast(AMOUNT)
    )


def _highlights(hits: pl.DataFrame) -> pl.Expr:
    if "highlights" not in hits.columns:
        return pl.lit(None, pl.String).alias("highlights")
    # A list has no JSON encoder of its own: encoded as the only field of a struct, then unwrapped.
    wrapped = pl.struct(words="highlights").struct.json_encode()
    words = wrapped.str.slice(len('{"words":')).str.head(-1)
    return pl.when(pl.col("highlights").is_not_null()).then(words).alias("highlights")
