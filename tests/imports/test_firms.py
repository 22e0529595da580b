"""Firms, timekeepers and rates from a file, through the pages."""

import io

import pytest

from legalops.audit.models import AuditEvent
from legalops.imports.models import ImportRow
from tests.factories import make_firm, make_invoice, make_matter, make_person, make_rate, make_timekeeper
from vendors.models import Firm, Rate, Timekeeper
from vendors.services.firms import edit_firm

pytestmark = pytest.mark.django_db

FIRMS = "Vendor code,Firm name,Currency\nalpha,Alpha LLP,usd\nbeta,Beta LLP,EUR\n"


def problems(made):
    return {row.number: row.problems for row in made.rows.filter(verdict="wrong")}


def verdicts(made):
    return {row.number: row.verdict for row in made.rows.all()}


def test_the_check_says_what_would_happen_and_changes_nothing(desk):
    make_firm(code="beta", name="Beta")
    made = desk.check("firms", FIRMS)
    assert made.state == "checked"
    assert verdicts(made) == {2: "new", 3: "changed"}
    assert not Firm.objects.filter(code="alpha").exists()
    assert not AuditEvent.objects.filter(action="vendors.firm.onboarded").exists()
    assert "Import 2 rows" in desk.page(made)


def test_the_import_goes_through_the_services_under_one_correlation(desk, manager):
    beta = make_firm(code="beta", name="Beta")
    made = desk.bring_in("firms", FIRMS)
    assert made.state == "done"
    assert Firm.objects.get(code="alpha").currency == "USD"
    beta.refresh_from_db()
    assert (beta.name, beta.currency) == ("Beta LLP", "EUR")
    events = AuditEvent.objects.filter(action__startswith="vendors.firm.")
    assert {event.action for event in events} == {"vendors.firm.onboarded", "vendors.firm.edited"}
    assert {event.correlation_id for event in events} == {made.correlation_id}
    assert {event.actor for event in events} == {manager}
    assert verdicts(desk.check("firms", FIRMS)) == {2: "unchanged", 3: "unchanged"}


def test_every_problem_names_row_column_value_and_mend(desk):
    text = "code,name,currency,status\nok-1,Fine LLP,USD,Active\nb d,Bad LLP,dollars,Sleeping\n"
    text += "ok-1,Again,USD,\n,No,USD,\n"
    made = desk.check("firms", text)
    found = problems(made)
    assert set(found) == {3, 4, 5}
    assert [(each["column"], each["value"]) for each in found[3]] == [
        ("Vendor code", "b d"), ("Status", "Sleeping"), ("Billing currency", "dollars"),
    ]  # fmt: skip
    assert all(each["mend"] for each in found[3])
    assert found[4][0]["wrong"] == "Row 2 holds the same key."
    assert desk.start(made).state == "done"
    assert Firm.objects.count() == 1


def test_wrong_rows_come_back_with_their_columns_and_no_formula(desk):
    made = desk.check("firms", "code,name,remark\nb d,Bad LLP,=HYPERLINK(1)\n")
    text = b"".join(desk.client.get(f"/imports/{made.pk}/problems.csv").streaming_content).decode("utf-8-sig")
    head, row = text.strip().splitlines()
    assert head == "code,name,remark,Row,Problem"
    assert row.startswith("b d,Bad LLP,'=HYPERLINK(1),2,")


def test_all_rows_or_none(desk):
    made = desk.check("firms", "code,name\na,A LLP\nb d,B LLP\n", whole="1")
    answer = desk.client.post(f"/imports/{made.pk}/start/")
    assert answer.status_code == 422
    assert not Firm.objects.exists()


def test_a_record_changed_after_the_check_is_left_alone(desk, manager):
    firm = make_firm(code="beta", name="Beta")
    made = desk.check("firms", FIRMS)
    edit_firm(firm, {"name": "Beta Partners"}, actor=manager)
    desk.start(made)
    assert Firm.objects.get(code="beta").name == "Beta Partners"
    assert "after the check" in problems(made)[3][0]["wrong"]
    assert Firm.objects.filter(code="alpha").exists()


def test_new_only_and_update_only(desk):
    make_firm(code="beta", name="Beta")
    assert verdicts(desk.check("firms", FIRMS, mode="new")) == {2: "new", 3: "skipped"}
    assert verdicts(desk.check("firms", FIRMS, mode="update")) == {2: "skipped", 3: "changed"}


def test_undo_takes_back_what_nobody_built_on(desk, manager):
    beta = make_firm(code="beta", name="Beta")
    made = desk.bring_in("firms", FIRMS + "gamma,Gamma LLP,USD\ndelta,Delta LLP,USD\n")
    make_timekeeper(Firm.objects.get(code="gamma"))
    edit_firm(Firm.objects.get(code="delta"), {"name": "Delta Two"}, actor=manager)
    made = desk.undo(made)
    assert made.state == "undone"
    assert set(Firm.objects.values_list("code", flat=True)) == {"beta", "gamma", "delta"}
    beta.refresh_from_db()
    assert (beta.name, beta.currency) == ("Beta", "USD")
    kept = dict(
        ImportRow.objects.filter(of=made).exclude(kept_because="").values_list("number", "kept_because")
    )
    assert kept == {4: "It is in use: timekeepers.", 5: "Someone changed it since: Name."}
    assert "It is in use" in desk.page(made)


def test_a_job_that_is_killed_half_way_doubles_nothing(desk, monkeypatch):
    from legalops.imports.services import bringing_in
    from legalops.jobs.models import Job
    from legalops.jobs.services.running import run_pending

    made = desk.check("firms", "code,name\n" + "".join(f"f{n},Firm {n}\n" for n in range(7)))
    monkeypatch.setattr(bringing_in, "BATCH", 3)
    desk.client.post(f"/imports/{made.pk}/start/")
    real, calls = bringing_in._batch, []

    def dies(*given):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return real(*given)

    monkeypatch.setattr(bringing_in, "_batch", dies)
    run_pending()
    Job.objects.filter(name="imports.bring_in").update(run_after=None, wake_at="2020-01-01T00:00Z")
    run_pending(propagate=True)
    assert desk.fresh(made).state == "done"
    assert Firm.objects.count() == 7
    assert AuditEvent.objects.filter(action="vendors.firm.onboarded").count() == 7


def test_timekeepers_and_rates_with_the_question_about_dates(desk):
    make_firm(code="alpha")
    people = "firm;timekeeper id;last name;class\n"
    people += "ALPHA;T1;Okafor;PARTNR\nalpha;T2;Ruiz;nobody\nzeta;T3;Lee;PARTNR\n"
    made = desk.bring_in("timekeepers", people)
    assert set(problems(made)) == {3, 4}
    assert Timekeeper.objects.get().status == "pending"
    rates = (
        'firm,timekeeper,rate,currency,from\nalpha,t1,"1,250.50",USD,03/04/2026\nalpha,T9,1,USD,01/05/2026\n'
    )
    answer = desk.upload("rates", rates)
    made = desk.fresh(type(made).objects.latest("pk"))
    refused = desk.settle(made)
    assert refused.status_code == 422
    assert "03/04/2026" in refused.content.decode()
    assert answer.status_code == 303
    made = desk.bring_in("rates", rates, order_valid_from="day_first")
    rate = Rate.objects.get()
    assert (str(rate.amount), rate.valid_from.isoformat()) == ("1250.5000", "2026-04-03")
    assert set(problems(made)) == {3}


def test_a_rate_in_the_way_is_found_by_the_check(desk):
    keeper = make_timekeeper(make_firm(code="alpha"), code="T1")
    make_rate(keeper, 400, valid_from="2026-01-01", valid_until="2027-01-01")
    made = desk.check("rates", "firm,timekeeper,rate,currency,from\nalpha,T1,500,USD,2026-06-01\n")
    assert "already" in problems(made)[2][0]["wrong"]


def test_an_import_is_its_uploaders_alone(desk, desk_of):
    made = desk.check("firms", FIRMS)
    other = desk_of(make_person("legal_ops_manager"))
    for page in ("", "columns/", "problems.csv", "progress/"):
        assert other.client.get(f"/imports/{made.pk}/{page}").status_code == 404
    assert other.client.post(f"/imports/{made.pk}/start/").status_code == 404
    assert desk_of(make_person("attorney")).client.get("/imports/").status_code == 403


def test_a_check_that_runs_again_after_the_import_touches_nothing(desk):
    from legalops.jobs.models import Job
    from legalops.jobs.services.running import run_pending

    made = desk.bring_in("firms", FIRMS)
    Job.objects.filter(name="imports.check").update(
        state="queued", finished_at=None, wake_at="2020-01-01T00:00Z"
    )
    run_pending(propagate=True)
    assert desk.fresh(made).state == "done"
    assert made.rows.filter(applied=True).count() == 2


def test_a_workbook_goes_the_same_way_and_its_formula_is_named(desk):
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in (["Vendor code", "Name"], ["sheet-1", "Sheet LLP"], ["sheet-2", "=A1"]):
        book.active.append(row)
    book.save(file)
    made = desk.bring_in("firms", file.getvalue(), "firms.xlsx")
    assert Firm.objects.get().code == "sheet-1"
    assert problems(made)[3][0]["wrong"] == "This cell holds a formula."


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "before 2007"),
        ("a.csv", b"%PDF-1.7 x", "is a PDF"),
        ("a.csv", b"", "empty"),
        ("a.csv", b'code,name\n"a"b,c\n', "Row 2 cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_mend(desk, name, data, said):
    answer = desk.upload("firms", data, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_two_starts_are_one_import(desk):
    made = desk.check("firms", FIRMS)
    desk.client.post(f"/imports/{made.pk}/start/")
    assert desk.client.post(f"/imports/{made.pk}/start/").status_code == 409


def test_the_check_asks_as_much_for_one_row_as_for_fifty(desk, django_assert_max_num_queries):
    make_firm(code="alpha")
    rows = "".join(f"alpha,T{n},Okafor,PARTNR\n" for n in range(50))
    with django_assert_max_num_queries(140):
        desk.check("timekeepers", "firm,timekeeper id,last name,class\n" + rows)


def test_a_firm_with_an_invoice_stays(desk):
    made = desk.bring_in("firms", FIRMS)
    make_invoice(Firm.objects.get(code="alpha"), make_matter())
    desk.undo(made)
    assert set(Firm.objects.values_list("code", flat=True)) == {"alpha"}
