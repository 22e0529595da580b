"""The approval policy for invoices that ships with the product."""

from typing import Any, Final

from legalops.approvals.services.policies import install

CODE: Final = "invoices"
# The lead first, or whoever backs the lead up; then the nearest with authority, unless the first has it.
STEPS: Final[list[dict[str, Any]]] = [
    {
        "position": 1,
        "who": "relation",
        "relation": "matter.lead",
        "otherwise": "matter.backup",
        "mode": "one",
        "skip_if_nobody": True,
    },
    {"position": 2, "who": "authority", "mode": "one"},
]


def install_policy() -> None:
    """Publish it where there is none under its code; what an administrator has changed stays as it is."""
    install(CODE, name="Invoices", record_type="invoice", position=100, steps=STEPS)
