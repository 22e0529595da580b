"""Actions of a matter's log that the ledger knows; the subject is the matter."""

ACTIONS = {
    "matters.note.written": "wrote a note",
    "matters.note.corrected": "corrected a note",
    "matters.note.struck": "struck a note out",
    "matters.note.pinned": "pinned a note",
    "matters.note.unpinned": "unpinned a note",
}
MARKS = {
    "matters.note.written": ("pencil", "neutral"),
    "matters.note.corrected": ("pencil", "warn"),
    "matters.note.struck": ("x", "muted"),
    "matters.note.pinned": ("pin", "neutral"),
    "matters.note.unpinned": ("pin", "muted"),
}
