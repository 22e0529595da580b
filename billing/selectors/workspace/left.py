"""What a finding would still take off its line, beside what was taken off already."""

from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from billing.models import LineAdjustment
from billing.querysets import FindingQuerySet

_MONEY = DecimalField(max_digits=18, decimal_places=4)
_NOTHING = Value(Decimal(0), output_field=_MONEY)


def with_what_is_left(findings: FindingQuerySet) -> FindingQuerySet:
    """Each with `left`, without tax: its reduction as far as the line holds it, less the line's own standing
    one, which it would replace. Shares of invoice-wide reductions stay beside it.
    """
    own = LineAdjustment.objects.filter(line=OuterRef("line"), undone_at__isnull=True, batch__isnull=True)
    taken = Coalesce(Subquery(own.values("amount")[:1]), _NOTHING, output_field=_MONEY)
    room = F("line__total") - F("line__tax_amount") - F("line__reduction") + F("taken")
    more = Greatest(Least(F("reduction"), room) - F("taken"), _NOTHING)
    left = Case(When(line__isnull=True, then=_NOTHING), default=more, output_field=_MONEY)
    return findings.annotate(taken=taken).annotate(left=left)
