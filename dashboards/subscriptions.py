"""What the dashboards do when invoices come in or pass into another state."""

from billing.events import InvoicesReceived, InvoiceStateChanged
from legalops import jobs
from legalops.kernel import events

DRAIN = "dashboards.drain"


def wake_the_drain(event: InvoiceStateChanged | InvoicesReceived) -> None:
    """Ask for a drain soon; the marks are in the database already, so losing this call loses nothing."""
    jobs.enqueue(DRAIN, key="spend", again=True)


def subscribe() -> None:
    """Called when the app is ready."""
    events.subscribe(InvoiceStateChanged, wake_the_drain)
    events.subscribe(InvoicesReceived, wake_the_drain)
