"""What is agreed with a firm, as its own people read it."""

from django.db.models import Prefetch, Q, QuerySet

from legalops.kernel import clock
from matters.models import Engagement, Matter, MatterNumber, MatterRate
from vendors.models import Firm, Rate, Timekeeper


def matters_of(user, firm: Firm) -> QuerySet[Matter]:
    """Matters the firm is engaged on, with `own_numbers` (how it bills them) and `own_engagement`."""
    numbers = MatterNumber.objects.filter(firm=firm).order_by("number_key")
    engagements = Engagement.objects.filter(firm=firm, ended_on__isnull=True)
    return (
        Matter.objects.visible_to(user)
        .select_related("stage", "lead")
        .prefetch_related(
            Prefetch("firm_numbers", queryset=numbers, to_attr="own_numbers"),
            Prefetch("engagements", queryset=engagements, to_attr="own_engagements"),
        )
        .order_by("number")
    )


def people_of(user, firm: Firm) -> QuerySet[Timekeeper]:
    """The firm's timekeepers with `current_rates` and `matter_rates_now`, both in force today or later."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gt=clock.today())
    standard = Rate.objects.visible_to(user).filter(in_force).order_by("valid_from")
    on_matters = (
        MatterRate.objects.visible_to(user)
        .filter(in_force, timekeeper__firm=firm)
        .select_related("matter")
        .order_by("matter__number", "valid_from")
    )
    return (
        Timekeeper.objects.visible_to(user)
        .filter(firm=firm)
        .select_related("classification", "office")
        .prefetch_related(
            Prefetch("rates", queryset=standard, to_attr="current_rates"),
            Prefetch("matter_rates", queryset=on_matters, to_attr="matter_rates_now"),
        )
        .order_by("last_name", "first_name", "pk")
    )
