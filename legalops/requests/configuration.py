"""Request types as a section of the configuration's files; teams by name."""

from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.configuration import naming, sections
from legalops.configuration.plain import save_row
from legalops.configuration.sections import Item, Section
from legalops.requests.models import RequestType

_FIELDS = ("name", "description", "ask", "asks_parties", "team", "position", "is_active")


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(Section("request_types", _("Request types"), "code", _FIELDS, export, save, order=70))


def export() -> list[Item]:
    """Every type."""
    rows = RequestType.objects.select_related("team").order_by("position", "code")
    return [
        {"code": row.code}
        | {name: getattr(row, name) for name in _FIELDS}
        | {"team": row.team.name if row.team else ""}
        for row in rows
    ]


def save(code: str, item: Item, actor: User) -> None:
    """Add or change the type of this code. Raises DomainError for a team that is not here."""
    team = {"team": naming.team(item["team"], field="team")} if "team" in item else {}
    save_row(RequestType, {"code": code}, item | team, actor=actor)
