"""Which records have custom fields. The apps that own them register when they are ready."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.fields.facts import fields_for_rules
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.kernel.records import Choices

_PORTAL = frozenset({can.PORTAL_VIEW, can.PORTAL_SUBMIT})


def uses_the_portal(user: Any) -> bool:
    """Outside counsel."""
    return bool(capabilities_of(user) & _PORTAL)


@dataclass(frozen=True, slots=True)
class Host:
    """How a record type has custom fields.

    `lock(record, actor=…)` answers the present row locked, or raises NotFound when the actor may not see it;
    `may_edit(user, record)` whether the person may change its fields; `is_outsider(user)` whether they are
    not of those for whom the department keeps its notes. `live(rows)` leaves the records that work goes on
    with. `stages()` are the stages a field may be required from, `reached(record)` the codes of those the
    record has come to. `told_outside` says that outsiders read the record's timeline, `open_titles` that a
    record's title may be told to everyone in the department.
    """

    record_type: str
    lock: Callable[..., Any]
    may_edit: Callable[[Any, Any], bool]
    is_outsider: Callable[[Any], bool] = uses_the_portal
    live: Callable[[Any], Any] = lambda rows: rows
    stages: Callable[[], Choices] = list
    reached: Callable[[Any], Collection[str]] = lambda record: ()
    told_outside: bool = False
    open_titles: bool = False


_hosts: dict[str, Host] = {}


def register(host: Host) -> None:
    """Give a record type custom fields; its model inherits `Customised`. Rules may name them from now on."""
    if host.record_type not in _hosts:
        records.add_fields(host.record_type, lambda: fields_for_rules(host.record_type))
    _hosts[host.record_type] = host


def hosts() -> list[Host]:
    """All of them."""
    return list(_hosts.values())


def host_of(record_type: str) -> Host:
    """The host of this code. Raises DomainError naming those that exist."""
    try:
        return _hosts[record_type]
    except KeyError:
        known = ", ".join(sorted(_hosts)) or "none"
        message = f"Records of type “{record_type}” have no custom fields. Those that do: {known}."
        raise DomainError("fields.no_host", message) from None


def sub_types_of(record_type: str) -> Choices:
    """Code and name of the record type's sub-types; empty where it has none."""
    kind = records.find(record_type)
    shipped = next((each for each in kind.fields if each.code == kind.sub_type), None)
    return list(shipped.choices()) if shipped and shipped.choices else []
