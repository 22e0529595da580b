"""Clerical work billed at a professional's rate."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.phrase_lists import PATTERNS, exceptions, finder, phrases
from billing.review.rule import Fact, Rule

# Phrases say what is done, not what it is done to: "indexing" is clerical, "the indexing clause" is law.
_CLERICAL = (
    "arrange courier",
    "arrange for courier",
    "arrange travel",
    "assemble binders",
    "assembling binders",
    "bates label",
    "bates labeling",
    "bates labelling",
    "bates stamp",
    "bates stamping",
    "book conference room",
    "book travel",
    "calendar deadlines",
    "calendaring",
    "collate documents",
    "collating",
    "copy documents",
    "copy exhibits",
    "copying",
    "data entry",
    "e-file",
    "e-filed",
    "e-filing",
    "file documents with the court",
    "file documents with court",
    "filing documents",
    "filing of documents",
    "filing with the court",
    "index documents",
    "indexing",
    "maintain files",
    "make copies",
    "making copies",
    "organize binders",
    "organize documents",
    "organize files",
    "organise files",
    "organizing files",
    "photocopy",
    "photocopying",
    "prepare binders",
    "preparing binders",
    "prepare envelopes",
    "prepare mailing",
    "print documents",
    "printing documents",
    "receipt and distribution of mail",
    "scan documents",
    "scanning",
    "schedule call",
    "schedule conference call",
    "schedule deposition",
    "schedule meeting",
    "scheduling",
    "send fax",
    "tab exhibits",
    "tabbing",
    "travel arrangements",
    "update case calendar",
    "update docket calendar",
    "update file index",
)
_LEGAL_WORK = (
    "copying claim",
    "copying claims",
    "copying of source code",
    "evidence of copying",
    "joint scheduling report",
    "proposed scheduling order",
    "rule 16 scheduling conference",
    "scheduling conference",
    "scheduling hearing",
    "scheduling motion",
    "scheduling order",
    "scheduling stipulation",
    "substantial copying",
)


def _clerical_lines(scope: Scope) -> pl.DataFrame:
    return finder(scope.params).matches(scope.fees).with_columns(words=pl.col("highlights").list.join(", "))


RULES = (
    Rule(
        code="G52",
        title="Administrative work",
        checks="A fee line describes clerical work: filing, scheduling, copying, indexing.",
        guideline="Clerical and secretarial work is part of the firm's overhead and is not billed as time.",
        message="This line bills clerical work as time ({words}); it is part of the firm's overhead.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        parameters=(
            phrases(_CLERICAL, "Phrases that name clerical work, one per line.", label="Phrases"),
            exceptions(_LEGAL_WORK),
            PATTERNS,
        ),
        facts=(
            Fact("words", "text", "the words found"),
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
        ),
        by_line=_clerical_lines,
    ),
)
