"""Costs of running a law firm, billed as expenses or as time."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.phrase_lists import PATTERNS, exceptions, finder, phrases
from billing.review.rule import Fact, Rule

# UTBMS expense codes for copying, printing, word processing, fax, telephone and online research, and those of
# the 2013 set that say the same (`domain/ledes.md §5`).
_OVERHEAD_CODES = ("E101", "E102", "E103", "E104", "E105", "E106", "X105", "X106", "X107", "X111")
_EXPENSE_PHRASES = (
    "administrative fee",
    "administrative surcharge",
    "book purchase",
    "bar dues",
    "cell phone",
    "computer charges",
    "computer time",
    "facsimile",
    "fax",
    "fax charges",
    "file opening fee",
    "file storage",
    "legal research subscription",
    "lexis",
    "lexisnexis",
    "library charges",
    "local phone",
    "local telephone",
    "mobile phone",
    "office supplies",
    "online research",
    "overtime meals",
    "overtime transportation",
    "secretarial overtime",
    "secretarial services",
    "stationery",
    "subscription",
    "subscriptions",
    "technology fee",
    "technology surcharge",
    "telephone charges",
    "treatise",
    "westlaw",
    "word processing",
)
_FEE_PHRASES = (
    "dictation",
    "secretarial overtime",
    "secretarial services",
    "secretarial support",
    "typing",
    "word processing",
)
_NOT_OVERHEAD = ("blood typing", "tissue typing", "word processing software license")


def _overhead_lines(scope: Scope) -> pl.DataFrame:
    expenses = scope.expenses.with_columns(_no_highlights(), timekeeper=pl.lit(None, pl.String))
    by_code = expenses.filter(_code().is_in(sorted(code.upper() for code in scope.params["expense_codes"])))
    others = expenses.join(by_code, on="line_id", how="anti")
    return pl.concat(
        [
            by_code.with_columns(reason=pl.format("expense code {}", _code())),
            _with_words(finder(scope.params).matches(others)),
            _with_words(finder(scope.params, "fee_phrases").matches(scope.fees.select(*_COLUMNS))),
        ],
        how="diagonal",
    )


_COLUMNS = ("invoice_id", "line_id", "position", "total", "expense_code", "narrative", "key", "timekeeper")


def _with_words(hits: pl.DataFrame) -> pl.DataFrame:
    return hits.with_columns(reason=pl.col("highlights").list.join(", "))


def _no_highlights() -> pl.Expr:
    return pl.lit(None, pl.List(pl.String)).alias("highlights")


def _code() -> pl.Expr:
    return pl.col("expense_code").str.strip_chars().str.to_uppercase()


RULES = (
    Rule(
        code="G62",
        title="Overhead",
        checks="A line bills what the firm's rates pay for: word processing, telephone, fax, research tools.",
        guideline="The firm's overhead is contained in its rates and is not billed as an expense or as time.",
        message="This line bills overhead ({reason}), which the firm's rates already contain.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        parameters=(
            Parameter(
                name="expense_codes",
                kind="list",
                default=_OVERHEAD_CODES,
                label="Expense codes",
                help="Expense codes that are overhead, one per line.",
                minimum=0,
                maximum=200,
            ),
            phrases(
                _EXPENSE_PHRASES,
                "Phrases on expense lines that name overhead, one per line.",
                label="Phrases on expense lines",
            ),
            phrases(
                _FEE_PHRASES,
                "Phrases on fee lines that name overhead, one per line.",
                name="fee_phrases",
                label="Phrases on fee lines",
            ),
            exceptions(_NOT_OVERHEAD),
            PATTERNS,
        ),
        facts=(
            Fact("reason", "text", "the expense code or the words found"),
            Fact("expense_code", "text", "expense code of the line"),
        ),
        by_line=_overhead_lines,
    ),
)
