"""What matters do when contact cards change and requests name who is involved."""

from legalops import jobs
from legalops.contacts.events import ContactChanged
from legalops.kernel import events
from legalops.requests.events import PartiesNamed
from matters.models import ConflictCheck
from matters.services.conflicts.running import RUN

SCREEN = "matters.screen_request"


def look_again(event: ContactChanged) -> None:
    """Checks of matters on which the card is a party are out of date; each is run again soon."""
    checks = ConflictCheck.objects.filter(matter__parties__contact=event.contact_id).distinct()
    for check in checks.filter(stale=False):
        ConflictCheck.objects.filter(pk=check.pk).update(stale=True)
        jobs.enqueue(
            RUN, key=f"conflicts:{check.pk}", again=True, check_id=check.pk, actor_id=check.asked_by_id
        )


def screen(event: PartiesNamed) -> None:
    """Names on a request are checked for conflicts as soon as it is made (features 1.29)."""
    jobs.enqueue(SCREEN, key=f"screen:{event.request_id}", again=True, request_id=event.request_id)


def subscribe() -> None:
    """Called once, when the app is ready."""
    events.subscribe(ContactChanged, look_again)
    events.subscribe(PartiesNamed, screen)
