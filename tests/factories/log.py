"""Rows of a matter's log, by its lead."""

from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import Matter, Note
from matters.services.log import Entry, write_note


def make_note(matter: Matter, text: str = "Called counsel", *, by: User | None = None, **fields) -> Note:
    """A note of a call today."""
    given = {"kind": "call", "occurred_on": clock.today(), **fields}
    return write_note(matter, Entry(text=text, **given), actor=by or matter.lead)
