"""While somebody is away: who decides for them, and from when to when."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.approvals import engine, registry
from legalops.approvals.models import Absence, Delegation
from legalops.approvals.querysets import is_outside
from legalops.approvals.selectors.standing_in import standing_of
from legalops.audit.services import record as record_event
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed

# One delegation at a time, so that two made at once cannot close a circle together.
_LOCK = 724_101


@transaction.atomic
def delegate(
    person: User,
    to: User,
    *,
    starts: date,
    until: date | None = None,
    kinds: Iterable[str] = (),
    with_authority: bool = True,
    reason: str = "",
    actor: User,
) -> Delegation:
    """Let `to` decide what `person` is asked, from the first to the last day, both included.

    `kinds` are record types, empty for all. Made twice it is one. Raises DomainError for dates the wrong way
    round, a second person for the same days, someone who has left, and a circle, naming everyone in it;
    NotAllowed for anyone but the person and administrators.
    """
    _refuse_others(person, actor)
    chosen = sorted(set(kinds))
    _refuse_days(starts, until)
    _refuse_person(person, to)
    for kind in chosen:
        registry.find(kind)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    row = Delegation(
        person=person, stand_in=to, starts=starts, until=until, kinds=chosen,
        with_authority=with_authority, reason=reason.strip(), made_by=actor,
    )  # fmt: skip
    standing = list(Delegation.objects.standing().select_related("person", "stand_in"))
    for other in standing:
        if other.person_id == person.pk and standing_of(other).overlaps(standing_of(row)):
            if _same(other, row):
                return other
            raise _overlap(other)
    _refuse_circle(row, standing)
    row.save()
    record_event(row, "approvals.delegation.made", actor=actor, after=_words(row), reason=row.reason)
    return row


@transaction.atomic
def end_delegation(delegation: Delegation, *, actor: User) -> Delegation:
    """End a delegation at once; ended twice it ended once."""
    _refuse_others(delegation.person, actor)
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        record_event(row, "approvals.delegation.ended", actor=actor, before=_words(row))
    return row


@transaction.atomic
def note_absence(
    person: User, *, starts: date, until: date | None = None, reason: str = "", actor: User
) -> Absence:
    """Note that a person is away without anybody deciding for them; noted twice it is one."""
    _refuse_others(person, actor)
    _refuse_days(starts, until)
    known = Absence.objects.standing().filter(person=person, starts=starts, until=until).first()
    if known is not None:
        return known
    row = Absence.objects.create(person=person, starts=starts, until=until, reason=reason.strip())
    after = {"from": str(starts), "until": str(until or "")}
    record_event(row, "approvals.absence.noted", actor=actor, after=after, reason=row.reason)
    return row


@transaction.atomic
def end_absence(absence: Absence, *, actor: User) -> Absence:
    """The person is back; ended twice it ended once."""
    _refuse_others(absence.person, actor)
    row = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        record_event(row, "approvals.absence.ended", actor=actor)
    return row


def _refuse_others(person: User, actor: User) -> None:
    if actor.pk != person.pk and not has_capability(actor, can.CONFIGURE):
        message = _("Only %s and administrators can say who decides for them.") % person
        raise NotAllowed("delegation.not_yours", message)


def _refuse_days(starts: date, until: date | None) -> None:
    if until is not None and until < starts:
        raise DomainError("delegation.days", _("The last day lies before the first."), field="until")
    if until is not None and until < clock.today():
        raise DomainError("delegation.past", _("The last day has passed already."), field="until")


def _refuse_person(person: User, to: User) -> None:
    if to.pk == person.pk:
        raise DomainError("delegation.self", _("Choose somebody else than yourself."), field="stand_in")
    if is_outside(to):
        message = _("%s works for a firm. Choose somebody of the department.") % to
        raise DomainError("delegation.outside", message, field="stand_in")
    if not to.is_active or to.is_system:
        message = _("%s has left. Choose somebody else.") % to
        raise DomainError("delegation.left", message, field="stand_in")


def _refuse_circle(row: Delegation, standing: list[Delegation]) -> None:
    circle = engine.circle_of(standing_of(row), [standing_of(other) for other in standing])
    if circle:
        names = {row.person_id: str(row.person), row.stand_in_id: str(row.stand_in)}
        for other in standing:
            names |= {other.person_id: str(other.person), other.stand_in_id: str(other.stand_in)}
        path = " → ".join(names[pk] for pk in circle)
        message = _("Nobody would decide in the end: %s. Choose somebody else, or other days.") % path
        raise DomainError("delegation.circle", message, field="stand_in")


def _overlap(other: Delegation) -> DomainError:
    message = _(
        "%(who)s decides from %(starts)s until %(until)s already. End that first, or choose other days."
    )
    facts = {"who": other.stand_in, "starts": other.starts, "until": other.until or _("further notice")}
    return DomainError("delegation.overlap", message % facts, field="starts")


def _same(one: Delegation, other: Delegation) -> bool:
    names = ("stand_in_id", "starts", "until", "kinds", "with_authority")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _words(row: Delegation) -> dict[str, object]:
    return {
        "person": str(row.person),
        "stand_in": str(row.stand_in),
        "from": str(row.starts),
        "until": str(row.until or ""),
        "kinds": list(row.kinds),
        "with_authority": row.with_authority,
    }
