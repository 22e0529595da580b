"""The ledger: in the transaction, declared actions only, append-only, sealed and verified."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from legalops.audit import chain, registry
from legalops.audit.context import correlated
from legalops.audit.models import AuditEvent, AuditSeal
from legalops.audit.selectors import events_of
from legalops.audit.services import Entry, record, record_all, record_many
from legalops.kernel import clock
from tests.factories import make_firm, make_person

pytestmark = pytest.mark.django_db

ACTION = "vendors.firm.edited"


def record_events(count: int) -> list[AuditEvent]:
    firm, actor = make_firm(), make_person()
    return record_many([Entry(firm, ACTION, reason=f"change {n}") for n in range(count)], actor=actor)


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    firm, actor = make_firm(), make_person()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(firm, ACTION, actor=actor)


def test_undeclared_action_is_refused():
    with pytest.raises(ValueError, match=r"vendors\.firm\.vanished"):
        record(make_firm(), "vendors.firm.vanished", actor=make_person())


def test_labels_are_copied_and_events_read_newest_first():
    firm, actor = make_firm(name="Old name"), make_person(name="Ada Reviewer")
    first = record(firm, ACTION, actor=actor, before={"name": "Old name"}, after={"name": "New"})
    second = record(firm, ACTION, actor=actor)
    firm.name = "New"
    firm.save()
    assert list(events_of(firm)) == [second, first]
    assert (first.subject_label, first.actor_label) == ("Old name", "Ada Reviewer")
    assert registry.phrase(ACTION) == "edited the firm"


def test_one_action_has_one_correlation_id():
    with correlated(uuid.UUID(int=7)):
        assert {event.correlation_id for event in record_events(2)} == {uuid.UUID(int=7)}


def test_events_copied_in_are_those_recorded_one_by_one():
    firm, actor = make_firm(name="Tab\tand \\ LLP"), make_person()
    entries = [
        Entry(
            firm, ACTION, {"name": 'a "quoted"\nname'}, {"total": Decimal("1.10"), "day": date(2025, 5, 1)}
        ),
        Entry(firm, ACTION, reason="back\\slash, \r\n and \\N", occurred_at=clock.now() - timedelta(days=1)),
    ]
    with correlated(uuid.UUID(int=7)):
        record_many(entries, actor=actor)
        record_all(entries, actor=actor)
    written = [
        {**row, "id": None, "recorded_at": None, "occurred_at": row["occurred_at"].date()}
        for row in AuditEvent.objects.filter(correlation_id=uuid.UUID(int=7)).order_by("id").values()
    ]
    assert len(written) == 4
    assert written[2:] == written[:2]
    assert chain.seal() == 4
    assert chain.verify().problems == []


def test_undeclared_actions_are_not_copied_either():
    record_all([], actor=make_person())
    with pytest.raises(ValueError, match=r"vendors\.firm\.vanished"):
        record_all([Entry(make_firm(), "vendors.firm.vanished")], actor=make_person())
    assert not AuditEvent.objects.filter(action="vendors.firm.vanished").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent CASCADE",
        "UPDATE audit_auditseal SET hash = 'x'",
        "DELETE FROM audit_auditseal",
    ],
)
def test_the_database_refuses_to_change_the_ledger(statement):
    record_events(1)
    chain.seal()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_sealing_twice_seals_once_and_the_chain_verifies():
    record_events(3)
    assert chain.seal() == 3
    assert chain.seal() == 0
    record_events(2)
    result = chain.verify()
    assert (result.sealed, result.unsealed, result.problems) == (3, 2, [])
    assert chain.seal() == 2
    assert chain.verify().head == AuditSeal.objects.latest("id").hash


@pytest.mark.parametrize("tamper", ["change", "remove", "swap"])
def test_tampering_behind_the_triggers_is_named(tamper):
    events = record_events(4)
    chain.seal()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        if tamper == "change":
            cursor.execute("UPDATE audit_auditevent SET reason = 'better' WHERE id = %s", [events[1].pk])
        elif tamper == "remove":
            cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [events[1].pk])
        else:
            cursor.execute(
                "UPDATE audit_auditevent e SET reason = o.reason FROM audit_auditevent o"
                " WHERE e.id IN (%s, %s) AND o.id IN (%s, %s) AND o.id <> e.id",
                [events[1].pk, events[2].pk] * 2,
            )
    problems = chain.verify().problems
    assert any(str(events[1].pk) in problem for problem in problems)


def test_verify_command_answers_with_its_exit_code(capsys):
    events = record_events(1)
    call_command("audit", "seal")
    call_command("audit", "verify", "--json")
    assert '"problems": []' in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_auditevent SET reason = 'x' WHERE id = %s", [events[0].pk])
    with pytest.raises(CommandError) as raised:
        call_command("audit", "verify")
    assert raised.value.returncode == 1
