"""What the numbers and ids of one firm mean here: its matters and timekeepers, looked up set-wise."""

from collections.abc import Iterable
from dataclasses import dataclass

from billing.policies import billed_id_key
from matters.models import Matter, MatterNumber
from vendors.models import Firm, Timekeeper, TimekeeperAlias


@dataclass(frozen=True, slots=True)
class Directory:
    """Keys (`policies.billed_id_key`) to primary keys, for one firm.

    A matter's own number counts only where the firm is or was engaged, so that a guessed number neither
    matches nor tells that the matter exists.
    """

    matters: dict[str, int]
    mapped_matters: dict[str, int]
    timekeepers: dict[str, int]

    def matter_of(self, client_matter_id: str | None, law_firm_matter_id: str | None) -> int | None:
        """By CLIENT_MATTER_ID (LEDES 1998B field 24), then by LAW_FIRM_MATTER_ID (field 4) as mapped."""
        client, own = billed_id_key(client_matter_id), billed_id_key(law_firm_matter_id)
        return self.matters.get(client) or self.mapped_matters.get(client) or self.mapped_matters.get(own)

    def timekeeper_of(self, code: str | None) -> int | None:
        """By TIMEKEEPER_ID (LEDES 1998B field 18): the person's own id, or one mapped to the person."""
        return self.timekeepers.get(billed_id_key(code))


def directory_of(firm: Firm) -> Directory:
    """The firm's directory; four queries whatever its size."""
    return Directory(
        matters=_keyed(Matter.objects.filter(engagements__firm=firm).values_list("number", "pk")),
        mapped_matters=_keyed(MatterNumber.objects.filter(firm=firm).values_list("number_key", "matter_id")),
        timekeepers=_keyed(TimekeeperAlias.objects.filter(firm=firm).values_list("code_key", "timekeeper_id"))
        | _keyed(Timekeeper.objects.filter(firm=firm).values_list("code", "pk")),
    )


def _keyed(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = {billed_id_key(number): pk for number, pk in rows}
    found.pop("", None)
    return found
