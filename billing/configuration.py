"""What administrators set about billing, as sections of the configuration's files."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import AccountMapping, BillingCode, ReasonCode, ReviewRule
from billing.services.account_mappings import map_account, unmap_account
from billing.services.rules import FIELDS, SCOPE, copy_rule, save_rule
from legalops.accounts.models import User
from legalops.configuration import naming, sections
from legalops.configuration.plain import plain_section
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.reference.models import LedgerAccount
from legalops.reference.selectors import named
from matters.models import MatterType


def register() -> None:
    """Called once, when the app is ready."""
    sections.register(
        plain_section(
            "billing_codes", gettext_lazy("Billing codes"), BillingCode, "code",
            ("code_set", "kind", "label", "phase", "is_active"),
        )
    )  # fmt: skip
    sections.register(
        plain_section(
            "reason_codes", gettext_lazy("Reason codes"), ReasonCode, "code",
            ("label", "for_dismissal", "text_to_firm", "is_active", "position"),
        )
    )  # fmt: skip
    sections.register(
        Section(
            "account_mappings", gettext_lazy("Ledger accounts of invoices"), "invoices_of", ("account",),
            export_accounts, save_account, remove_account, order=60,
        )
    )  # fmt: skip
    sections.register(
        Section(
            "review_rules", gettext_lazy("Review rules"), "rule", (*FIELDS, *SCOPE), export_rules, save_one,
        )
    )  # fmt: skip


def export_accounts() -> list[Item]:
    """Every mapping: "rest", "code_set:LITIGATION" or "matter_type:employment", with its account."""
    rows = AccountMapping.objects.select_related("matter_type", "account")
    return [{"invoices_of": _key_of(row), "account": row.account.code} for row in rows]


def save_account(key: str, item: Item, actor: User) -> None:
    """Map what the key names to the account. Raises DomainError naming what is not here."""
    text = str(item.get("account", ""))
    account = named(LedgerAccount, text)
    if account is None:
        raise naming.absent(text, field="account")
    map_account(account, **_named_by(key), actor=actor)


def remove_account(key: str, actor: User) -> None:
    """Take the mapping of this key away."""
    found = AccountMapping.objects.filter(**{"matter_type": None, "code_set": "", **_named_by(key)}).first()
    if found is not None:
        unmap_account(found, actor=actor)


def _key_of(row: AccountMapping) -> str:
    if row.matter_type:
        return f"matter_type:{row.matter_type.code}"
    return f"code_set:{row.code_set}" if row.code_set else "rest"


def _named_by(key: str) -> dict[str, Any]:
    kind, _colon, code = key.partition(":")
    if kind == "matter_type":
        return {"matter_type": naming.named(MatterType.objects.all(), "code", code, field="invoices_of")}
    if kind == "code_set" and code:
        return {"code_set": code}
    if key == "rest":
        return {}
    message = _("Write rest, code_set:LITIGATION or matter_type:employment.")
    raise DomainError("configuration.value", message, field="invoices_of")


def export_rules() -> list[Item]:
    """Every rule with its scope by code; copies of a rule are told apart by number: "G01", "G01 (2)"."""
    return [_exported(key, rule) for key, rule in _by_key()]


def save_one(key: str, item: Item, actor: User) -> None:
    """Set the rule of this key; the next number of a rule that exists makes a copy of it.

    Raises DomainError for a rule this version does not have, a number out of turn and settings it refuses.
    """
    present = dict(_by_key())
    rule = present.get(key) or _copied(key, present, actor)
    save_rule(rule, {name: _given(name, value) for name, value in item.items()}, actor=actor)


def _by_key() -> Iterator[tuple[str, ReviewRule]]:
    seen: Counter[str] = Counter()
    for rule in ReviewRule.objects.prefetch_related("matter_types", "firms").order_by("code", "pk"):
        seen[rule.code] += 1
        number = seen[rule.code]
        yield (rule.code if number == 1 else f"{rule.code} ({number})"), rule


def _exported(key: str, rule: ReviewRule) -> Item:
    plain = {name: getattr(rule, name) for name in FIELDS}
    scope = {name: sorted(one.code for one in getattr(rule, name).all()) for name in SCOPE}
    return {"rule": key} | plain | scope


def _copied(key: str, present: dict[str, ReviewRule], actor: User) -> ReviewRule:
    code = key.partition(" ")[0]
    copies = sum(1 for each in present if each.partition(" ")[0] == code)
    if not copies or key != f"{code} ({copies + 1})":
        known = ", ".join(sorted({each.partition(" ")[0] for each in present}))
        message = _("There is no rule “%(key)s”. Rules: %(known)s; the next copy of G01 is “G01 (2)”.")
        raise DomainError("configuration.rule", message % {"key": key, "known": known}, field="rule")
    return copy_rule(present[code], actor=actor)


def _given(name: str, value: object) -> object:
    if name not in SCOPE:
        return value
    codes = value if isinstance(value, list) else [value]
    model = ReviewRule._meta.get_field(name).related_model
    found = {one.code: one for one in model._default_manager.filter(code__in=codes)}
    missing = [str(code) for code in codes if code not in found]
    if missing:
        raise DomainError("configuration.scope", _("There is no %s.") % ", ".join(missing), field=name)
    return list(found.values())
