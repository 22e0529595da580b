"""Conditions in which rules are written, whatever they decide: pure, and the same everywhere.

A list of conditions is met when all of them are. One of them may be a group of which any suffices:
`[{"field": "amount", "operator": "at_least", "value": "50000"}, {"any": [..., ...]}]`. That is how they are
stored; `parse` reads them and names every fault, `met` judges them by a record's facts, `explain` says why.
"""

from legalops.kernel.conditions.judging import Judged, explain, fields_named, met
from legalops.kernel.conditions.operators import OPERATORS, operators_for
from legalops.kernel.conditions.parsing import ConditionFaults, parse
from legalops.kernel.conditions.shapes import AnyOf, Condition

__all__ = [
    "OPERATORS",
    "AnyOf",
    "Condition",
    "ConditionFaults",
    "Judged",
    "explain",
    "fields_named",
    "met",
    "operators_for",
    "parse",
]
