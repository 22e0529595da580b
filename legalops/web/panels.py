"""Registry of panels: a page names a slot, apps above it fill the slot by URL name, neither knows the
other.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from legalops.access.services import capabilities_of


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """A fragment that another app shows on this page.

    `url_name` is reversed with the keywords the page gives its slot (for example `matter_id=7`) and must
    answer an htmx request with the panel's body; the view does its own visibility check. `capability` is
    one, or a set of which any suffices, or empty.
    """

    title: str | Promise
    url_name: str
    capability: str | frozenset[str]
    order: int = 100
    icon: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel bound to a page: where its body comes from."""

    spec: PanelSpec
    url: str

    @property
    def dom_id(self) -> str:
        """Stable id of the panel's section."""
        return f"panel-{self.spec.url_name.replace(':', '-').replace('_', '-')}"


_slots: dict[str, dict[str, PanelSpec]] = defaultdict(dict)


def register(slot: str, spec: PanelSpec) -> None:
    """Add a panel to a slot such as "matter" or "home"."""
    _slots[slot][spec.url_name] = spec


def panels_for(slot: str, user, **kwargs) -> list[Panel]:
    """The slot's panels this person may see, in order, bound to the page's keywords."""
    granted = capabilities_of(user)
    specs = sorted(_slots[slot].values(), key=lambda spec: (spec.order, str(spec.title)))
    return [
        Panel(spec, reverse(spec.url_name, kwargs=kwargs))
        for spec in specs
        if not spec.capability or granted & _any_of(spec)
    ]


def _any_of(spec: PanelSpec) -> frozenset[str]:
    return frozenset({spec.capability}) if isinstance(spec.capability, str) else spec.capability
