"""What administrators set about matters, as sections of the configuration's files."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.plain import plain_section, save_row
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from matters.enums import EscalationCause, PackState, RungWho, TemplateState
from matters.models import (
    ConflictSettings,
    EscalationRung,
    MatterType,
    PartyRole,
    PlanTemplate,
    RulePack,
    Stage,
)
from matters.services import rule_packs
from matters.services.plan_templates import publish_template, save_draft


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
    sections.register(
        Section(
            "plan_templates", _("Plan templates"), "code", ("name", "is_active", "matter_types", "document"),
            _export_templates, _save_template, order=60,
        )
    )  # fmt: skip
    sections.register(
        Section(
            "escalation_ladder", _("Escalation ladder"), "rung", ("after_days", "is_active"),
            _export_ladder, _save_rung, order=60,
        )
    )  # fmt: skip


def _export_templates() -> list[Item]:
    """Every template with its published document."""
    found = []
    for template in PlanTemplate.objects.prefetch_related("matter_types").order_by("code"):
        version = template.versions.filter(state=TemplateState.PUBLISHED).first()
        types = sorted(each.code for each in template.matter_types.all())
        own = {"code": template.code, "name": template.name, "is_active": template.is_active}
        found.append(own | {"matter_types": types, "document": version.document if version else {}})
    return found


@transaction.atomic
def _save_template(code: str, item: Item, actor: User) -> None:
    """Add or change a template; another document is published as its next version."""
    plain = {name: item[name] for name in ("name", "is_active") if name in item}
    row = save_row(PlanTemplate, {"code": code}, plain, actor=actor)
    assert isinstance(row, PlanTemplate)
    if "matter_types" in item:
        _set_types(row, item["matter_types"])
    published = row.versions.filter(state=TemplateState.PUBLISHED).first()
    if "document" in item and (published is None or published.document != item["document"]):
        save_draft(row, item["document"], actor=actor)
        publish_template(row, actor=actor)


def _set_types(row: PlanTemplate, codes: list[str]) -> None:
    types = list(MatterType.objects.filter(code__in=codes))
    missing = sorted(set(codes) - {each.code for each in types})
    if missing:
        message = _t("There is no matter type “%s”.") % missing[0]
        raise DomainError("configuration.value", message, field="matter_types")
    row.matter_types.set(types)


def _export_ladder() -> list[Item]:
    """Every rung, named by its cause and whom it tells."""
    return [
        {"rung": f"{each.cause}-{each.who}", "after_days": each.after_days, "is_active": each.is_active}
        for each in EscalationRung.objects.all()
    ]


def _save_rung(name: str, item: Item, actor: User) -> None:
    """Add or change a rung such as "overdue-lead"."""
    cause, _dash, who = name.partition("-")
    if cause not in EscalationCause.values or who not in RungWho.values:
        message = _t("“%s” is no rung. Write overdue or blocked, a dash, and owner, lead, lpm or counsel.")
        raise DomainError("configuration.value", message % name, field="rung")
    save_row(EscalationRung, {"cause": cause, "who": who}, item, actor=actor)
