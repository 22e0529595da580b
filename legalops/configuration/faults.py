"""Files that cannot be used."""

from collections.abc import Sequence

from legalops.kernel.errors import DomainError


class ConfigurationFaults(DomainError):
    """`faults` are sentences, each beginning with its file and item."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("configuration.faulty", "\n".join(faults))
        self.faults = list(faults)
