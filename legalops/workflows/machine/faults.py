"""What is wrong with a workflow, by place, with its mend."""

from collections.abc import Sequence
from dataclasses import dataclass

from legalops.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Fault:
    """Where and what; `stage` and `transition` are the codes to mark on the page."""

    place: str
    message: str
    stage: str = ""
    transition: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FaultyWorkflow(DomainError):
    """A workflow that cannot be used; `faults` has all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("workflow.faulty", " ".join(str(fault) for fault in faults))
        self.faults = list(faults)
