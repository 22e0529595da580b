"""Where the dates of a feed come from. Apps register a provider in `ready()`.

A feed is a person's, or of one record that they name by its number; both show what the person may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from legalops.accounts.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """A date under an id that stays the same when it is moved; `url` without the host.

    `at` is its hour, aware and in its own zone, where it has one; else it is of the whole day.
    """

    uid: str
    on: date
    title: str
    text: str = ""
    url: str = ""
    at: datetime | None = None


Provider = Callable[[User, date], Iterable[Entry]]
OfRecord = Callable[[User, date, str], Iterable[Entry]]
_providers: dict[str, Provider] = {}
_of_record: dict[str, OfRecord] = {}


def register_calendar(name: str, provider: Provider, of: OfRecord | None = None) -> None:
    """Add dates: `provider(user, since)` gives those of this person that they may see, from a date on;
    `of(user, since, number)` all of one record, as far as they may see it.
    """
    _providers[name] = provider
    if of is not None:
        _of_record[name] = of


def entries_for(user: User, since: date, of: str = "") -> list[Entry]:
    """All dates of a person from a date on, in order; those of the record of a number where one is named."""
    if of:
        found = [entry for provider in _of_record.values() for entry in provider(user, since, of)]
    else:
        found = [entry for own in _providers.values() for entry in own(user, since)]
    return sorted(found, key=lambda entry: (entry.on, entry.uid))
