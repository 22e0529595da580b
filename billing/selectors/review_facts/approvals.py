"""Whether each person may bill on the matter."""

import polars as pl

from matters.models import StaffedTimekeeper
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Timekeeper


def with_approvals(firm: Firm, lines: pl.DataFrame) -> pl.DataFrame:
    """Adds timekeeper_approved: known, approved, and accepted on the matter.

    A matter that lists accepted people of this firm accepts nobody else of it (domain/ledes.md §7 G30).
    """
    people = lines["timekeeper_id"].drop_nulls().unique().to_list()
    matters = lines["matter_id"].drop_nulls().unique().to_list()
    approved = Timekeeper.objects.filter(pk__in=people, status=TimekeeperStatus.APPROVED)
    staffed = StaffedTimekeeper.objects.filter(matter__in=matters, timekeeper__firm=firm)
    listed = pl.DataFrame(
        list(staffed.values_list("matter_id", "timekeeper_id")),
        schema={"matter_id": pl.Int64, "timekeeper_id": pl.Int64},
        orient="row",
    ).with_columns(is_listed=True)
    known = pl.Series(list(approved.values_list("pk", flat=True)), dtype=pl.Int64)
    is_known = pl.col("timekeeper_id").is_in(known.implode()).fill_null(False)
    is_open = ~pl.col("matter_id").is_in(listed["matter_id"].implode()).fill_null(False)
    joined = lines.join(listed, on=["matter_id", "timekeeper_id"], how="left", maintain_order="left")
    is_listed = pl.col("is_listed").fill_null(False)
    return joined.with_columns(timekeeper_approved=is_known & (is_open | is_listed)).drop("is_listed")
