"""Whom a reminder means, as stored: `field:owner`, `role:general_counsel`, `person:12`."""

from dataclasses import dataclass
from typing import Literal

from legalops.kernel.errors import DomainError

Means = Literal["field", "role", "person"]
MEANS: tuple[Means, ...] = ("field", "role", "person")


@dataclass(frozen=True, slots=True)
class Token:
    """One way to name people: a person or team field of the record, everybody in a role, or one person."""

    means: Means
    name: str

    def __str__(self) -> str:
        return f"{self.means}:{self.name}"


def read(stored: str) -> Token:
    """The token of a stored text. Raises DomainError for anything else."""
    means, colon, name = stored.partition(":")
    for known in MEANS:
        if means == known and colon and name and (known != "person" or name.isdecimal()):
            return Token(known, name)
    raise DomainError(
        "reminders.recipient", f"“{stored}” names nobody. Write field:owner, role:attorney or person:12."
    )
