"""What the ledger hears of a view."""

from typing import Any

from legalops.lists.models import SavedView


def told(view: SavedView) -> dict[str, Any]:
    """The whole of it."""
    return {
        "name": view.name,
        "list": view.list_id,
        "asks_for": dict(view.params),
        "sharing": str(view.sharing),
        "roles": sorted(role.code for role in view.roles.all()),
        "teams": sorted(team.name for team in view.teams.all()),
    }


def differing(these: dict[str, Any], those: dict[str, Any]) -> dict[str, Any]:
    """What of these is not so in those."""
    return {name: value for name, value in these.items() if those[name] != value}
