"""Whether each person may bill on the matter."""

import polars as pl
from django.db.models import Q

from matters.models import StaffedTimekeeper
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Timekeeper


def with_approvals(firm: Firm, lines: pl.DataFrame) -> pl.DataFrame:
    """Adds timekeeper_approved: known, approved, and accepted on the matter.

    A matter that lists accepted people of this firm accepts nobody else of it (domain/ledes.md §7 G30).
    """
    pairs = lines.select("timekeeper_id", "matter_id").unique().drop_nulls("timekeeper_id")
    approved = set(
        Timekeeper.objects.filter(
            Q(pk__in=pairs["timekeeper_id"].to_list()), status=TimekeeperStatus.APPROVED
        ).values_list("pk", flat=True)
    )
    staffed = set(
        StaffedTimekeeper.objects.filter(
            matter__in=pairs["matter_id"].drop_nulls().unique().to_list(), timekeeper__firm=firm
        ).values_list("matter_id", "timekeeper_id")
    )
    choosy = {matter_id for matter_id, _ in staffed}
    verdicts = [
        person in approved and (matter not in choosy or (matter, person) in staffed)
        for person, matter in pairs.iter_rows()
    ]
    told = pairs.with_columns(pl.Series("timekeeper_approved", verdicts, pl.Boolean))
    joined = lines.join(
        told, on=["timekeeper_id", "matter_id"], how="left", maintain_order="left", nulls_equal=True
    )
    return joined.with_columns(pl.col("timekeeper_approved").fill_null(False))
