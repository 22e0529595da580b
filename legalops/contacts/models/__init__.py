"""Contact cards, their names and numbers, and how they stand to one another."""

from .contact import Contact, ContactIdentifier, ContactName
from .relation import ContactRelation

__all__ = ["Contact", "ContactIdentifier", "ContactName", "ContactRelation"]
