"""How approval policies find people by their part in a matter."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.registry import Relation
from matters.enums import MemberRole
from matters.models import Matter
from matters.selectors.people import project_managers


def register() -> None:
    """Called once, when the app is ready."""
    registry.register_relation(
        Relation(
            "matter.lead", _("Lead attorney of the matter"), _lead,
            _("leads the matter."), _("leads the matter and stands in for %(instead)s, who %(reason)s."),
            _suits,
        )
    )  # fmt: skip
    registry.register_relation(
        Relation(
            "matter.backup", _("Backups of the matter"), _backups,
            _("is a backup of the matter."), _("backs up %(instead)s, who %(reason)s."), _suits,
        )
    )  # fmt: skip
    registry.register_relation(
        Relation(
            "matter.lpm", _("Project managers of the matter"), _project_managers,
            _("manages the matter's plan."), _("stands in for %(instead)s, who %(reason)s."), _suits,
        )
    )  # fmt: skip
    registry.register_relation(
        Relation(
            "matter.team", _("Team of the matter"), _team,
            _("is of the matter's team."), _("is of the team of %(instead)s, who %(reason)s."), _suits,
        )
    )  # fmt: skip


def _suits(model: Any) -> bool:
    """Matters, and whatever belongs to one."""
    if model is Matter:
        return True
    try:
        return bool(model._meta.get_field("matter").related_model is Matter)
    except FieldDoesNotExist:
        return False


def _matter_of(record: Any) -> Matter | None:
    return record if isinstance(record, Matter) else record.matter


def _lead(record: Any) -> Iterable[User]:
    matter = _matter_of(record)
    return [matter.lead] if matter is not None else []


def _backups(record: Any) -> Iterable[User]:
    matter = _matter_of(record)
    if matter is None:
        return []
    rows = matter.members.filter(role=MemberRole.BACKUP).select_related("user")
    return [row.user for row in rows.order_by("user__full_name", "pk")]


def _project_managers(record: Any) -> Iterable[User]:
    matter = _matter_of(record)
    return project_managers(matter) if matter is not None else []


def _team(record: Any) -> Iterable[User]:
    matter = _matter_of(record)
    if matter is None or matter.team is None:
        return []
    return matter.team.members.order_by("full_name", "pk")
