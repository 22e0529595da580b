"""How grave a hit of a conflict check is: plain Python, no Django (domain/features.md 2.18).

How like two names are is judged by `legalops.contacts.likeness`; here it is weighed with what both sides are.
"""

from .severity import Found, Severity, Side, Source, judge

__all__ = ["Found", "Severity", "Side", "Source", "judge"]
