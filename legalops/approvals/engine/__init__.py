"""Who is asked, who may decide, and when a request is decided: pure, without the database.

The words of `why` are for people, amounts are in base currency, people are their primary keys.
"""

from legalops.approvals.engine.checking import StepShape, faults_of
from legalops.approvals.engine.covering import authority_of_approvers, covers, is_covered
from legalops.approvals.engine.deciding import (
    AskFacts,
    DeciderFacts,
    StepFacts,
    due_steps,
    is_satisfied,
    why_not,
)
from legalops.approvals.engine.planning import plan
from legalops.approvals.engine.shapes import (
    Candidate,
    CannotPlan,
    Mode,
    Plan,
    PlannedAsk,
    PlannedStep,
    StepRule,
)
from legalops.approvals.engine.standing_in import Standing, circle_of, stand_in_for

__all__ = [
    "AskFacts",
    "Candidate",
    "CannotPlan",
    "DeciderFacts",
    "Mode",
    "Plan",
    "PlannedAsk",
    "PlannedStep",
    "Standing",
    "StepFacts",
    "StepRule",
    "StepShape",
    "authority_of_approvers",
    "circle_of",
    "covers",
    "due_steps",
    "faults_of",
    "is_covered",
    "is_satisfied",
    "plan",
    "stand_in_for",
    "why_not",
]
