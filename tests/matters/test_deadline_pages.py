"""Pages of deadlines: the tab, the preview of what moves, rules, the list, the docket, the radar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.kernel import clock
from matters.models import KeyDate, RulePack
from matters.services.date_chains import apply_pack
from matters.services.key_dates import set_key_date
from tests.factories import make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def attorney():
    return make_person("attorney")


@pytest.fixture
def matter(attorney):
    return make_matter(lead=attorney)


def url(name, matter, *more):
    return reverse(f"matters:{name}", args=[matter.number, *more])


def judged(matter, attorney, on=D(2026, 12, 4)):  # noqa: B008
    pack = RulePack.objects.get(code="us-frcp")
    return apply_pack(
        matter,
        pack,
        trigger="judgment_entered",
        on=on,
        rules=["extend_appeal"],
        owner=attorney,
        actor=attorney,
    )


def fields(row, **more):
    given = {"name": row.name, "date": row.date, "kind": row.kind, "owner": row.owner_id, "note": row.note}
    return given | ({"critical": "on"} if row.critical else {}) | {"jurisdiction": row.jurisdiction} | more


def test_the_rules_are_chosen_shown_and_put_on_the_matter(signed_in, matter, attorney):
    client = signed_in(attorney)
    asked = {"trigger": "discovery_served", "on": "2026-11-06", "method": "mail", "owner": attorney.pk}

    packs = client.get(url("date_rules", matter)).content.decode()
    shown = client.get(url("date_rule_pack", matter, "us-frcp"), asked).content.decode()

    assert "California civil (CCP)" in packs
    assert "Added for service: 3 days, Thu 10 Dec 2026 (FRCP 6(d), 5(b)(2)(C))" in shown
    assert "Verify every date" in shown
    assert matter.key_dates.count() == 0
    answer = client.post(url("date_rule_pack", matter, "us-frcp"), {**asked, "rules": ["admissions"]})
    assert answer.url == url("dates", matter)
    row = matter.key_dates.get(basis__rule="admissions")
    assert (row.date, row.critical) == (D(2026, 12, 10), True)
    tab = client.get(url("dates", matter)).content.decode()
    assert "Response to requests for admission due" in tab
    again = client.post(url("date_rule_pack", matter, "us-frcp"), {**asked, "rules": ["admissions"]})
    assert "on the matter already" in again.content.decode()


def test_a_day_without_rules_in_force_is_said_beside_the_field(signed_in, matter, attorney):
    asked = {"trigger": "discovery_served", "on": "2001-11-06", "owner": attorney.pk}

    answer = signed_in(attorney).get(url("date_rule_pack", matter, "us-frcp"), asked)

    assert answer.status_code == 422
    assert "holds rules from 2023-12-01 on only" in answer.content.decode()
    assert signed_in(attorney).get(url("date_rule_pack", matter, "no-such-pack")).status_code == 404


def test_what_would_move_is_shown_before_a_trigger_moves(signed_in, matter, attorney):
    trigger, appeal, extension = judged(matter, attorney)
    client, address = signed_in(attorney), url("date", matter, trigger.pk)
    given = fields(trigger, date="2026-12-07", reason="Entered on Monday")

    preview = client.post(address, given)

    assert "2 dates move with it" in preview.content.decode()
    assert "Wed 6 Jan 2027" in preview.content.decode()
    appeal.refresh_from_db()
    assert appeal.date == D(2027, 1, 4)
    seal = _seal(preview)
    stale = client.post(address, {**given, "seen": "0000"}).content.decode()
    assert "has changed since you looked" in stale
    assert client.post(address, {**given, "seen": seal}).status_code in (204, 302, 303)
    appeal.refresh_from_db()
    extension.refresh_from_db()
    assert (appeal.date, extension.date) == (D(2027, 1, 6), D(2027, 2, 5))
    history = client.get(url("date_show", matter, appeal.pk)).content.decode()
    assert "moved with Entry of judgment" in history


def _seal(answer):
    return answer.content.decode().split('name="seen" value="')[1].split('"')[0]


def test_a_second_person_verifies_from_the_tab(signed_in, matter, attorney):
    paralegal = make_person("paralegal")
    matter.members.create(user=paralegal, role="paralegal")
    row = set_key_date(
        matter, name="Limitation", on=D(2027, 3, 1), owner=attorney, critical=True, actor=paralegal
    )
    address = url("date_verify", matter, row.pk)

    assert "date_verify" not in signed_in(paralegal).get(url("dates", matter)).content.decode()
    assert signed_in(paralegal).post(address).status_code == 409 or not KeyDate.objects.get().verified_at
    assert (
        "1 date waits for a second person" in signed_in(attorney).get(url("dates", matter)).content.decode()
    )
    signed_in(attorney).post(address, {"seen": "2027-03-01"})
    assert KeyDate.objects.get().verified_by == attorney


def test_a_date_is_chained_called_off_and_finished_by_forms(signed_in, matter, attorney):
    hearing = set_key_date(matter, name="Hearing", on=D(2026, 12, 18), owner=attorney, actor=attorney)
    brief = set_key_date(matter, name="Brief", on=D(2026, 12, 1), owner=attorney, actor=attorney)
    client = signed_in(attorney)

    client.post(
        url("date_follow", matter, brief.pk),
        {
            "amount": 16, "unit": "court_days", "direction": "before", "follows": hearing.pk,
            "calendar": "us-ca-ccp", "roll": "back", "citation": "Order of 1 December",
        },
    )  # fmt: skip
    brief.refresh_from_db()
    assert (brief.date, brief.basis["citation"]) == (D(2026, 11, 24), "Order of 1 December")
    circle = client.post(
        url("date_follow", matter, hearing.pk),
        {"amount": 1, "unit": "days", "direction": "after", "follows": brief.pk, "roll": "none"},
    )
    assert circle.status_code == 422
    assert "cannot follow from itself" in circle.content.decode()
    client.post(url("date_finish", matter, brief.pk), {"evidence": "Receipt 44"})
    client.post(url("date_call_off", matter, hearing.pk), {"reason": "Settled"})
    brief.refresh_from_db()
    hearing.refresh_from_db()
    assert (brief.outcome, brief.evidence, hearing.outcome) == ("satisfied", "Receipt 44", "vacated")


def test_the_lists_docket_and_radar_hide_what_a_wall_hides(signed_in, attorney):
    seen, hidden = make_matter(lead=attorney), make_matter(lead=attorney)
    counsel = make_person("general_counsel")
    today = clock.today()
    for matter in (seen, hidden):
        set_key_date(matter, name=f"Due on {matter.number}", on=today, owner=attorney, actor=attorney)
    bare = make_matter(lead=attorney)
    for matter in (hidden, bare):
        raise_wall(matter, counsel)
    client = signed_in(counsel)

    for address in (
        reverse("matters:deadlines") + "?show=all", reverse("matters:deadlines") + "?show=verify",
        reverse("matters:docket"), reverse("matters:radar"), reverse("matters:radar") + "?show=quiet&days=1",
        reverse("today"), reverse("today_panel"),
    ):  # fmt: skip
        text = client.get(address).content.decode()
        assert hidden.number not in text
        assert bare.number not in text
    assert seen.number in client.get(reverse("matters:docket")).content.decode()
    assert seen.number in client.get(reverse("matters:deadlines") + "?show=all").content.decode()
    assert bare.number in signed_in(attorney).get(reverse("matters:radar")).content.decode()
    feed = client.get(reverse("matters:deadlines") + "?show=all&export=csv")
    body = b"".join(feed.streaming_content) if feed.streaming else feed.content
    assert hidden.number.encode() not in body


def test_the_first_tab_counts_what_the_rail_counts(attorney):
    from matters.selectors.deadlines import due_count, radar_count

    matter = make_matter(lead=attorney)
    assert radar_count(attorney) == 1
    today = clock.today()
    for days in (-1, 3, 30):
        set_key_date(matter, name="Due", on=today + timedelta(days), owner=attorney, actor=attorney)
    assert due_count(attorney) == 2
    assert radar_count(attorney) == 0


@pytest.mark.parametrize("name", ["deadlines", "docket", "radar"])
def test_a_page_asks_as_often_for_many_rows_as_for_one(signed_in, attorney, name):
    client, address = signed_in(attorney), reverse(f"matters:{name}") + "?show=all"

    def fill(count):
        for _ in range(count):
            matter = make_matter(lead=attorney)
            if name != "radar":
                set_key_date(
                    matter, name="Due", on=clock.today(), owner=attorney, backup=None, actor=attorney
                )

    fill(1)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    fill(20)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(one)


def test_the_week_is_mine_or_everybodys(signed_in, matter, attorney):
    manager, today = make_person("legal_project_manager"), clock.today()
    for days, name in ((-2, "Answer overdue"), (3, "Expert report"), (30, "Trial next month")):
        set_key_date(matter, name=name, on=today + timedelta(days), owner=attorney, actor=attorney)
    address = reverse("matters:deadlines")

    def named(person, part):
        page = signed_in(person).get(address, {"show": part}).content.decode()
        return [name for name in ("Answer overdue", "Expert report", "Trial next month") if name in page]

    assert named(manager, "due") == []
    assert named(manager, "week") == named(attorney, "due") == ["Answer overdue", "Expert report"]
    assert named(manager, "all") == named(attorney, "mine")
    radar = signed_in(manager).get(reverse("matters:radar")).content.decode()
    assert "UTC" not in radar.split("<tbody")[-1]
