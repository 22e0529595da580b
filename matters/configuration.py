"""What administrators set about matters, as sections of the configuration's files."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.plain import plain_section
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from matters.enums import PackState
from matters.models import MatterType, RulePack, Stage
from matters.services import rule_packs
from matters.models import ConflictSettings, MatterType, PartyRole, Stage


def register() -> None:
    """Called once, when the app is ready."""
    types = plain_section(
        "matter_types", _("Matter types"), MatterType, "code", ("name", "code_set", "is_active")
    )
    stages = plain_section("stages", _("Stages of matters"), Stage, "code", ("name", "position", "category"))
    packs = Section(
        "rule_packs", _("Rule packs"), "code", ("is_active", "rules"), _packs, _save_pack, order=55
    )
    sections.register(packs)
    sections.register(types)
    sections.register(stages)


def _packs() -> list[Item]:
    """Every pack in its newest published version."""
    return [
        {"code": pack.code, "is_active": pack.is_active, "rules": _newest(pack)}
        for pack in RulePack.objects.order_by("code")
    ]


def _newest(pack: RulePack) -> dict[str, Any]:
    newest = pack.versions.filter(state=PackState.PUBLISHED).order_by("-number").first()
    return newest.rules if newest else {}


def _save_pack(code: str, item: Item, actor: User) -> None:
    """Other rules become a new published version; published ones never change."""
    pack = RulePack.objects.filter(code=code).first()
    rules = item.get("rules")
    if rules is not None:
        data, content = rule_packs.checked(rules)
        if content.code != code:
            words = _t("These rules name the pack “%(named)s”, not “%(code)s”.")
            raise DomainError("rule_packs.code", words % {"named": content.code, "code": code}, field="rules")
        if pack is None or data != _newest(pack):
            pack = rule_packs.publish(rule_packs.save_draft(rules, actor=actor), actor=actor).pack
    if pack is not None and "is_active" in item:
        rule_packs.offer(pack, bool(item["is_active"]), actor=actor)
    sections.register(
        plain_section(
            "party_roles",
            _("Party roles"),
            PartyRole,
            "code",
            ("name", "side", "screened", "position", "is_active"),
        )
    )
    sections.register(
        plain_section(
            "conflict_checks",
            _("Conflict checks"),
            ConflictSettings,
            "code",
            ("least", "strong", "depth"),
        )
    )
