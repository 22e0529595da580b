"""Timekeepers: adding, deciding whether their time is accepted, and the other ids they are billed under."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import Entry, record, record_all
from legalops.kernel import events
from legalops.kernel.errors import DomainError
from vendors.enums import TimekeeperStatus
from vendors.events import TermsChanged
from vendors.models import Firm, Office, Timekeeper, TimekeeperAlias, TimekeeperClass

EDITABLE = ("last_name", "first_name", "classification", "office")


def id_key(code: str) -> str:
    """The form in which ids are compared: trimmed, upper case (LEDES field 12 is not case-sensitive)."""
    return code.strip().upper()


@transaction.atomic
def add_timekeeper(
    firm: Firm,
    *,
    code: str,
    last_name: str,
    first_name: str = "",
    classification: TimekeeperClass,
    office: Office | None = None,
    status: str = TimekeeperStatus.PENDING,
    actor: User,
) -> Timekeeper:
    """Add a person of the firm by the id the firm bills them under.

    Raises DomainError "timekeeper.code_taken" when the firm has a timekeeper or an alias of this id.
    """
    _refuse_taken(firm, code)
    timekeeper = Timekeeper.objects.create(
        firm=firm,
        code=code.strip(),
        last_name=last_name.strip(),
        first_name=first_name.strip(),
        classification=classification,
        office=office,
        status=status,
    )
    record(timekeeper, "vendors.timekeeper.added", actor=actor, after=_as_added(timekeeper))
    return timekeeper


@transaction.atomic
def add_timekeepers(people: Sequence[Mapping[str, Any]], *, actor: User) -> list[Timekeeper]:
    """Add many people at once, each given as `add_timekeeper` takes one, with its `firm`.

    Raises DomainError "timekeeper.code_taken" when an id is an alias at its firm, IntegrityError when it is
    somebody's; then none is added.
    """
    keys = {(given["firm"].pk, id_key(given["code"])) for given in people}
    aliases = TimekeeperAlias.objects.filter(firm__in={firm for firm, _key in keys})
    for firm, key in aliases.values_list("firm", "code_key"):
        if (firm, key) in keys:
            message = _("The id %(id)s is another id of someone at this firm.") % {"id": key}
            raise DomainError("timekeeper.code_taken", message, field="code")
    made = Timekeeper.objects.bulk_create([Timekeeper(**given) for given in people])
    record_all([Entry(each, "vendors.timekeeper.added", after=_as_added(each)) for each in made], actor=actor)
    return made


@transaction.atomic
def edit_timekeeper(timekeeper: Timekeeper, changes: Mapping[str, Any], *, actor: User) -> Timekeeper:
    """Change names, class or office; what stays the same is not recorded. The id never changes.

    Raises DomainError "timekeeper.other_office" when the office is another firm's.
    """
    current = Timekeeper.objects.select_for_update(of=("self",)).get(pk=timekeeper.pk)
    changed = {k: v for k, v in changes.items() if k in EDITABLE and getattr(current, k) != v}
    if not changed:
        return current
    office = changed.get("office")
    if office is not None and office.firm_id != current.firm_id:
        message = _("This office belongs to another firm. Choose one of the timekeeper's firm.")
        raise DomainError("timekeeper.other_office", message, field="office")
    before = {name: _plain(getattr(current, name)) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    after = {name: _plain(value) for name, value in changed.items()}
    record(current, "vendors.timekeeper.edited", actor=actor, before=before, after=after)
    if "classification" in changed:
        events.publish(TermsChanged(current.pk))
    return current


def _plain(value: Any) -> Any:
    return value if value is None else str(value)


def _as_added(timekeeper: Timekeeper) -> dict[str, str]:
    return {
        "code": timekeeper.code,
        "name": str(timekeeper),
        "class": timekeeper.classification_id,
        "status": timekeeper.status,
    }


@transaction.atomic
def decide_timekeeper(timekeeper: Timekeeper, status: str, *, reason: str = "", actor: User) -> Timekeeper:
    """Accept or refuse a timekeeper's time; deciding the same again records nothing.

    Raises DomainError "timekeeper.reason_missing" when a refusal has no reason: the firm will ask.
    """
    current = Timekeeper.objects.select_for_update(of=("self",)).get(pk=timekeeper.pk)
    if current.status == status:
        return current
    if status == TimekeeperStatus.REJECTED and not reason.strip():
        message = _("Say why the timekeeper is not approved; the firm will ask.")
        raise DomainError("timekeeper.reason_missing", message, field="reason")
    before = {"status": current.status}
    current.status = status
    current.save(update_fields=["status"])
    record(
        current,
        "vendors.timekeeper.decided",
        actor=actor,
        before=before,
        after={"status": status},
        reason=reason.strip(),
    )
    events.publish(TermsChanged(current.pk))
    return current


@transaction.atomic
def map_alias(timekeeper: Timekeeper, code: str, *, actor: User) -> TimekeeperAlias:
    """Remember, once and for ever, that the firm also bills this person under another id.

    Mapping the same again is one row. Raises DomainError when the id is someone else's.
    """
    key = id_key(code)
    alias = (
        TimekeeperAlias.objects.select_related("timekeeper")
        .filter(firm_id=timekeeper.firm_id, code_key=key)
        .first()
    )
    if alias is None:
        own = Timekeeper.objects.filter(firm_id=timekeeper.firm_id, code__iexact=key).first()
        if own is not None:
            raise _alias_taken(key, own)
        alias = TimekeeperAlias.objects.create(
            firm_id=timekeeper.firm_id, code_key=key, timekeeper=timekeeper
        )
        record(timekeeper, "vendors.timekeeper.mapped", actor=actor, after={"id": key})
    elif alias.timekeeper_id != timekeeper.pk:
        raise _alias_taken(key, alias.timekeeper)
    return alias


def _alias_taken(key: str, owner: Timekeeper) -> DomainError:
    message = _("The id %(id)s belongs to %(name)s.") % {"id": key, "name": owner}
    return DomainError("timekeeper.alias_taken", message, field="code")


def _refuse_taken(firm: Firm, code: str) -> None:
    key = id_key(code)
    owner = firm.timekeepers.filter(code__iexact=key).first()
    if owner is None:
        alias = TimekeeperAlias.objects.filter(firm=firm, code_key=key).select_related("timekeeper").first()
        owner = alias.timekeeper if alias else None
    if owner is not None:
        message = _("%(name)s has the id %(id)s at this firm.") % {"name": owner, "id": key}
        raise DomainError("timekeeper.code_taken", message, field="code")
