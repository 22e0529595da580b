"""Actions of requests that the ledger knows."""

ACTIONS = {
    "requests.request.submitted": "asked legal",
    "requests.request.assigned": "gave the request to someone",
    "requests.request.due_set": "set when the request is due",
}
