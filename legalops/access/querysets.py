"""The base of every queryset shown to people: nothing is visible until a model says to whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Self

from django.db import models

from legalops.access.viewing import itself, viewer_of


class ScopedQuerySet(models.QuerySet):
    """`visible_to` is the one door; deny beats allow. Whoever looks as somebody else sees what both see: that
    holds here once, for every model that says who may see it.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "visible_to" in cls.__dict__:
            cls.visible_to = _of_both(cls.__dict__["visible_to"])  # type: ignore[method-assign]

    def visible_to(self, user) -> Self:
        """Rows this person may see. Raises until the model's queryset defines it."""
        raise TypeError(f"{self.model.__name__} does not say who may see it: define visible_to.")


class RoleQuerySet(models.QuerySet):
    """Roles, which are no secret."""

    def of_department(self) -> Self:
        """Those that people of the department are given; people of firms join on their firm's page."""
        return self.exclude(code__startswith="outside_counsel")


def _of_both(visible_to: Callable) -> Callable:
    @wraps(visible_to)
    def narrowed(self: Any, user: Any) -> Any:
        viewer = viewer_of(user)
        if viewer is None:
            return visible_to(self, user)
        return visible_to(visible_to(self, itself(user)), viewer)

    return narrowed
