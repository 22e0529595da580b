"""Narratives that do not say what was done."""

import polars as pl

from billing.review.batch import Scope
from billing.review.narrative import narrative_key_of
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.phrase_lists import phrases
from billing.review.rule import Fact, Rule

_VAGUE = (
    "as directed",
    "attend to matter",
    "attention to case",
    "attention to correspondence",
    "attention to e-mail",
    "attention to e-mails",
    "attention to email",
    "attention to emails",
    "attention to file",
    "attention to issues",
    "attention to matter",
    "attention to same",
    "case management",
    "case preparation",
    "client communication",
    "client communications",
    "communications with client",
    "communications regarding matter",
    "conference call",
    "continued work on matter",
    "correspondence regarding same",
    "correspondence with client",
    "draft correspondence",
    "document review",
    "follow up on matter",
    "follow-up work",
    "general case work",
    "legal research",
    "legal services rendered",
    "miscellaneous work",
    "miscellaneous tasks",
    "other matters",
    "prepare for hearing",
    "prepare for meeting",
    "professional services",
    "professional services rendered",
    "review correspondence",
    "review documents",
    "review emails",
    "review file",
    "review matter",
    "services rendered",
    "telephone call",
    "telephone call with client",
    "telephone conference",
    "various tasks",
    "work on case",
    "work on file",
    "work on matter",
    "work on project",
)


def _vague_lines(scope: Scope) -> pl.DataFrame:
    # The whole text must be the phrase: "review documents produced by Acme on 3 May" says enough.
    text = pl.col("key").str.strip_chars(" .,;:-–")
    listed = text.is_in([narrative_key_of(phrase) for phrase in scope.params["phrases"]])
    length = text.str.len_chars()
    minimum = scope.params["minimum_characters"]
    reason = (
        pl.when(length == 0)
        .then(pl.lit("has no description"))
        .when(listed)
        .then(pl.format("says only “{}”", pl.col("narrative").str.strip_chars()))
        .otherwise(pl.format("has a description of {} characters, fewer than {}", length, pl.lit(minimum)))
    )
    hits = scope.fees.filter(listed | (length < minimum))
    words = pl.concat_list(pl.col("narrative").str.strip_chars())
    return hits.with_columns(
        reason=reason, length=length, highlights=pl.when(pl.col("key") != "").then(words)
    )


RULES = (
    Rule(
        code="G42",
        title="Vague description",
        checks="The description of a fee line is very short, or nothing but a phrase that says nothing.",
        guideline="Each entry says what was done, for what purpose and with whom.",
        message="This line {reason}. Say what was done, for what purpose and with whom.",
        outcomes=(WARN, REJECT_LINE),
        default_outcome=WARN,
        parameters=(
            Parameter(
                name="minimum_characters",
                kind="int",
                default=15,
                label="Shortest description",
                unit="characters",
                help="A shorter description is reported.",
                minimum=1,
                maximum=200,
            ),
            phrases(
                _VAGUE,
                "Descriptions that say nothing, one per line; the whole description must match.",
                label="Phrases",
            ),
        ),
        facts=(
            Fact("reason", "text", "what is wrong with the description"),
            Fact("length", "count", "characters without closing punctuation"),
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
        ),
        by_line=_vague_lines,
    ),
)
