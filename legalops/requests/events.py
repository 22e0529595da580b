"""Actions of requests that the ledger knows, and what derived data follows."""

from dataclasses import dataclass

ACTIONS = {
    "requests.request.submitted": "asked legal",
    "requests.request.assigned": "gave the request to someone",
    "requests.request.due_set": "set when the request is due",
}


@dataclass(frozen=True, slots=True)
class PartiesNamed:
    """A request names who is involved."""

    request_id: int
