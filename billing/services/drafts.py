"""A batch of LEDES records as invoices of ours: matched, in a currency, with sums; nothing stored yet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import polars as pl
from django.conf import settings

from billing.ledes.frames import Batch
from billing.models import BillingCode
from billing.review.batch import NOT_PERSONS
from billing.selectors.directory import Directory, directory_of
from legalops.fx.services import rate_on
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.money import exponent
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)
RATE = pl.Decimal(18, 8)
# Four decimals of an amount times eight of a rate, without loss.
EXACT = pl.Decimal(38, 12)


@dataclass(frozen=True, slots=True)
class Draft:
    """Invoices and lines in the columns of the batch, of `review_facts.facts_of`, and these.

    Invoices: base_rate and base_rate_date (null where no rate is known), total, tax, fees, expenses (both
    without tax), hours, base_net, unknown_timekeepers. Lines: net (without tax), base_net, phase.
    Sums are those of the lines, from which the stated total differs by a cent at most (LEDES A202), so that
    every figure is the sum of its rows.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame


class Drafter:
    """Drafts the batches of one file of one firm; what it looks up is looked up once."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self.today = clock.today()
        self._rates: dict[tuple[str, date], tuple[Decimal | None, date | None]] = {}

    @cached_property
    def directory(self) -> Directory:
        """The firm's numbers and ids."""
        return directory_of(self.firm)

    @cached_property
    def _phases(self) -> dict[str, str]:
        return dict(BillingCode.objects.exclude(phase="").values_list("code", "phase"))

    def draft(
        self, batch: Batch, invoice_ids: pl.Series | None = None, line_ids: pl.Series | None = None
    ) -> Draft:
        """The batch as a draft; ids of rows to be may be given, else rows are numbered within the batch."""
        invoices = self._heads(_numbered(batch.invoices, "invoice_id", invoice_ids))
        lines = self._lines(invoices, _numbered(batch.lines, "line_id", line_ids))
        return Draft(_with_sums(invoices, lines), lines)

    def outline(self, batch: Batch) -> Draft:
        """As much of a draft as it takes to tell what our records say: for batches whose lines are outlines.

        Invoices have total, tax and unknown_timekeepers for sums, lines only timekeeper_id beside their own.
        """
        invoices = self._heads(_numbered(batch.invoices, "invoice_id", None))
        lines = self._with_people(batch.lines)
        sums = lines.group_by("invoice_key").agg(
            total=pl.col("total").sum(),
            tax=pl.col("tax_amount").sum(),
            unknown_timekeepers=missing_timekeeper().sum(),
        )
        return Draft(invoices.join(sums, on="invoice_key", how="left", maintain_order="left"), lines)

    def _heads(self, invoices: pl.DataFrame) -> pl.DataFrame:
        invoices = self._matched(invoices).with_columns(
            received_date=pl.lit(self.today), currency=pl.col("currency").fill_null(self.firm.currency)
        )
        rates = self._base_rates(invoices)
        return invoices.join(rates, on=["currency", "invoice_date"], how="left").sort("invoice_key")

    def _matched(self, invoices: pl.DataFrame) -> pl.DataFrame:
        names = ["client_matter_id", "law_firm_matter_id"]
        billed = invoices.select(names).unique()
        found = [self.directory.matter_of(*row) for row in billed.iter_rows()]
        matters = billed.with_columns(pl.Series("matter_id", found, pl.Int64))
        return invoices.join(matters, on=names, how="left", nulls_equal=True, maintain_order="left")

    def _base_rates(self, invoices: pl.DataFrame) -> pl.DataFrame:
        pairs = invoices.select("currency", "invoice_date").unique()
        found = [self._base_rate(*row) for row in pairs.iter_rows()]
        return pairs.with_columns(
            pl.Series("base_rate", [rate for rate, _ in found], RATE),
            pl.Series("base_rate_date", [day for _, day in found], pl.Date),
        )

    def _base_rate(self, currency: str, day: date) -> tuple[Decimal | None, date | None]:
        if (currency, day) not in self._rates:
            try:
                rate = rate_on(currency, day)
                self._rates[currency, day] = (rate.value, rate.date)
            except DomainError:
                self._rates[currency, day] = (None, None)
        return self._rates[currency, day]

    def _lines(self, invoices: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
        own = lines.drop("client_matter_id", "law_firm_matter_id")
        joined = self._with_people(own).join(
            invoices.select("invoice_key", "invoice_id", "base_rate"),
            on="invoice_key",
            how="left",
            maintain_order="left",
        )
        net = pl.col("total") - pl.col("tax_amount").fill_null(Decimal(0))
        return joined.with_columns(
            net=net.cast(AMOUNT),
            classification=pl.coalesce("classification", "classification_billed"),
            phase=pl.coalesce(self._phase_of("task_code"), self._phase_of("expense_code"), pl.lit("")),
        ).with_columns(base_net=in_base(pl.col("net"), pl.col("base_rate")))

    def _with_people(self, lines: pl.DataFrame) -> pl.DataFrame:
        codes = lines.select("timekeeper_code").unique()
        people = [self.directory.timekeeper_of(code) for (code,) in codes.iter_rows()]
        known = codes.with_columns(pl.Series("timekeeper_id", people, pl.Int64))
        return lines.join(known, on="timekeeper_code", how="left", nulls_equal=True, maintain_order="left")

    def _phase_of(self, column: str) -> pl.Expr:
        return pl.col(column).replace_strict(self._phases, default=None, return_dtype=pl.String)


def in_base(amount: pl.Expr, rate: pl.Expr) -> pl.Expr:
    """The amount in base currency, rounded half-up to its minor unit, as `kernel.money.round_money` does."""
    exact = amount.cast(EXACT) * rate.cast(EXACT)
    places = exponent(settings.BASE_CURRENCY)
    return exact.round(places, mode="half_away_from_zero").cast(pl.Decimal(18, 2))


def missing_timekeeper() -> pl.Expr:
    """Lines whose billed person nobody knows: fee lines with an id that leads to no timekeeper."""
    return (
        (pl.col("kind") == "F") & pl.col("timekeeper_code").is_not_null() & pl.col("timekeeper_id").is_null()
    )


def _numbered(frame: pl.DataFrame, name: str, ids: pl.Series | None) -> pl.DataFrame:
    if ids is None:
        return frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(name))
    return frame.with_columns(ids.cast(pl.Int64).alias(name))


def _with_sums(invoices: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    fee, expense = pl.col("kind").is_in(["F", "IF"]), pl.col("kind").is_in(["E", "IE"])
    person = (pl.col("kind") == "F") & ~pl.col("classification").is_in(NOT_PERSONS).fill_null(False)
    sums = lines.group_by("invoice_key").agg(
        total=pl.col("total").sum(),
        tax=pl.col("tax_amount").sum(),
        net=pl.col("net").sum(),
        fees=pl.col("net").filter(fee).sum(),
        expenses=pl.col("net").filter(expense).sum(),
        hours=pl.col("units").filter(person).sum(),
        base_net=pl.col("base_net").sum(),
        unknown_timekeepers=missing_timekeeper().sum(),
    )
    return invoices.join(sums, on="invoice_key", how="left", maintain_order="left")
