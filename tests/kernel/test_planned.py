"""A statement that a connection plans gives what the same text gives unplanned, whatever happens between."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from legalops.kernel.planned import Place, Statement

pytestmark = pytest.mark.django_db(transaction=True)
COUNTED = "SELECT n FROM generate_series(1, 9) AS n WHERE n > %s AND n <> %s AND n < %s ORDER BY n"


def planned_here():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'lo\\_%'")
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture(autouse=True)
def nothing_planned():
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS planned_rows")


def run(statement, *values, times=4):
    answers = [statement.rows(values) for _ in range(times)]
    assert all(answer == answers[0] for answer in answers)
    return answers[0]


def test_it_is_planned_once_and_takes_other_values_each_time():
    statement = Statement(COUNTED, (Place(0, int), 5, Place(1, int)))
    assert run(statement, 3, 8) == [(4,), (6,), (7,)]
    names = planned_here()
    assert run(statement, 6, 9) == [(7,), (8,)]
    assert planned_here() == names
    assert len(names) == 1


def test_a_value_may_stand_in_several_places_and_percent_signs_stay():
    statement = Statement(
        "SELECT %s || '%%' || %s WHERE 'a' LIKE 'a%%' AND %s = 'x'", (Place(0, str), "'b'", Place(0, str))
    )
    assert run(statement, "x") == [("x%'b'",)]
    assert run(statement, "y") == []


@pytest.mark.parametrize(
    "value",
    [7, "it's", Decimal("1.50"), date(2026, 2, 28), datetime(2026, 2, 28, 23, 59, tzinfo=UTC)],
)
def test_values_come_back_as_they_were(value):
    assert run(Statement("SELECT %s", (Place(0, type(value)),)), value) == [(value,)]
    assert planned_here()


def test_a_connection_that_lost_its_plans_answers_all_the_same():
    statement = Statement(COUNTED, (Place(0, int), 5, Place(1, int)))
    run(statement, 3, 8)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert run(statement, 3, 8) == [(4,), (6,), (7,)]
    connection.close()
    assert run(statement, 3, 8) == [(4,), (6,), (7,)]
    assert planned_here()


def test_a_table_that_changed_is_read_as_it_is_now():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planned_rows AS SELECT 1 AS n")
    statement = Statement("SELECT n FROM planned_rows WHERE n >= %s", (Place(0, int),))
    run(statement, 1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE planned_rows ALTER n TYPE numeric(5, 2)")
    assert run(statement, 1) == [(Decimal("1.00"),)]


def test_what_cannot_be_planned_runs_as_it_is():
    statement = Statement("SELECT substr('abc', %s)", (Place(0, int),))  # takes no bigint
    assert run(statement, 2) == [("bc",)]
    assert planned_here() == set()


def test_a_fault_of_the_statement_is_told():
    statement = Statement("SELECT 1 / %s", (Place(0, int),))
    run(statement, 1)
    with pytest.raises(DatabaseError, match="division by zero"):
        statement.rows([0])


def test_nothing_is_planned_inside_a_transaction():
    statement = Statement(COUNTED, (Place(0, int), 5, Place(1, int)))
    with transaction.atomic():
        assert run(statement, 3, 8) == [(4,), (6,), (7,)]
    assert planned_here() == set()


def test_nothing_is_planned_where_connections_are_handed_on(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    run(Statement("SELECT 1", ()))
    assert planned_here() == set()


def test_a_connection_keeps_a_bounded_number_of_plans(monkeypatch):
    monkeypatch.setattr("legalops.kernel.planned._MOST_PLANNED", 3)
    for n in range(9):
        assert run(Statement(f"SELECT {n}", ())) == [(n,)]
    assert 1 <= len(planned_here()) <= 3


def test_wrappers_of_the_connection_see_the_question_itself():
    seen = []

    def look(execute, sql, params, many, context):
        seen.append((sql, list(params)))
        return execute(sql, params, many, context)

    statement = Statement(COUNTED, (Place(0, int), 5, Place(1, int)))
    with connection.execute_wrapper(look):
        run(statement, 3, 8)
    assert seen == [(COUNTED, [3, 5, 8])] * 4
