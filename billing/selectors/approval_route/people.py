"""People in question for an approval."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q

from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.models import AuthorityLimit, RoleAssignment
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import Matter, MatterMember


def handlers_of(invoice: Invoice) -> set[int]:
    """Primary keys of everyone who reviewed or adjusted the invoice: they are not its approvers."""
    deciders = invoice.findings.filter(decided_by__isnull=False).order_by()
    found = set(deciders.values_list("decided_by", flat=True).distinct())
    found |= set(invoice.adjustments.order_by().values_list("actor", flat=True).distinct())
    return found | ({invoice.reviewer_id} if invoice.reviewer_id else set())


def may_approve(person: User, matter: Matter) -> bool:
    """Active, no system actor, allowed to approve invoices, and able to see this matter."""
    if not person.is_active or person.is_system or not has_capability(person, can.INVOICES_APPROVE):
        return False
    return Matter.objects.visible_to(person).filter(pk=matter.pk).exists()


def candidates_above(amount: Decimal, matter: Matter) -> Iterator[tuple[User, Decimal]]:
    """People with a limit of at least the amount, nearest first: the matter's, its team's, others, and the
    general counsel last; among equals the smallest sufficient limit. With their limit in base currency.
    """
    today = clock.today()
    limits = AuthorityLimit.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=today),
        amount__gte=amount,
        valid_from__lte=today,
        user__is_active=True,
        user__role_assignments__role__capabilities__contains=[can.INVOICES_APPROVE],
    )
    rows = list(limits.select_related("user").distinct())
    near = _nearness(matter, [row.user_id for row in rows])
    for row in sorted(rows, key=lambda row: (near[row.user_id], row.amount, row.user.full_name, row.user_id)):
        yield row.user, row.amount


def _nearness(matter: Matter, people: list[int]) -> dict[int, int]:
    members = set(MatterMember.objects.filter(matter=matter, user__in=people).values_list("user", flat=True))
    team = (
        set(matter.team.members.filter(pk__in=people).values_list("pk", flat=True)) if matter.team else set()
    )
    heads = set(
        RoleAssignment.objects.filter(user__in=people, role__code="general_counsel").values_list(
            "user", flat=True
        )
    )
    return {pk: 3 if pk in heads else 0 if pk in members else 1 if pk in team else 2 for pk in people}
