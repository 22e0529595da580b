"""Codes by the days on which they are in force."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class CodeQuerySet(models.QuerySet):
    """Rows of one kind of reference data; they are no secret within the department."""

    def in_force(self, on: date) -> Self:
        """Those in force on a day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gt=on))

    def ended(self, on: date) -> Self:
        """Those that a day comes too late for."""
        return self.filter(valid_until__lte=on)

    def to_come(self, on: date) -> Self:
        """Those that begin after a day."""
        return self.filter(valid_from__gt=on)
