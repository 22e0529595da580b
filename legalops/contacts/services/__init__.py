"""Verbs of contacts: each one transaction, with its event."""

from .cards import add_contact, edit_contact
from .merging import merge_contacts
from .names import add_identifier, add_name, remove_identifier, remove_name
from .relations import end_relation, relate, remove_relation

__all__ = [
    "add_contact",
    "add_identifier",
    "add_name",
    "edit_contact",
    "end_relation",
    "merge_contacts",
    "relate",
    "remove_identifier",
    "remove_name",
    "remove_relation",
]
