"""The base of every queryset shown to people: nothing is visible until a model says to whom."""

from typing import Self

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """`visible_to` is the one door; deny beats allow."""

    def visible_to(self, user) -> Self:
        """Rows this person may see. Raises until the model's queryset defines it."""
        raise TypeError(f"{self.model.__name__} does not say who may see it: define visible_to.")
