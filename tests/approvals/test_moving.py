"""Steps of the time before policies become requests, with who decided what and when."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import connection

from billing.models import InvoiceTransition
from billing.services.approvals import approve
from legalops.approvals.models import Ask, Request
from tests.billing.scenes import make_scene

pytestmark = pytest.mark.django_db

# The table as it was, without its keys and constraints.
_TABLE = """
CREATE TEMP TABLE billing_approvalstep (
    id bigserial, invoice_id bigint, round smallint, position smallint, approver_id bigint, why text,
    state text, decided_by_id bigint, decided_at timestamptz, comment text
) ON COMMIT DROP
"""
_ROW = """
INSERT INTO billing_approvalstep
  (invoice_id, round, position, approver_id, why, state, decided_by_id, decided_at, comment)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
MOVE = import_module("billing.migrations.0010_approvals_move")


def day(number: int) -> datetime:
    return datetime(2026, 6, number, 9, tzinfo=UTC)


@pytest.fixture
def moved():
    """An invoice sent back once and approved by its first approver, now waiting for the second."""
    scene = make_scene(8000, state="pending_approval")
    lead, counsel = scene.lead.pk, scene.counsel.pk
    for number in (1, 5):
        InvoiceTransition.objects.create(
            invoice=scene.invoice, name="submit_for_approval", from_state="in_review",
            to_state="pending_approval", actor=scene.reviewer, occurred_at=day(number),
        )  # fmt: skip
    steps = [
        (1, 1, lead, "Leads the matter.", "sent_back", lead, day(2), "Look at line 2"),
        (1, 2, counsel, "Above the limit.", "cancelled", None, None, ""),
        (2, 1, lead, "Leads the matter.", "approved", lead, day(6), "Fine"),
        (2, 2, counsel, "Above the limit.", "pending", None, None, ""),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.executemany(_ROW, [(scene.invoice.pk, *step) for step in steps])
        for statement in (MOVE._REQUESTS, MOVE._STEPS, MOVE._ASKS):
            cursor.execute(statement)
    return scene


def test_each_round_is_a_request_with_its_outcome(moved):
    first, second = Request.objects.order_by("round")
    assert (first.state, first.asked_at, first.decided_at) == ("sent_back", day(1), day(2))
    assert (second.state, second.asked_at, second.decided_at) == ("open", day(5), None)
    assert {first.asked_by, second.asked_by} == {moved.reviewer}
    assert second.amount == 8000
    assert moved.invoice.number in second.title


def test_who_was_asked_when_and_what_they_said_is_kept(moved):
    rows = Ask.objects.order_by("request__round", "step__position").values_list(
        "person", "why", "state", "asked_at", "decided_by", "decided_at", "reason"
    )
    lead, counsel = moved.lead.pk, moved.counsel.pk
    assert list(rows) == [
        (lead, "Leads the matter.", "sent_back", day(1), lead, day(2), "Look at line 2"),
        (counsel, "Above the limit.", "cancelled", None, None, None, ""),
        (lead, "Leads the matter.", "approved", day(5), lead, day(6), "Fine"),
        (counsel, "Above the limit.", "pending", day(6), None, None, ""),
    ]


def test_what_waited_then_is_decided_now(moved):
    approve(moved.invoice, actor=moved.counsel)
    assert moved.fresh().state == "approved"
