"""Where the dates of a feed come from. Apps register a provider in `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from legalops.accounts.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole-day date under an id that stays the same when it is moved; `url` without the host."""

    uid: str
    on: date
    title: str
    text: str = ""
    url: str = ""


Provider = Callable[[User, date], Iterable[Entry]]
_providers: dict[str, Provider] = {}


def register_calendar(name: str, provider: Provider) -> None:
    """Add dates: `provider(user, since)` gives those of this person that they may see, from a date on."""
    _providers[name] = provider


def entries_for(user: User, since: date) -> list[Entry]:
    """All dates of a person from a date on, in order."""
    found = [entry for provider in _providers.values() for entry in provider(user, since)]
    return sorted(found, key=lambda entry: (entry.on, entry.uid))
