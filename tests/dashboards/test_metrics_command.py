"""`manage.py metrics`: what it prints and how it ends."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from billing.models import Invoice
from dashboards.models import MatterSpend

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("metrics", *arguments, stdout=out, stderr=err)
    except SystemExit as ending:
        return ending.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_verify_finds_nothing_and_then_the_drift(department):
    code, out, _ = run("verify")
    assert (code, "no drift" in out) == (0, True)
    MatterSpend.objects.filter(matter_id=department.world.open_matter.pk).update(billed=1)
    code, out, err = run("verify", "--json")
    assert code == 1
    assert any("has 1.00, facts say" in problem for problem in json.loads(out)["problems"])
    code, _, err = run("verify")
    assert (code, "differ" in err) == (1, True)


def test_rebuild_mends_drift(department):
    MatterSpend.objects.all().delete()
    assert run("verify")[0] == 1
    assert run("rebuild")[0] == 0
    assert run("verify")[0] == 0


def test_refresh_adds_up_what_waits(department):
    Invoice.objects.filter(pk=department.invoices[0].pk).update(state="in_review", approved_at=None)
    code, out, _ = run("refresh", "--json")
    assert (code, json.loads(out)["keys"]) == (0, 2)


def test_show_prints_the_months_of_the_whole_department(department):
    code, out, _ = run("show", "spend", "--from", "2026-06", "--to", "2026-07", "--by", "month", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["from"], found["to"], found["currency"]) == ("2026-06-01", "2026-07-31", "USD")
    assert [(row["key"], row["spend"]) for row in found["rows"]] == [
        ("2026-06", "10091.48"),
        ("2026-07", "10091.48"),
    ]


def test_show_as_a_person_leaves_out_what_they_may_not_see(department):
    person = department.world.people["legal_ops_manager"]
    _, out, _ = run("show", "savings_rate", "--from", "2026-07", "--as", person.email, "--json")
    row = json.loads(out)["rows"][0]
    assert (row["reduction"], row["billed"], row["rate_percent"]) == ("5.00", "5050.74", "0.1")


def test_show_refuses_what_makes_no_sense(department):
    assert run("show", "spend", "--by", "reason")[0] == 2
    assert run("show", "invoices_waiting", "--by", "firm")[0] == 2
    code, _, err = run("show", "spend", "--as", "nobody@example.com")
    assert (code, "Nobody signs in" in err) == (2, True)


def test_show_savings_by_reason_and_waiting(department):
    _, out, _ = run("show", "savings", "--from", "2026-06", "--by", "reason", "--json")
    assert [(row["name"], row["reduction"]) for row in json.loads(out)["rows"]] == [
        ("Excessive time", "10.00")
    ]
    _, out, _ = run("show", "invoices_waiting", "--json")
    assert json.loads(out)["rows"][0]["count"] == 5
    assert date.fromisoformat(json.loads(out)["from"]) == date(2026, 1, 1)
