"""Key dates and rule packs through the API: all that the pages can do."""

import pytest
from django.test import Client

from legalops.kernel import clock
from matters.models import KeyDate, RulePack
from tests.factories import make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
API = "/api/v1/"


def client_of(person):
    client = Client()
    client.force_login(person)

    def call(path, data=None, *, method="post"):
        if data is None and method == "post":
            return client.get(f"{API}{path}")
        return getattr(client, method)(f"{API}{path}", data, content_type="application/json")

    return call


@pytest.fixture
def attorney():
    return make_person("attorney")


@pytest.fixture
def matter(attorney):
    return make_matter(lead=attorney)


def trying(**more):
    return {"trigger": "discovery_served", "on": "2026-11-06", "method": "mail"} | more


def test_a_pack_is_tried_and_put_on_a_matter(matter, attorney):
    call = client_of(attorney)

    tried = call("rule-packs/us-frcp/try/", trying())
    made = call(
        "rule-packs/us-frcp/apply/",
        trying(matter=matter.number, owner=attorney.email, rules=["admissions"]),
    )

    assert [row["date"] for row in tried.json() if row["rule"] == "admissions"] == ["2026-12-10"]
    assert made.status_code == 201
    trigger, admissions = made.json()
    assert admissions["follows"] == trigger["id"]
    assert admissions["citation"] == "FRCP 36(a)(3)"
    assert admissions["why"][-1].startswith("Added for service: 3 days")
    again = call("rule-packs/us-frcp/apply/", trying(matter=matter.number, owner=attorney.email))
    assert again.status_code >= 400
    assert matter.key_dates.count() == 2


def test_what_would_move_is_asked_first_and_then_moved(matter, attorney):
    call = client_of(attorney)
    made = call(
        "rule-packs/us-frcp/apply/",
        trying(matter=matter.number, owner=attorney.email, rules=["admissions"]),
    ).json()
    trigger, admissions = (row["id"] for row in made)

    foreseen = call(f"key-dates/{trigger}/moving/", {"date": "2026-11-13"}).json()
    assert [(row["id"], row["after"]) for row in foreseen] == [(admissions, "2026-12-17")]
    assert KeyDate.objects.get(pk=admissions).date.isoformat() == "2026-12-10"
    call(f"key-dates/{trigger}/", {"date": "2026-11-13", "reason": "Served later"}, method="patch")

    shown = call(f"key-dates/{admissions}/").json()
    assert (shown["date"], shown["original_date"]) == ("2026-12-17", "2026-12-10")
    (moved,) = call(f"key-dates/{admissions}/moves/").json()
    assert (moved["before"], moved["after"], moved["caused_by"]) == ("2026-12-10", "2026-12-17", trigger)


def test_two_people_are_needed(matter, attorney):
    second = make_person("general_counsel")
    call, other = client_of(attorney), client_of(second)
    given = {
        "matter": matter.number, "name": "Limitation", "date": "2027-03-01", "owner": attorney.email,
        "critical": True, "backup": second.email, "time": "16:00", "zone": "America/New_York",
    }  # fmt: skip
    row = call("key-dates/", given).json()

    assert call(f"key-dates/{row['id']}/verify/", {}).status_code >= 400
    assert other(f"key-dates/{row['id']}/verify/", {"seen": "2027-03-02"}).status_code >= 400
    assert (
        other(f"key-dates/{row['id']}/verify/", {"seen": "2027-03-01"}).json()["verified_by"] == second.email
    )
    asked = call(f"key-dates/{row['id']}/call-off/", {"reason": "Settled"}).json()
    assert (asked["asked"], asked["done_at"]) == ("vacate", None)
    assert other(f"key-dates/{row['id']}/confirm/", {}).json()["outcome"] == "vacated"


def test_a_chain_of_ones_own_and_a_foreign_date(matter, attorney):
    call = client_of(attorney)
    today = clock.today()
    ours, theirs = (
        KeyDate.objects.create(matter=each, name="Date", date=today, owner=attorney)
        for each in (matter, make_matter(lead=attorney))
    )
    hearing = KeyDate.objects.create(matter=matter, name="Hearing", date="2026-12-18", owner=attorney)
    terms = {"amount": 16, "unit": "court_days", "direction": "before", "calendar": "us-ca-ccp"}

    answer = call(f"key-dates/{ours.pk}/follow/", terms | {"follows": hearing.pk})
    assert answer.json()["date"] == "2026-11-24"
    assert call(f"key-dates/{ours.pk}/follow/", terms | {"follows": theirs.pk}).status_code >= 400
    assert call(f"key-dates/{ours.pk}/follow/", terms | {"unit": "eons"}).status_code == 400
    assert call(f"key-dates/{ours.pk}/loose/", {}).json()["follows"] is None


def test_a_wall_hides_dates_and_matters_from_packs(matter, attorney):
    row = KeyDate.objects.create(matter=matter, name="Hidden", date=clock.today(), owner=attorney)
    counsel = make_person("general_counsel")
    raise_wall(matter, counsel)
    call = client_of(counsel)

    for path in (f"key-dates/{row.pk}/", f"key-dates/{row.pk}/moves/"):
        assert call(path).status_code == 404
    for verb in ("verify", "moving", "confirm", "again"):
        assert call(f"key-dates/{row.pk}/{verb}/", {"date": "2027-01-01"}).status_code == 404
    applied = call("rule-packs/us-frcp/apply/", trying(matter=matter.number, owner=attorney.email))
    assert applied.status_code == 400
    assert matter.number in applied.content.decode()
    assert matter.key_dates.count() == 1


def test_administrators_draft_and_publish():
    admin = client_of(make_person("administrator"))
    rules = dict(RulePack.objects.get(code="ew-cpr").versions.get().rules)
    rules["effective_from"] = "2027-01-01"

    drafted = admin("rule-packs/", {"rules": rules})
    assert drafted.status_code == 201
    assert drafted.json()["version"] == 1
    assert admin("rule-packs/", {"rules": {"code": "x"}}).status_code >= 400
    assert admin("rule-packs/ew-cpr/publish/", {}).json()["version"] == 2
    assert client_of(make_person("attorney"))("rule-packs/ew-cpr/publish/", {}).status_code == 403
