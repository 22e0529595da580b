"""One person looking at the product as another would see it: the smaller of what the two may see and do."""

from copy import copy
from typing import Any

_VIEWER = "_legalops_viewer"


def as_seen_by(person: Any, viewer: Any) -> Any:
    """The person, in the eyes of the viewer: `visible_to` shows rows that both see, `capabilities_of` answers
    what both may do. Roles, teams and name are the person's.
    """
    shown = copy(person)
    setattr(shown, _VIEWER, viewer)
    return shown


def viewer_of(user: Any) -> Any | None:
    """Who looks through this person's eyes; None for people who are themselves."""
    return getattr(user, _VIEWER, None)


def itself(user: Any) -> Any:
    """The person without the viewer."""
    if viewer_of(user) is None:
        return user
    plain = copy(user)
    delattr(plain, _VIEWER)
    return plain
