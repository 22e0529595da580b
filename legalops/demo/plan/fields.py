"""The custom fields that the demo department keeps, and how well it keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

_LITIGATION = "litigation"
_CASES = ("won", "settled", "lost", "withdrawn")


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field; `more` are further attributes of its definition."""

    record_type: str
    code: str
    label: str
    kind: str
    owner: str = ""
    team: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


_MONEY = {"currency": "USD", "places": 0, "section": "Exposure", "minimum": "0"}
_OURS = "Our own estimate of what a judgment or settlement would cost, defence costs left out."
FIELDS = (
    FieldPlan("matter", "insured", "Insured", "yes_no", "jonas.lindqvist", more={
        "section": "Insurance", "position": 10, "why": "Decides whether the broker is told.",
        "meaning": "Yes once a carrier has been put on notice, whether or not it has accepted cover.",
    }),
    FieldPlan("matter", "claim_number", "Claim number", "text", "jonas.lindqvist", more={
        "section": "Insurance", "position": 20, "pattern": "CLM-[0-9]{6}", "is_unique": True,
        "shown_when": [{"field": "insured", "operator": "is", "value": "true"}],
        "help_text": "As the carrier writes it: CLM-204518.",
        "why": "The broker's reports are matched by it.",
        "meaning": "The number that the carrier gave the claim.",
    }),
    FieldPlan("matter", "exposure_low", "Exposure, low", "money", "elena.sandoval", more=_MONEY | {
        "position": 30, "meaning": f"The low end. {_OURS}", "why": "Reserves are set from it each quarter.",
    }),
    FieldPlan("matter", "exposure_high", "Exposure, high", "money", "elena.sandoval", more=_MONEY | {
        "position": 40, "meaning": f"The high end. {_OURS}", "why": "Reserves are set from it each quarter.",
    }),
    FieldPlan("matter", "exposure_middle", "Exposure, middle", "formula", "elena.sandoval", more={
        "section": "Exposure", "position": 50, "formula": "(exposure_low + exposure_high) / 2",
        "meaning": "Half way between the low and the high end.",
    }),
    FieldPlan("matter", "outcome", "Outcome", "choice", team="corporate", choices=(
        ("won", "Won"), ("settled", "Settled"), ("lost", "Lost"), ("withdrawn", "Withdrawn"),
    ), more={"section": "Closing", "position": 60, "meaning": "How it ended for us, appeals included."}),
    FieldPlan("matter", "old_file_number", "Old file number", "text", more={
        "section": "Closing", "position": 70,
    }),
    FieldPlan("firm", "panel_until", "On the panel until", "date", "elena.sandoval", more={
        "section": "Panel", "position": 10, "why": "Panel reviews are planned by it.",
        "meaning": "The last day of the present panel term; empty for firms that are not on the panel.",
    }),
    FieldPlan("firm", "diversity_certified", "Certified diverse-owned", "yes_no", more={
        "section": "Panel", "position": 20,
    }),
)  # fmt: skip

# Record, field, owner, definition, why: of what ships.
DESCRIBED = (
    ("matter", "lead", "elena.sandoval", "The attorney who answers for the matter.",
     "Invoices and reminders go to this person."),
    ("matter", "type", "elena.sandoval", "The kind of work, by what the matter is mainly about.",
     "Spend is compared by it."),
    ("matter", "opened_on", "jonas.lindqvist", "The day the department took the matter on.", ""),
    ("matter", "closed_on", "jonas.lindqvist", "The day the last task was done, not the day of judgment.",
     "Cycle times end here."),
    ("matter", "business_unit", "samir.youssef", "The unit that bears the cost.",
     "Charge-backs are made by it."),
    ("invoice", "due_on", "priya.goswami", "The day by which review has to be finished.", ""),
    ("invoice", "reviewer", "priya.goswami", "Who looks at the findings before approval.", ""),
    ("firm", "tier", "elena.sandoval", "Preferred, panel or occasional, as agreed at the panel review.",
     "Rates and discounts depend on it."),
)  # fmt: skip


def values_for_matter(matter: Any, random: Random) -> dict[str, Any]:
    """What is filled in: most of a live lawsuit, little of the rest."""
    values: dict[str, Any] = {}
    if _LITIGATION in matter.matter_type.code:
        values |= _of_lawsuit(matter, random)
    if matter.closed_on and random.random() < 0.7:
        values["outcome"] = random.choice(_CASES)
    if random.random() < 0.04:
        values["old_file_number"] = f"L-{random.randint(1000, 9999)}"
    return values


def _of_lawsuit(matter: Any, random: Random) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if random.random() < 0.9:
        values["insured"] = random.random() < 0.4
    if values.get("insured") and random.random() < 0.8:
        values["claim_number"] = f"CLM-{200_000 + matter.pk:06d}"
    if random.random() < 0.65:
        low = random.randint(2, 80) * 25_000
        values |= {"exposure_low": str(low), "exposure_high": str(low * random.randint(2, 4))}
    return values


def values_for_firm(firm: Any, random: Random) -> dict[str, Any]:
    """The panel's firms have a term; few have said who owns them."""
    values: dict[str, Any] = {}
    if firm.tier == "panel":
        values["panel_until"] = f"{random.choice((2027, 2028))}-12-31"
    if random.random() < 0.3:
        values["diversity_certified"] = random.random() < 0.5
    return values
