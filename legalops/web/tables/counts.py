"""Counts that never cost more than their cap."""

from dataclasses import dataclass

from django.db.models import QuerySet

from legalops.web import formats

CAP = 1_000


@dataclass(frozen=True, slots=True)
class CappedCount:
    """How many rows there are, or that there are more than the cap."""

    number: int
    capped: bool = False

    def __str__(self) -> str:
        """ "1,234", or "1,000+" where counting stopped."""
        return formats.number(self.number) + ("+" if self.capped else "")


def capped_count(queryset: QuerySet, cap: int = CAP) -> CappedCount:
    """Count at most `cap` rows."""
    found = queryset.order_by().values("pk")[: cap + 1].count()
    return CappedCount(min(found, cap), capped=found > cap)
