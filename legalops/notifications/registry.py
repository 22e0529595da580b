"""The kinds of thing that people are told of. Apps register theirs in `ready()`."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from legalops.access.services import capabilities_of
from legalops.kernel.errors import DomainError
from legalops.notifications.enums import Channel

Text = str | Promise
DEFAULT_CHANNELS = frozenset({Channel.IN_APP.value, Channel.EMAIL.value})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notification under a stable code such as "billing.invoice_decided".

    `definition` says when it is sent. `channels` are those on for whoever has not chosen otherwise. What is
    `urgent` waits for no quiet hours and no digest. `capabilities`: the preference page offers the kind to
    people who have any of them; empty for everybody.
    """

    code: str
    label: Text
    definition: Text
    channels: frozenset[str] = DEFAULT_CHANNELS
    urgent: bool = False
    capabilities: frozenset[str] = field(default_factory=frozenset)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; registered again it replaces the earlier one."""
    _kinds[kind.code] = kind


def find(code: str) -> Kind:
    """The kind of this code. Raises DomainError naming those that exist."""
    try:
        return _kinds[code]
    except KeyError:
        known = ", ".join(sorted(_kinds)) or "none"
        raise DomainError(
            "notifications.unknown_kind", f"There is no kind of notification “{code}”. Known: {known}."
        ) from None


def known() -> list[Kind]:
    """All kinds by label."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.label))


def label_of(code: str) -> Text:
    """The label of a kind, also when it is no longer registered."""
    return _kinds[code].label if code in _kinds else code


def kinds_for(user) -> list[Kind]:
    """The kinds this person can be told of, by label."""
    granted = capabilities_of(user)
    return [kind for kind in known() if not kind.capabilities or kind.capabilities & granted]
