"""Which setting of a rule decides about which invoice."""

from collections.abc import Sequence

import polars as pl

from billing.review.settings import RuleSetting


def assignments(
    settings: Sequence[RuleSetting], invoices: pl.DataFrame
) -> list[tuple[RuleSetting, pl.Series | None]]:
    """Enabled settings of one rule with the ids of the invoices each decides about; None means all.

    The most specific setting decides alone: firm and type, firm, type, all; among equals the higher version,
    then the earlier in the list. A setting that is off takes its invoices out.
    """
    ranked = sorted(settings, key=lambda setting: (-setting.specificity, -setting.version))
    if ranked[0].specificity == 0:
        return [(ranked[0], None)] if ranked[0].enabled else []
    deciding = pl.coalesce(
        pl.when(_fits(setting)).then(pl.lit(place, pl.Int32)) for place, setting in enumerate(ranked)
    )
    assigned = invoices.select("invoice_id", place=deciding).drop_nulls()
    covered = assigned.partition_by("place", as_dict=True)
    return [
        (setting, covered[place,]["invoice_id"])
        for place, setting in enumerate(ranked)
        if setting.enabled and (place,) in covered
    ]


def _fits(setting: RuleSetting) -> pl.Expr:
    fits = pl.lit(True)
    if setting.firm_ids:
        fits = fits & pl.col("firm_id").is_in(sorted(setting.firm_ids))
    if setting.matter_types:
        fits = fits & pl.col("matter_type").is_in(sorted(setting.matter_types)).fill_null(False)
    return fits
