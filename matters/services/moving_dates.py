"""What follows from a date that moved, moved too, each step recorded (features 2.13-2.14)."""

from datetime import date

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from matters.calendaring import Move
from matters.enums import DateKind, DateOutcome
from matters.models import KeyDate, KeyDateMove
from matters.selectors.chains import moves_of


def note_move(
    key_date: KeyDate, before: date, *, reason: str, actor: User, by: KeyDate | None = None
) -> None:
    """Keep a move for ever."""
    KeyDateMove.objects.create(
        key_date=key_date, before=before, after=key_date.date, reason=reason, caused_by=by,
        moved_by=actor, moved_at=clock.now(),
    )  # fmt: skip


def reopen_event(event: KeyDate) -> None:
    """An event that is now to come has not happened; the caller saves it."""
    if event.kind == DateKind.EVENT and event.date > clock.today() and event.outcome == DateOutcome.SATISFIED:
        event.done_at, event.done_by, event.outcome = None, None, ""


def move_dependents(moved: KeyDate, was: date, *, actor: User) -> list[Move]:
    """Work out anew what follows from a date that has moved from `was`; in the caller's transaction.

    Moved critical dates are unverified again. The matter is locked by the caller.
    """
    found = moves_of(moved, moved.date, was=was)
    rows = KeyDate.objects.select_for_update(of=("self",)).in_bulk([int(move.key) for move in found])
    for move in found:
        row = rows[int(move.key)]
        if move.held:
            continue
        row.basis = {**(row.basis or {}), "why": list(move.why)}
        if not move.moves:
            row.save(update_fields=["basis"])
            continue
        row.date = move.after
        reopen_event(row)
        row.entered_by, row.verified_by, row.verified_at = None if actor.is_system else actor, None, None
        row.save()
        reason = "; ".join(move.why)
        note_move(row, move.before, reason=reason, actor=actor, by=moved)
        record(
            moved.matter,
            "matters.key_date.recalculated",
            actor=actor,
            before={"what": row.name, "date": move.before.isoformat()},
            after={"what": row.name, "date": move.after.isoformat()},
            reason=reason,
        )
    return found
