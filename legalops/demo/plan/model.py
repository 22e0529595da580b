"""The plan: what the loader makes, in values alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from billing.ledes.model import LedesLine


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make. `lines` is what the plan aims at; `months` end with the as-of month.

    `unhurried` is the share of the newest invoices that nobody has looked at yet, beside what is natural.
    """

    name: str
    matters: int
    firms: int
    timekeepers: int
    invoices: int
    lines: int
    months: int
    unhurried: float = 0.0


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """A person of the department."""

    key: str
    name: str
    title: str
    role: str
    team: str = ""
    limit: Decimal | None = None
    active: bool = True

    @property
    def email(self) -> str:
        """Log-in, from the key."""
        from legalops.demo.plan.names import STAFF_DOMAIN

        return f"{self.key}@{STAFF_DOMAIN}"


@dataclass(frozen=True, slots=True)
class TimekeeperPlan:
    """A person of a firm, with rates from their dates on, in the firm's currency."""

    code: str
    last_name: str
    first_name: str
    classification: str
    office: int
    rates: tuple[tuple[date, Decimal], ...]

    @property
    def billed_name(self) -> str:
        """As it stands on invoices."""
        return f"{self.last_name}, {self.first_name}"

    def rate_on(self, day: date) -> Decimal:
        """The standard rate of that day."""
        return [amount for start, amount in self.rates if start <= day][-1]


@dataclass(frozen=True, slots=True)
class FirmPlan:
    """A firm; `cadence` is how many months one invoice covers, `tax` the share of tax it charges."""

    code: str
    name: str
    country: str
    currency: str
    tax_id: str
    offices: tuple[str, ...]
    practices: frozenset[str]
    weight: float
    cadence: int
    reviewer: str
    timekeepers: tuple[TimekeeperPlan, ...]
    tax: Decimal = Decimal(0)

    @property
    def domain(self) -> str:
        """Of its e-mail addresses."""
        return f"{self.code}.example"


@dataclass(slots=True)
class MatterPlan:
    """A matter; numbers are given when it is opened, so `key` names it until then."""

    key: int
    name: str
    type: str
    code_set: str
    team: str
    lead: str
    backup: str
    business_unit: str
    opponent: str
    opened_on: date
    closed_on: date | None
    restricted: bool
    scale: float
    firms: list[str]
    staff: dict[str, list[TimekeeperPlan]]
    discount: Decimal = Decimal(0)
    budgets: list[tuple[date, Decimal]] = field(default_factory=list)
    phase_weights: dict[str, int] = field(default_factory=dict)
    key_dates: list[tuple[str, date, bool]] = field(default_factory=list)
    stage: str = "in-progress"
    screened: list[str] = field(default_factory=list)
    cost_centre: str = ""
    story: str = ""


@dataclass(slots=True)
class InvoicePlan:
    """One invoice; `fate` is "pay", "reject" or "wait"; `matter_number` replaces the matter's own if set."""

    firm: FirmPlan
    matter: MatterPlan
    number: str
    invoice_date: date
    period_start: date
    period_end: date
    received_at: datetime
    lines: list[LedesLine]
    fate: str = "pay"
    matter_number: str = ""
    review_days: float = 0.0
    approval_days: float = 0.0
    payment_days: int = 30


@dataclass(frozen=True, slots=True)
class CodePlan:
    """A code of a kind; `named` are the codes it names, by field."""

    kind: str
    code: str
    name: str
    more: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A department and three years of its life."""

    seed: int
    as_of: date
    size: Size
    staff: tuple[StaffPlan, ...]
    firms: tuple[FirmPlan, ...]
    matters: tuple[MatterPlan, ...]
    invoices: tuple[InvoicePlan, ...]
    exchange_rates: tuple[tuple[str, date, Decimal], ...]
    reference: tuple[CodePlan, ...] = ()
