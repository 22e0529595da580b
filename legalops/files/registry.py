"""Which record types hold files, and the rules of each: the app above registers them when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from legalops.kernel.errors import NotFound

if TYPE_CHECKING:
    from legalops.accounts.models import User


class Sight(Enum):
    """Which files a person sees of a record that they see."""

    NONE = "none"
    SHARED = "shared"  # and those they added themselves
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Holder:
    """How a record type holds files.

    `sight(user)` is about records that the person sees. `lock(record, actor)` answers the present row locked,
    or raises NotFound when the actor may not work on it. `may_add` and `may_change` decide about one record;
    whoever may only add changes and removes their own files. `noted(record, page, actor)` leaves a trace of
    reading. `shares` says whether files are marked as shared with whoever asked for the record. `address` is
    where the record lists its files.
    """

    record_type: str
    sight: Callable[["User"], Sight]
    lock: Callable[..., Any]
    may_add: Callable[["User", Any], bool]
    may_change: Callable[["User", Any], bool]
    address: Callable[[Any], str]
    noted: Callable[..., None] = lambda _record, *, page, actor: None
    shares: bool = False


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Let records of this type hold files; registered again it replaces the earlier one."""
    _holders[holder.record_type] = holder


def holders() -> list[Holder]:
    """All of them."""
    return list(_holders.values())


def holder_of(record_type: str) -> Holder:
    """The holder of a record type. Raises NotFound where records of it hold no files."""
    try:
        return _holders[record_type]
    except KeyError:
        raise NotFound("files.no_holder", f"Records of type “{record_type}” hold no files.") from None
