"""Running the rules again over an invoice in review, without losing what people decided."""

import json
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from billing import review
from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, ReviewFinding
from billing.services.review_run import finding_rows, log_review, stored_facts
from billing.services.rule_settings import current_settings
from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.kernel.errors import Conflict

Key = tuple[str, int | None]
_CONTENT = ("rule_version", "outcome", "reduction", "message", "evidence", "highlights", "clause")


@transaction.atomic
def rerun(invoice: Invoice, *, actor: User) -> int:
    """Run the current rules over an invoice in review; returns how many findings are open afterwards.

    Findings are matched by rule and line. Open ones take the new content or disappear when the rule no longer
    finds them. Accepted ones stay, since a reduction may hang on them. Dismissed ones stay dismissed while
    what was found is the same, and open again when it is not. Raises Conflict outside review.
    """
    locked = Invoice.objects.locked().select_related("firm").get(pk=invoice.pk)
    if locked.state != InvoiceState.IN_REVIEW:
        raise Conflict(
            "invoice.state",
            _("Invoice %(number)s is %(state)s; the rules run while it is in review.")
            % {"number": locked.number, "state": locked.get_state_display().lower()},
        )
    settings = current_settings()
    found = review.run(stored_facts(locked.firm, [locked.pk]), settings)
    fresh = {_key(row): _content(row) for row in finding_rows(found, settings).iter_rows(named=True)}
    standing = {(each.rule, each.line_id): each for each in locked.findings.select_for_update(of=("self",))}
    _merge(locked, fresh, standing, actor)
    Invoice.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    log_review([locked], found, actor=actor)
    invoice.refresh_from_db()
    return locked.findings.filter(state=FindingState.OPEN).count()


def _merge(invoice: Invoice, fresh: dict[Key, dict], standing: dict[Key, ReviewFinding], actor: User) -> None:
    ReviewFinding.objects.bulk_create(
        [
            ReviewFinding(invoice=invoice, rule=rule, line_id=line_id, **content)
            for (rule, line_id), content in fresh.items()
            if (rule, line_id) not in standing
        ]
    )
    stale = [
        each.pk for key, each in standing.items() if key not in fresh and each.state == FindingState.OPEN
    ]
    ReviewFinding.objects.filter(pk__in=stale).delete()
    changed = [each for key, each in standing.items() if key in fresh and _take(each, fresh[key])]
    reopened = [each for each in changed if each.state == FindingState.DISMISSED]
    for each in reopened:
        each.state, each.decided_at, each.decided_by = FindingState.OPEN, None, None
        each.dismissal_reason, each.dismissal_note = None, ""
    ReviewFinding.objects.bulk_update(
        changed, [*_CONTENT, "state", "decided_at", "decided_by", "dismissal_reason", "dismissal_note"]
    )
    record_many(
        (Entry(each, "billing.finding.reopened", after={"reduction": each.reduction}) for each in reopened),
        actor=actor,
    )


def _take(standing: ReviewFinding, fresh: dict) -> bool:
    """Give an open or dismissed finding its new content; False when nothing changes."""
    same = all(getattr(standing, name) == fresh[name] for name in ("outcome", "reduction", "evidence"))
    if standing.state == FindingState.ACCEPTED or (standing.state == FindingState.DISMISSED and same):
        return False
    if all(getattr(standing, name) == fresh[name] for name in _CONTENT):
        return False
    for name in _CONTENT:
        setattr(standing, name, fresh[name])
    return True


def _key(row: dict[str, Any]) -> Key:
    return row["rule"], row["line_id"]


def _content(row: dict[str, Any]) -> dict[str, Any]:
    content = {name: row[name] for name in _CONTENT}
    content["evidence"] = json.loads(row["evidence"])
    content["highlights"] = json.loads(row["highlights"]) if row["highlights"] else None
    content["reduction"] = Decimal(row["reduction"])
    return content
