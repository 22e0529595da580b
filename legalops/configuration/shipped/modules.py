"""Which modules are on, as a section of the configuration."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.modules import modules
from legalops.access.switching import switch_off, switch_on, switched_off
from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Modules")
    sections.register(Section("modules", label, "module", ("is_on",), export, save, order=160))


def export() -> list[Item]:
    """Every module and whether it is on."""
    off = switched_off()
    return [{"module": each.code, "is_on": each.code not in off} for each in modules()]


def save(key: str, item: Item, actor: User) -> None:
    """Switch it. Raises DomainError for no module, no truth, and one on without what it needs."""
    is_on = item.get("is_on")
    if not isinstance(is_on, bool):
        raise DomainError("module.switch", _("Write true or false."), field="is_on")
    if is_on:
        switch_on(key, actor=actor)
    else:
        switch_off(key, with_dependants=True, actor=actor)
