"""What a person searched for last."""

from legalops.access.viewing import viewer_of
from legalops.kernel import clock
from legalops.search.models import RecentSearch
from legalops.search.parsing import LONGEST

KEPT = 10


def remember(text: str, *, actor) -> None:
    """Put this search first among the ten kept; the same words again only move up. What somebody else looks
    for as this person is not theirs.
    """
    if viewer_of(actor) is not None:
        return
    RecentSearch.objects.update_or_create(
        user=actor, text=text.strip()[:LONGEST], defaults={"asked_at": clock.now()}
    )
    own = RecentSearch.objects.visible_to(actor)
    kept = own.order_by("-asked_at", "-pk").values("pk")[:KEPT]
    own.exclude(pk__in=kept).delete()


def forget_all(*, actor) -> int:
    """Forget what the person searched for; returns how many searches were kept."""
    return RecentSearch.objects.visible_to(actor).delete()[0]
