"""A matter's log: its journal."""

from .guards import may_log
from .notes import Entry, correct_note, pin_note, strike_note, write_note

__all__ = ["Entry", "correct_note", "may_log", "pin_note", "strike_note", "write_note"]
