"""The read-only guard lets nothing through but reading."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from legalops.audit.services import record
from legalops.web.readonly import WroteOnReadOnlyPage, ledger_open, read_only, reads_only
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_reading_is_allowed_also_in_a_transaction():
    Group.objects.create(name="update")
    with read_only(), transaction.atomic():
        assert Group.objects.filter(name="update").count() == 1
        assert list(Group.objects.values_list("name", flat=True)) == ["update"]


@pytest.mark.parametrize(
    "write",
    [
        lambda: Group.objects.create(name="x"),
        lambda: Group.objects.update(name="x"),
        lambda: Group.objects.all().delete(),
        lambda: list(Group.objects.select_for_update()),
        lambda: connection.cursor().execute("WITH gone AS (DELETE FROM auth_group RETURNING 1) SELECT 1"),
        lambda: connection.cursor().execute("TRUNCATE auth_group CASCADE"),
        lambda: connection.cursor().executemany("SELECT %s", [[1], [2]]),
    ],
)
def test_writing_and_locking_are_refused_before_the_database_sees_them(write):
    with transaction.atomic():
        Group.objects.create(name="kept")
        with read_only(), pytest.raises(WroteOnReadOnlyPage), transaction.atomic():
            write()
        assert Group.objects.filter(name="kept").exists()


def test_writing_is_allowed_again_afterwards():
    with read_only():
        pass
    assert Group.objects.create(name="later").pk


def test_a_view_can_be_held_to_it():
    view = reads_only(lambda request: Group.objects.create(name="sneaked in"))
    with pytest.raises(WroteOnReadOnlyPage):
        view(None)


def test_the_ledger_alone_may_be_opened_for_what_reading_leaves_behind():
    with read_only(), ledger_open(), pytest.raises(WroteOnReadOnlyPage), transaction.atomic():
        Group.objects.create(name="x")
    person = make_person()
    with read_only(), ledger_open(), transaction.atomic():
        record(person, "console.record.changed", actor=person)
    with read_only(), pytest.raises(WroteOnReadOnlyPage), transaction.atomic():
        record(person, "console.record.changed", actor=person)
