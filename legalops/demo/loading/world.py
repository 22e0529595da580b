"""What has been made so far, by the plan's own keys."""

from dataclasses import dataclass, field
from datetime import datetime

from legalops.accounts.models import Team, User
from legalops.demo.plan.model import Plan
from matters.models import Matter, MatterType, Stage
from vendors.models import Firm, Timekeeper


@dataclass(slots=True)
class World:
    """Rows by key; people are kept as objects because their roles are cached on them."""

    plan: Plan
    now: datetime
    people: dict[str, User] = field(default_factory=dict)
    billers: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    firms: dict[str, Firm] = field(default_factory=dict)
    timekeepers: dict[tuple[str, str], Timekeeper] = field(default_factory=dict)
    matters: dict[int, Matter] = field(default_factory=dict)
    types: dict[str, MatterType] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)

    @property
    def manager(self) -> User:
        """Who opens matters, engages firms and sets budgets."""
        return self.people["elena.sandoval"]

    @property
    def project_manager(self) -> User:
        """Who manages the plans of matters."""
        return self.people["jonas.lindqvist"]

    @property
    def finance(self) -> User:
        """Who hands invoices to accounts payable."""
        return self.people["samir.youssef"]
