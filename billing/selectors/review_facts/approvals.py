"""Whether each person may bill on the matter."""

import polars as pl

from billing.selectors.frames import array, frame_of
from vendors.enums import TimekeeperStatus
from vendors.models import Firm

_APPROVED = """
SELECT id FROM vendors_timekeeper WHERE id = ANY(%(people)s::bigint[]) AND status = %(approved)s
"""
_LISTED = """
SELECT staffed.matter_id, staffed.timekeeper_id
FROM matters_staffedtimekeeper staffed
JOIN vendors_timekeeper person ON person.id = staffed.timekeeper_id AND person.firm_id = %(firm)s
WHERE staffed.matter_id = ANY(%(matters)s::bigint[])
"""


def with_approvals(firm: Firm, lines: pl.DataFrame) -> pl.DataFrame:
    """Adds timekeeper_approved: known, approved, and accepted on the matter.

    A matter that lists accepted people of this firm accepts nobody else of it (domain/ledes.md §7 G30).
    """
    wanted = {
        "firm": firm.pk,
        "people": array(lines["timekeeper_id"].unique()),
        "matters": array(lines["matter_id"].unique()),
        "approved": TimekeeperStatus.APPROVED.value,
    }
    known = frame_of(_APPROVED, wanted, {"timekeeper_id": pl.Int64})["timekeeper_id"]
    is_known = pl.col("timekeeper_id").is_in(known.implode()).fill_null(False)
    listed = frame_of(_LISTED, wanted, {"matter_id": pl.Int64, "timekeeper_id": pl.Int64})
    if listed.is_empty():
        return lines.with_columns(timekeeper_approved=is_known)
    is_open = ~pl.col("matter_id").is_in(listed["matter_id"].implode()).fill_null(False)
    joined = lines.join(
        listed.with_columns(is_listed=True),
        on=["matter_id", "timekeeper_id"],
        how="left",
        maintain_order="left",
    )
    is_listed = pl.col("is_listed").fill_null(False)
    return joined.with_columns(timekeeper_approved=is_known & (is_open | is_listed)).drop("is_listed")
