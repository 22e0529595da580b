"""What is wrong with values."""

from collections.abc import Mapping

from legalops.kernel.errors import DomainError


class NotOfField(ValueError):
    """A value that does not fit its field; the message is a sentence for people."""


class FieldFaults(DomainError):
    """Values that cannot be kept: `faults` are sentences by field code."""

    def __init__(self, faults: Mapping[str, str], labels: Mapping[str, str]) -> None:
        named = [f"{labels.get(code, code)}: {words}" for code, words in faults.items()]
        super().__init__("fields.values", " ".join(named), field="custom")
        self.faults = dict(faults)
