"""The names that recur in the narratives of one matter, so that its lines tell one story."""

from dataclasses import dataclass
from random import Random

from legalops.demo.plan.names import COMPANIES, FIRST_NAMES, LAST_NAMES, MONTHS

TOPICS = (
    "supply shortfall", "wage and hour", "data incident", "warranty", "late delivery", "non-compete",
    "earn-out", "export licensing", "product labeling", "rebate program", "price adjustment",
    "discrimination claim", "trade secrets", "indemnity", "site contamination", "royalty audit",
    "distribution termination", "pension contribution", "advertising claims", "service outage",
)  # fmt: skip
MOTIONS = (
    "motion to dismiss", "motion for summary judgment", "motion to strike", "motion for class certification",
    "motion to stay", "motion to transfer venue", "motion for partial summary judgment",
)  # fmt: skip
DEFENSES = ("limitations", "waiver", "laches", "preemption", "arbitration", "estoppel", "standing", "release")
AGREEMENTS = (
    "supply agreement", "license agreement", "services agreement", "lease", "credit agreement",
    "distribution agreement", "employment agreement", "purchase agreement",
)  # fmt: skip
COURTS = ("district court", "state court", "court of appeals", "superior court", "chancery court")
AGENCIES = ("trade commission", "labor department", "environmental agency", "securities regulator", "customs")
STAGES = ("close of pleadings", "close of fact discovery", "dispositive motions", "trial")
MARKS = ("Northlight", "Solenta", "Verada", "Kestrelle", "Brightwell", "Harrowby", "Ondara", "Tidemark")
PRODUCTS = ("the pump controller", "the coating process", "the sensor array", "the battery pack")


@dataclass(frozen=True, slots=True)
class Cast:
    """Fixed names of a matter; numbers and changing topics are drawn line by line."""

    fixed: dict[str, str]
    topics: tuple[str, ...]
    people: tuple[str, ...]

    def tell(self, template: str, random: Random) -> str:
        """The template with its slots filled."""
        number = random.randint(2, 60)
        drawn = {
            "topic": random.choice(self.topics),
            "custodian": random.choice(self.people),
            "witness": random.choice(self.people),
            "motion": random.choice(MOTIONS),
            "defense": random.choice(DEFENSES),
            "stage": random.choice(STAGES),
            "past": f"{random.choice(MONTHS)} {random.randint(2019, 2025)}",
            "n": str(number),
            "m": str(number + random.randint(2, 12)),
            "d": str(random.randint(1, 12)),
        }
        return template.format_map(self.fixed | drawn)


def cast_of(random: Random, opponent: str, client: str) -> Cast:
    """The cast of one matter."""
    people = tuple(f"{random.choice(FIRST_NAMES)[0]}. {random.choice(LAST_NAMES)}" for _ in range(9))
    fixed = {
        "opponent": opponent,
        "client": client,
        "counsel": random.choice(people),
        "expert": f"Dr. {random.choice(LAST_NAMES)}",
        "agreement": random.choice(AGREEMENTS),
        "court": random.choice(COURTS),
        "agency": random.choice(AGENCIES),
        "target": random.choice(COMPANIES),
        "deal": f"Project {random.choice(MARKS)}",
        "mark": random.choice(MARKS).upper(),
        "product": random.choice(PRODUCTS),
        "docket": f"{random.choice('ABCDEF')}{random.randint(100, 999)}-US",
    }
    return Cast(fixed, tuple(random.sample(TOPICS, 5)), people)
