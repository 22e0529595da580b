"""Who is told of walls and of broken glass, in the transaction of the change."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.notifications.registry import Kind
from legalops.notifications.services.notifying import notify
from legalops.web import formats
from matters.models import BreakGlassGrant, EthicalWall, Matter

KINDS: Final = (
    Kind(
        "matters.glass_broken",
        gettext_lazy("Broken glass"),
        gettext_lazy("Somebody reads a matter you lead, or whose wall you keep, by break-glass access."),
        urgent=True,
    ),
    Kind(
        "matters.wall_to_acknowledge",
        gettext_lazy("Ethical wall to acknowledge"),
        gettext_lazy("A wall was raised on a matter you work on."),
    ),
    Kind(
        "matters.wall_ends_soon",
        gettext_lazy("Ethical wall ends soon"),
        gettext_lazy("A wall you raised, or on a matter you lead, is lifted by itself within a fortnight."),
    ),
)


def tell_of_glass(grant: BreakGlassGrant) -> None:
    """The lead, and whoever raised a standing wall of the matter."""
    matter, words = grant.matter, {"person": grant.user, "number": grant.matter.number}
    notify(
        "matters.glass_broken",
        recipients=_owners(matter),
        subject=matter,
        title=lambda: _("%(person)s reads %(number)s by broken glass") % words,
        body=lambda: _glass_words(grant),
        url=_people(matter),
        actor=grant.user,
        key=f"glass:{grant.pk}",
    )


def _glass_words(grant: BreakGlassGrant) -> str:
    return _("Until %(until)s: %(reason)s") % {
        "until": formats.zoned_instant(grant.expires_at),
        "reason": grant.reason,
    }


def tell_of_wall(wall: EthicalWall, *, actor: User) -> None:
    """Everyone on the matter, who is asked to acknowledge it."""
    matter = wall.matter
    notify(
        "matters.wall_to_acknowledge",
        recipients=[member.user for member in matter.members.select_related("user")],
        subject=matter,
        title=lambda: _("An ethical wall stands on %s") % matter.number,
        body=gettext_lazy("Read what it asks of you, and acknowledge it."),
        url=reverse("matters:wall_acknowledge", args=[matter.number, wall.pk]),
        actor=actor,
        key=f"wall:{wall.pk}",
    )


def tell_of_wall_end(wall: EthicalWall) -> None:
    """The lead and the keepers, a fortnight before."""
    matter, ends = wall.matter, wall.expires_on

    def title() -> str:
        words = _("A wall on %(number)s ends on %(day)s")
        return words % {"number": matter.number, "day": formats.day(ends)}

    notify(
        "matters.wall_ends_soon",
        recipients=_owners(matter),
        subject=matter,
        title=title,
        body=gettext_lazy("It is lifted by itself then. Let it stand longer if it has to."),
        url=_people(matter),
        key=f"wall-end:{wall.pk}:{ends}",
    )


def _owners(matter: Matter) -> list[User]:
    keepers = matter.walls.filter(lifted_at__isnull=True).values("raised_by")
    return [matter.lead, *User.objects.filter(pk__in=keepers).exclude(pk=matter.lead_id)]


def _people(matter: Matter) -> str:
    return reverse("matters:people", args=[matter.number])
