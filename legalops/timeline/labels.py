"""Words and marks for what the ledger holds: apps add those of their own facts and actions."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# In the order in which a happening tells its facts; the database keeps no order of keys.
_labels: dict[str, Text] = {
    "name": _("Name"),
    "label": _("Label"),
    "code": _("Code"),
    "type": _("Type"),
    "status": _("Status"),
    "state": _("State"),
    "person": _("Person"),
    "role": _("Role"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "version": _("Version"),
    "number": _("Number"),
    "date": _("Date"),
    "reason": _("Reason"),
}
_resolvers: list[Callable[[str], str]] = []
_marks: dict[str, tuple[str, str]] = {}
_repeated: set[str] = {"person"}


def add_labels(labels: Mapping[str, Text]) -> None:
    """Words for keys of events' facts; their order is the order in which they are told."""
    _labels.update(labels)


def resolve_by(resolver: Callable[[str], str]) -> None:
    """Ask this for the word of a key that has none: facts whose names are rows. It answers "" for others."""
    _resolvers.append(resolver)


def add_marks(marks: Mapping[str, tuple[str, str]]) -> None:
    """Action to icon and tone (`legalops.web.markup.TONES`)."""
    _marks.update(marks)


def repeat(*keys: str) -> None:
    """Facts that are told even when they did not change, because they say whom or what it was about."""
    _repeated.update(keys)


def label_of(key: str) -> str:
    """The word for a key; one without a word is made readable."""
    named = _labels.get(key) or next((word for resolve in _resolvers if (word := resolve(key))), "")
    return str(named or key.replace("_", " ").capitalize())


def mark_of(action: str) -> tuple[str, str]:
    """Icon and tone of an action."""
    return _marks.get(action, ("pencil", "neutral"))


def is_repeated(key: str) -> bool:
    """Whether the fact is told although it did not change."""
    return key in _repeated


def in_order(keys: set[str]) -> list[str]:
    """Keys in the order of their words, unknown ones last."""
    order = {key: place for place, key in enumerate(_labels)}
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key))
