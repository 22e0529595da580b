"""A request of which filters know who asks and what narrows a list, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalops.accounts.models import User
from legalops.web.tables.learning import Unlearnable


class Told(Mapping[str, str]):
    """The parameters that narrow a list besides its filters. To look for another is to depend on more."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        """The last value, as in an address; raises Unlearnable for what was not named."""
        if name not in self._values:
            raise Unlearnable(name)
        if not self._values[name]:
            raise KeyError(name)
        return self._values[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Names with all their values."""
        return iter(self._values.items())

    def getlist(self, name: str) -> list[str]:
        """All values; raises Unlearnable for what was not named."""
        self.get(name)
        return list(self._values[name])


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks for a list."""

    user: User
    GET: Told
