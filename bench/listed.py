"""Many matters behind walls and many invoices without lines, made inside the database, for lists."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from legalops.access.services import assign_role
from legalops.accounts.models import User
from matters.models import EthicalWall, Matter, MatterMember, MatterType, ScreenedPerson, Stage
from vendors.models import Firm

_MATTERS = """
INSERT INTO matters_matter (%(columns)s)
SELECT %(values)s FROM matters_matter m CROSS JOIN generate_series(1, %%s) AS i WHERE m.id = %%s
"""
_INVOICES = """
INSERT INTO billing_invoice (%(columns)s)
SELECT %(values)s FROM (
  SELECT i, CURRENT_DATE - mod(i, 1095)::int AS day FROM generate_series(%(first)s, %(last)s) AS i) AS drawn
"""


def add_matters(count: int) -> User:
    """So many matters: one in twenty restricted, one in a hundred behind a wall.

    Returns a reviewer who sees all matters but those: member of a hundredth of the restricted ones, screened
    from a tenth of the walls.
    """
    viewer = User.objects.create_user("reviewer@bench.example", None, full_name="Reviewer")
    assign_role(viewer, "ebilling_specialist")
    assign_role(viewer, "legal_ops_manager")
    Firm.objects.bulk_create(Firm(code=f"listed-{n}", name=f"Listed {n} LLP") for n in range(40))
    model = Matter.objects.create(
        number="L-0", name="Matter", matter_type=MatterType.objects.first(), lead=viewer,
        stage=Stage.objects.order_by("position")[1], opened_on="2023-01-02",
    )  # fmt: skip
    changed = {"number": "'L-' || i", "name": "'Listed matter ' || i", "restricted": "mod(i, 20) = 0",
               "opened_on": "CURRENT_DATE - mod(i, 3000)::int"}  # fmt: skip
    columns = [field.column for field in Matter._meta.local_concrete_fields if not field.primary_key]
    values = [changed.get(name, f'm."{name}"') for name in columns]
    text = _MATTERS % {"columns": _quoted(columns), "values": ", ".join(values)}
    with without_history("matters_matter") as cursor:
        cursor.execute(text, [count, model.pk])
    _walls(viewer)
    return viewer


@contextmanager
def without_history(table: str) -> Iterator[CursorWrapper]:
    """Let rows in without their triggers: history of made-up rows helps nobody and takes minutes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be altered
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _walls(viewer: User) -> None:
    """Walls on every hundredth matter, most of them for other people."""
    other = User.objects.create_user("screened@bench.example", None, full_name="Screened")
    keys = list(Matter.objects.filter(number__startswith="L-").order_by("pk").values_list("pk", flat=True))
    walls = EthicalWall.objects.bulk_create(
        EthicalWall(matter_id=key, reason="Conflict", raised_by=viewer) for key in keys[7::100]
    )
    ScreenedPerson.objects.bulk_create(
        ScreenedPerson(wall=wall, user=other if n % 10 else viewer) for n, wall in enumerate(walls)
    )
    restricted = Matter.objects.filter(number__startswith="L-", restricted=True).order_by("pk")
    members = restricted.values_list("pk", flat=True)[::100]
    MatterMember.objects.bulk_create(
        MatterMember(matter_id=key, user=viewer, role="member") for key in members
    )


def add_invoices(first: int, last: int, waiting: int) -> None:
    """Invoices number `first` to `last` without lines over all firms and listed matters.

    The first `waiting` ones are in review, the others paid.
    """
    from billing.models import Invoice

    firms = list(Firm.objects.filter(code__startswith="listed-").values_list("pk", flat=True))
    matters = list(Matter.objects.filter(number__startswith="L-").values_list("pk", flat=True))
    made = _invoice_values(waiting)
    with without_history("billing_invoice") as cursor:
        # Kept apart from the numbers: the lists of keys are parameters, the names are ours.
        text = _INVOICES % {
            "columns": _quoted(made),
            "values": ", ".join(made.values()),
            "first": first,
            "last": last,
        }  # fmt: skip
        cursor.execute(text, {"firms": firms, "matters": matters})
    assert Invoice.objects.filter(number=f"L-{last}").exists()


def _invoice_values(waiting: int) -> dict[str, str]:
    """Column to SQL; a column that is not named here takes its type's nothing."""
    from billing.models import Invoice

    amount = "(1000 + mod(i, 90000))"
    review = f"i <= {waiting}"
    given = {
        "number": "'L-' || i", "number_key": "'l-' || i", "invoice_date": "day", "currency": "'USD'",
        "state": f"CASE WHEN {review} THEN 'in_review' ELSE 'paid' END",
        "approved_at": f"CASE WHEN {review} THEN NULL ELSE day + 15 END",
        "paid_on": f"CASE WHEN {review} THEN NULL ELSE day + 30 END",
        "period_start": "day - 40", "period_end": "day - 10", "due_on": "day + 21",
        "received_at": "day + interval '1 second' * mod(i, 86400)",
        "firm_id": "(%(firms)s::bigint[])[1 + mod(i, cardinality(%(firms)s::bigint[]))]",
        "matter_id": "(%(matters)s::bigint[])[1 + mod(i * 7919::bigint, cardinality(%(matters)s::bigint[]))]",
        "base_rate": "1", "version": "1", "line_count": "40",
        "billed_total": amount, "billed_fees": amount, "base_total": amount,
    }  # fmt: skip
    fields = [field for field in Invoice._meta.local_concrete_fields if not field.primary_key]
    return {field.column: given.get(field.column) or _nothing(field) for field in fields}


def _nothing(field) -> str:
    if field.null:
        return "NULL"
    kind = field.get_internal_type()
    return "'{}'" if kind == "JSONField" else "''" if kind in ("CharField", "TextField") else "0"


def _quoted(names) -> str:
    return ", ".join(f'"{name}"' for name in names)
