"""Keeping rule packs: drafts, checked and published; published versions never change (features 2.13)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotFound
from matters import calendaring
from matters.calendaring import Pack, PackFaults, read_pack
from matters.enums import PackState
from matters.models import RulePack, RulePackVersion

SHIPPED = Path(calendaring.__file__).parent / "shipped"


def read_text(text: str) -> dict[str, Any]:
    """Rules typed as YAML, checked whole. Raises DomainError naming every fault and its place."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        words = _("This is no YAML: %s") % str(fault).replace("\n", " ")
        raise DomainError("rule_packs.unreadable", words, field="rules") from None
    return checked(data)[0]


def checked(data: Any) -> tuple[dict[str, Any], Pack]:
    """Rules as plain data with ISO dates, and read. Raises DomainError naming every fault."""
    try:
        pack = read_pack(data)
    except PackFaults as faulty:
        words = "\n".join(faulty.faults[:20])
        raise DomainError("rule_packs.faults", words, field="rules") from None
    return _plain(data), pack


@transaction.atomic
def save_draft(rules: Mapping[str, Any], *, actor: User) -> RulePackVersion:
    """Keep rules as the draft of the pack they name, made if there is none yet.

    Raises DomainError naming every fault.
    """
    data, content = checked(rules)
    pack, _made = RulePack.objects.get_or_create(
        code=content.code, defaults={"name": content.name, "jurisdiction": content.jurisdiction}
    )
    pack = RulePack.objects.select_for_update().get(pk=pack.pk)
    draft = pack.versions.filter(state=PackState.DRAFT).first()
    if draft is not None and draft.rules == data:
        return draft
    if draft is None:
        draft = RulePackVersion(pack=pack, number=_next_number(pack))
    before = draft.rules if draft.pk else None
    draft.rules, draft.effective_from = data, content.effective_from
    draft.changed_by, draft.changed_at = actor, clock.now()
    draft.save()
    action = "matters.rule_pack.drafted"
    after = {"version": draft.number, "rules": len(content.rules)}
    record(pack, action, actor=actor, before={"rules": len(before["rules"])} if before else None, after=after)
    return draft


@transaction.atomic
def publish(version: RulePackVersion, *, actor: User) -> RulePackVersion:
    """Let a draft hold for triggers from its day on. Dates that were worked out stay as they are.

    Raises NotFound when it is gone, and DomainError when it was published before.
    """
    found = RulePackVersion.objects.select_for_update(of=("self",)).select_related("pack")
    draft = found.filter(pk=version.pk).first()
    if draft is None:
        raise NotFound("rule_packs.gone", _("There is no such draft any more."))
    if draft.state != PackState.DRAFT:
        raise DomainError("rule_packs.published", _("This version was published before."))
    content = draft.content
    draft.state, draft.published_at = PackState.PUBLISHED, clock.now()
    draft.save(update_fields=["state", "published_at"])
    pack = draft.pack
    pack.name, pack.jurisdiction = content.name, content.jurisdiction
    pack.save(update_fields=["name", "jurisdiction"])
    record(
        pack,
        "matters.rule_pack.published",
        actor=actor,
        after={"version": draft.number, "since": draft.effective_from.isoformat()},
    )
    return draft


def publish_draft_of(pack: RulePack, *, actor: User) -> RulePackVersion:
    """Publish the draft of a pack. Raises DomainError when it has none."""
    draft = pack.versions.filter(state=PackState.DRAFT).first()
    if draft is None:
        raise DomainError("rule_packs.no_draft", _("This pack has no draft to publish."))
    return publish(draft, actor=actor)


@transaction.atomic
def drop_draft(version: RulePackVersion, *, actor: User) -> None:
    """Throw a draft away; a published version stays for ever."""
    draft = RulePackVersion.objects.select_for_update().filter(pk=version.pk).first()
    if draft is None or draft.state != PackState.DRAFT:
        raise DomainError("rule_packs.published", _("Only a draft can be thrown away."))
    record(draft.pack, "matters.rule_pack.dropped", actor=actor, before={"version": draft.number})
    draft.delete()


@transaction.atomic
def offer(pack: RulePack, on_offer: bool, *, actor: User) -> RulePack:
    """Offer a pack where dates are worked out, or no longer."""
    current = RulePack.objects.select_for_update().get(pk=pack.pk)
    if current.is_active != on_offer:
        current.is_active = on_offer
        current.save(update_fields=["is_active"])
        action = "matters.rule_pack.offered" if on_offer else "matters.rule_pack.withdrawn"
        record(current, action, actor=actor)
    return current


def ship_packs() -> None:
    """Install the packs that come with the product, unless one of their code is there, changed or not."""
    known = set(RulePack.objects.values_list("code", flat=True))
    for path in sorted(SHIPPED.glob("*.yaml")):
        if path.stem in known:
            continue
        data, content = checked(yaml.safe_load(path.read_text(encoding="utf-8")))
        pack = RulePack.objects.create(
            code=content.code, name=content.name, jurisdiction=content.jurisdiction
        )
        now = clock.now()
        RulePackVersion.objects.create(
            pack=pack, number=1, state=PackState.PUBLISHED, effective_from=content.effective_from,
            rules=data, changed_at=now, published_at=now,
        )  # fmt: skip


def as_text(rules: Mapping[str, Any]) -> str:
    """Rules as YAML for an editor."""
    return yaml.safe_dump(dict(rules), sort_keys=False, allow_unicode=True, width=110)


def _next_number(pack: RulePack) -> int:
    newest = pack.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def _plain(value: Any) -> Any:
    """Dates as text, so that JSON keeps them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
