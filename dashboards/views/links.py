"""Addresses of a dashboard's pages that keep the period, the basis and the chips of the present one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from dashboards.enums import Slice
from dashboards.filters import NONE

_CARRIED = ("period", "from", "to", "basis", "type", "firm", "phase", "team", "kind", "reason", "rule")

_NOT_OF_WAITING = ("period", "from", "to", "basis", "phase", "kind", "reason", "rule")


class Links:
    """Bound to a request; changes replace a parameter, None removes it."""

    def __init__(self, request: HttpRequest) -> None:
        self._carried = {name: request.GET.getlist(name) for name in _CARRIED if request.GET.getlist(name)}

    @property
    def limited(self) -> bool:
        """Whether the address asks for a period, a basis or a limit at all."""
        return bool(self._carried)

    def spend(self, **changes: Any) -> str:
        """The spend page, which knows no reasons and rules."""
        return self.to("dashboards:spend", reason=None, rule=None, **changes)

    def lines(self, **changes: Any) -> str:
        """The lines that spend is made of."""
        return self.to("dashboards:lines", reason=None, rule=None, **changes)

    def savings(self, **changes: Any) -> str:
        """The reductions that a saving is made of."""
        return self.to("dashboards:savings", **changes)

    def waiting(self) -> str:
        """The invoices that wait, limited as far as what waits can be."""
        return self.to("dashboards:waiting", **dict.fromkeys(_NOT_OF_WAITING))

    def by(self, dimension: Slice, **changes: Any) -> str:
        """All values of a dimension in one table."""
        return self.to("dashboards:by", kwargs={"dimension": dimension.value}, **changes)

    def to(self, name: str, kwargs: Mapping[str, Any] | None = None, **changes: Any) -> str:
        """Any page by URL name."""
        params = QueryDict(mutable=True)
        for key, values in (self._carried | changes).items():
            if values not in (None, "", []):
                params.setlist(key, values if isinstance(values, list) else [str(values)])
        address = reverse(name, kwargs=kwargs)
        return f"{address}?{params.urlencode()}" if params else address


def of_month(month: date) -> dict[str, Any]:
    """The changes that leave one month."""
    return {"period": None, "from": f"{month:%Y-%m}", "to": f"{month:%Y-%m}"}


def of_value(dimension: Slice, value: str) -> dict[str, Any]:
    """The changes that leave one value of a dimension."""
    return {dimension.value: value or NONE}
