"""Rows of the approvals app."""

from .policy import Policy, PolicyStep, PolicyVersion
from .request import Ask, Request, Step
from .standing_in import Absence, Delegation

__all__ = ["Absence", "Ask", "Delegation", "Policy", "PolicyStep", "PolicyVersion", "Request", "Step"]
