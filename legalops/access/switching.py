"""Switching modules of the product off and on, for those who configure it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.models import SwitchedOffModule
from legalops.access.modules import Module, dependants, module, modules
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel import ledger
from legalops.kernel.errors import DomainError, NotAllowed


def switched_off() -> set[str]:
    """The codes of the modules that are off."""
    return set(SwitchedOffModule.objects.values_list("code", flat=True))


@transaction.atomic
def switch_off(code: str, *, reason: str = "", with_dependants: bool = False, actor: User) -> None:
    """Nobody has the module's capabilities any more; its records stay. Off already is off.

    Modules that cannot be without it are switched off before it, or are a refusal. Raises NotAllowed, and
    DomainError for no module, or naming those others.
    """
    found = _switchable(code, actor)
    for other in dependants(code) if with_dependants else ():
        switch_off(other.code, reason=reason, with_dependants=True, actor=actor)
    off = switched_off()
    _refuse(
        [each for each in dependants(code) if each.code not in off],
        _("%(module)s cannot be switched off while this is on: %(others)s."),
        found,
    )
    row, is_new = SwitchedOffModule.objects.get_or_create(code=code, defaults={"by": actor})
    if is_new:
        ledger.record(row, "access.module.switched_off", actor=actor, after={"module": code}, reason=reason)


@transaction.atomic
def switch_on(code: str, *, reason: str = "", actor: User) -> None:
    """Everybody has what their roles grant again. On already is on. Raises as `switch_off`."""
    found = _switchable(code, actor)
    off = switched_off()
    _refuse(
        [each for each in map(module, found.needs) if each is not None and each.code in off],
        _("%(module)s cannot be switched on while this is off: %(others)s."),
        found,
    )
    row = SwitchedOffModule.objects.filter(code=code).first()
    if row is not None:
        ledger.record(row, "access.module.switched_on", actor=actor, after={"module": code}, reason=reason)
        row.delete()


def _switchable(code: str, actor: User) -> Module:
    if not (actor.is_system or has_capability(actor, can.CONFIGURE)):
        raise NotAllowed("module.not_allowed", _("Your role does not include switching modules."))
    # Two at once, each of which the other needs, must not both pass.
    list(SwitchedOffModule.objects.select_for_update().order_by("pk"))
    found = module(code)
    if found is None:
        known = ", ".join(each.code for each in modules())
        message = _("There is no module “%(code)s”. Modules: %(known)s.") % {"code": code, "known": known}
        raise DomainError("module.unknown", message, field="module")
    return found


def _refuse(others: Iterable[Module], message: str, found: Module) -> None:
    names = ", ".join(str(each.label) for each in others)
    if names:
        raise DomainError("module.needed", message % {"module": found.label, "others": names}, field="is_on")
