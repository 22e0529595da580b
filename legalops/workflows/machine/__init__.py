"""Workflows as plain values: reading, checking, comparing and drawing them. No database, no people."""

from legalops.workflows.machine.checks import check
from legalops.workflows.machine.differences import differences
from legalops.workflows.machine.drawing import Drawing, draw
from legalops.workflows.machine.faults import Fault, FaultyWorkflow
from legalops.workflows.machine.shapes import (
    ANY_OPEN,
    Action,
    Category,
    Definition,
    Guard,
    Reason,
    Stage,
    Transition,
)
from legalops.workflows.machine.stored import as_stored, read
from legalops.workflows.machine.vocabulary import Kind, Vocabulary

__all__ = [
    "ANY_OPEN",
    "Action",
    "Category",
    "Definition",
    "Drawing",
    "Fault",
    "FaultyWorkflow",
    "Guard",
    "Kind",
    "Reason",
    "Stage",
    "Transition",
    "Vocabulary",
    "as_stored",
    "check",
    "differences",
    "draw",
    "read",
]
