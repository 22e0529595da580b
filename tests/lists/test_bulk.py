"""Many rows changed at once: chosen, tried, changed, put back."""

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from legalops.audit.models import AuditEvent
from legalops.jobs.context import LeaseLost
from legalops.jobs.models import Job
from legalops.jobs.services.running import run_pending
from legalops.lists.enums import ItemState, RunState
from legalops.lists.models import BulkRun
from legalops.lists.services import clearing, starting, working
from legalops.notifications.models import Notification
from matters.models import Matter
from matters.services.editing import edit_matter
from matters.services.people import set_restricted
from tests.factories import make_matter, make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db
START, TEAM = "/lists/matter-rows/change/", "matters.team"


class Desk:
    """One person's way through the pages of a change."""

    def __init__(self, client) -> None:
        self.client = client

    def start(self, change, rows=(), *, query="", scope="", url=START):
        """Choose a change of rows, or of all that match; the run, or the answer where there is none."""
        data = {"change": change, "selected": [row.pk for row in rows], "scope": scope}
        answer = self.client.post(f"{url}?{query}", data)
        found = re.fullmatch(r"/lists/changes/(\d+)/", answer.headers.get("Location", ""))
        return BulkRun.objects.get(pk=found[1]) if found else answer

    def enter(self, run, **values):
        """What the change needs to know; the preview is prepared."""
        answer = self.client.post(f"/lists/changes/{run.pk}/", values)
        assert answer.status_code == 303, answer.content.decode()
        return self.fresh(run)

    def do(self, run, verb):
        """Apply, try again or undo."""
        answer = self.client.post(f"/lists/changes/{run.pk}/{verb}/")
        assert answer.status_code == 303, answer.content.decode()
        return self.fresh(run)

    def page(self, run, query="") -> str:
        return self.client.get(f"/lists/changes/{run.pk}/?{query}").content.decode()

    def fresh(self, run):
        return BulkRun.objects.get(pk=run.pk)


@pytest.fixture
def desk(signed_in, manager):
    return Desk(signed_in(manager))


def states(run) -> list[str]:
    return list(run.items.order_by("position").values_list("state", flat=True))


def test_chosen_rows_are_shown_as_they_would_be_then_changed_then_put_back(desk, manager):
    team, held = make_team(name="Disputes"), make_team(name="Leases")
    rows = [
        make_matter(name="Alpha", team=held),
        make_matter(name="Beta"),
        make_matter(name="Gamma", team=team),
    ]
    other = make_matter(name="Omega")
    before = AuditEvent.objects.count()
    run = desk.enter(desk.start(TEAM, rows), value=team.pk)
    assert states(run) == [ItemState.PLANNED, ItemState.PLANNED, ItemState.SAME]
    page = desk.page(run)
    for words in ("Alpha", "Leases", "Disputes", "Change 2 rows", "Already so", "Nothing is changed yet"):
        assert words in page
    assert AuditEvent.objects.count() == before
    assert list(Matter.objects.filter(version__gt=1)) == []

    run = desk.do(run, "apply")
    assert states(run) == [ItemState.DONE, ItemState.DONE, ItemState.SAME]
    assert set(Matter.objects.filter(team=team)) == set(rows)
    events = AuditEvent.objects.filter(action="matters.matter.edited")
    assert {event.actor for event in events} == {manager}
    assert {event.correlation_id for event in events} == {run.correlation_id}
    assert events.count() == 2
    assert AuditEvent.objects.get(action="lists.rows.changed").after == {"change": TEAM, "rows": 2}
    assert "2 rows were changed" in desk.page(run)

    run = desk.do(run, "undo")
    assert states(run) == [ItemState.UNDONE, ItemState.UNDONE, ItemState.SAME]
    assert [Matter.objects.get(pk=row.pk).team for row in rows] == [held, None, team]
    other.refresh_from_db()
    assert other.version == 1


def test_all_that_match_the_filter_are_chosen_without_naming_them(desk):
    team = make_team(name="Disputes")
    for number in range(3):
        make_matter(name=f"Lease {number}")
    make_matter(name="Claim")
    run = desk.enter(desk.start(TEAM, query="q=Lease&show=all&view=0&cursor=x", scope="all"), value=team.pk)
    assert {item.label.split(" ", 1)[1][:5] for item in run.items.all()} == {"Lease"}
    assert run.items.count() == 3
    assert run.back == "/matters/?q=Lease&show=all&view=0"


def test_a_filter_that_is_gone_or_wrong_chooses_nothing(desk):
    make_matter()
    for query in ("gone=old", "lead=nonsense"):
        answer = desk.start(TEAM, query=query, scope="all")
        assert answer["Location"].startswith("/matters/?")
    assert not BulkRun.objects.exists()


def test_too_many_rows_are_said_to_be_too_many(desk, monkeypatch):
    monkeypatch.setattr(starting, "MOST", 2)
    rows = [make_matter() for _ in range(3)]
    for given in ({"rows": rows}, {"scope": "all"}):
        answer = desk.start(TEAM, **given)
        assert answer.status_code == 303
        assert "More than 2 rows match" in desk.client.get(answer["Location"]).getvalue().decode()
    assert desk.start(TEAM, rows[:2]).items.count() == 2


def test_nothing_chosen_says_so_on_the_list(desk):
    answer = desk.start(TEAM)
    assert "Nothing is selected" in desk.client.get(answer["Location"]).getvalue().decode()


def test_rows_that_the_person_may_not_see_are_never_named(desk, signed_in):
    seen, hidden = make_matter(name="Quince"), make_matter(name="Secret", restricted=True)
    run = desk.start(TEAM, [hidden, seen])
    assert list(run.items.values_list("record_id", flat=True)) == [seen.pk]
    run = desk.enter(run, value=make_team(name="Disputes").pk)
    Matter.objects.filter(pk=seen.pk).update(restricted=True)
    assert "Quince" not in desk.page(run)
    run = desk.do(run, "apply")
    assert states(run) == [ItemState.FAILED]
    assert not Matter.objects.filter(team__isnull=False).exists()


def test_what_the_service_refuses_the_preview_refuses_with_its_words(desk):
    lead = make_person("attorney", name="Lena Lead")
    free, walled = make_matter(name="Free"), make_matter(name="Walled")
    raise_wall(walled, lead)
    run = desk.enter(desk.start("matters.lead", [free, walled]), value=lead.pk)
    assert states(run) == [ItemState.PLANNED, ItemState.REFUSED]
    assert "cannot lead this matter" in desk.page(run)
    run = desk.do(run, "apply")
    assert states(run) == [ItemState.DONE, ItemState.REFUSED]
    free.refresh_from_db(), walled.refresh_from_db()
    assert free.lead == lead
    assert walled.lead != lead


def test_what_someone_changed_after_the_preview_is_not_overwritten(desk):
    mine, theirs = make_team(name="Mine"), make_team(name="Theirs")
    rows = [make_matter(name="Alpha"), make_matter(name="Beta")]
    run = desk.enter(desk.start(TEAM, rows), value=mine.pk)
    edit_matter(rows[0], {"team": theirs}, version=1, actor=make_person("legal_project_manager"))
    run = desk.do(run, "apply")
    assert states(run) == [ItemState.MOVED, ItemState.DONE]
    assert Matter.objects.get(pk=rows[0].pk).team == theirs
    assert "It says now: Theirs" in desk.page(run)
    run = desk.do(run, "again")
    assert run.state == RunState.READY
    assert states(run) == [ItemState.PLANNED, ItemState.DONE]
    run = desk.do(run, "apply")
    assert Matter.objects.get(pk=rows[0].pk).team == mine


def test_undo_leaves_alone_what_someone_changed_since(desk):
    mine, theirs = make_team(name="Mine"), make_team(name="Theirs")
    rows = [make_matter(), make_matter()]
    run = desk.do(desk.enter(desk.start(TEAM, rows), value=mine.pk), "apply")
    edit_matter(Matter.objects.get(pk=rows[0].pk), {"team": theirs}, version=2, actor=rows[0].lead)
    run = desk.do(run, "undo")
    assert states(run) == [ItemState.KEPT, ItemState.UNDONE]
    assert [Matter.objects.get(pk=row.pk).team for row in rows] == [theirs, None]


def test_a_preview_leaves_no_trace(desk):
    lead = make_person("attorney", name="Lena Lead")
    rows = [make_matter() for _ in range(3)]
    counts = (AuditEvent.objects.count(), Notification.objects.count(), Job.objects.count())
    run = desk.enter(desk.start("matters.lead", rows), value=lead.pk)
    assert states(run) == [ItemState.PLANNED] * 3
    jobs = Job.objects.count() - 1  # the one that looks after the preview
    assert (AuditEvent.objects.count(), Notification.objects.count(), jobs) == counts
    assert not Matter.objects.filter(lead=lead).exists()


def test_applying_twice_changes_once(desk):
    run = desk.enter(desk.start(TEAM, [make_matter()]), value=make_team(name="Disputes").pk)
    run = desk.do(run, "apply")
    answer = desk.client.post(f"/lists/changes/{run.pk}/apply/")
    assert answer.status_code == 409
    run_pending(propagate=True)
    assert AuditEvent.objects.filter(action="matters.matter.edited").count() == 1


def test_many_rows_are_left_to_a_job_that_goes_on_after_it_was_killed(desk, monkeypatch):
    monkeypatch.setattr(working, "FEW", 2)
    team, rows = make_team(name="Disputes"), [make_matter() for _ in range(6)]
    run = desk.enter(desk.start(TEAM, rows), value=team.pk)
    assert run.state == RunState.PREPARING
    assert "You may leave" in desk.page(run) or "Every row is tried" in desk.page(run)
    run_pending(propagate=True)
    run = desk.do(desk.fresh(run), "apply")
    assert run.state == RunState.APPLYING

    act, done = working.change_row, []

    def killed(*args):
        if len(done) == 3:
            raise LeaseLost("killed")
        act(*args)
        done.append(1)

    monkeypatch.setattr(working, "change_row", killed)
    with pytest.raises(LeaseLost):
        working.do_work(run.pk, run.job_id)
    assert states(run).count(ItemState.DONE) == 3
    monkeypatch.setattr(working, "change_row", act)
    run_pending(propagate=True)
    run = desk.fresh(run)
    assert run.state == RunState.DONE
    assert set(states(run)) == {ItemState.DONE}
    assert AuditEvent.objects.filter(action="matters.matter.edited").count() == 6


def test_work_of_an_earlier_step_that_comes_late_does_nothing(desk):
    run = desk.start(TEAM, [make_matter()])
    run = desk.enter(run, value=make_team(name="Disputes").pk)
    late = run.job_id
    run = desk.enter(run, value=make_team(name="Leases").pk)
    assert run.job_id != late
    BulkRun.objects.filter(pk=run.pk).update(state=RunState.APPLYING)
    assert working.do_work(run.pk, late) == {}
    assert states(run) == [ItemState.PLANNED]


def test_who_lost_the_right_meanwhile_changes_nothing(desk, manager, monkeypatch):
    monkeypatch.setattr(working, "FEW", 0)
    run = desk.enter(desk.start(TEAM, [make_matter()]), value=make_team(name="Disputes").pk)
    run_pending(propagate=True)
    run = desk.do(desk.fresh(run), "apply")
    manager.role_assignments.all().delete()
    run_pending()
    run = desk.fresh(run)
    assert run.state == RunState.READY
    assert "may not make this change" in run.problem
    assert states(run) == [ItemState.PLANNED]


def test_a_change_is_its_makers_alone_and_needs_the_right(desk, signed_in):
    run = desk.enter(desk.start(TEAM, [make_matter(name="Alpha")]), value=make_team(name="Disputes").pk)
    other = Desk(signed_in(make_person("legal_project_manager")))
    assert other.client.get(f"/lists/changes/{run.pk}/").status_code == 404
    for verb in ("apply", "again", "undo"):
        assert other.client.post(f"/lists/changes/{run.pk}/{verb}/").status_code == 404
    auditor = Desk(signed_in(make_person("auditor")))
    assert "Change…" not in auditor.client.get("/matters/").getvalue().decode()
    assert auditor.start(TEAM, [Matter.objects.get()]).status_code == 403
    assert desk.client.post("/lists/nothing/change/", {"change": TEAM}).status_code == 404


def test_restricting_hides_the_rows_afterwards_even_on_the_page_of_the_change(desk, manager):
    matter = make_matter(name="Alpha", lead=manager)
    other = make_matter(name="Beta")
    run = desk.start("matters.access", [matter, other])
    run = desk.enter(run, restricted="yes", reason="Leak")
    assert states(run) == [ItemState.PLANNED, ItemState.REFUSED]
    run = desk.do(run, "apply")
    assert states(run) == [ItemState.DONE, ItemState.REFUSED]
    set_restricted(Matter.objects.get(pk=other.pk), True, actor=other.lead)
    page = desk.page(run)
    assert "Alpha" in page
    assert "Beta" not in page


def test_the_backup_changes_and_comes_back_with_the_former_one(desk):
    old, new = make_person("attorney", name="Otto Old"), make_person("attorney", name="Nora New")
    matter = make_matter()
    matter.members.create(user=old, role="backup")
    run = desk.enter(desk.start("matters.backup", [matter]), user=new.pk)
    assert "Otto Old" in desk.page(run)
    run = desk.do(run, "apply")
    roles = dict(matter.members.values_list("user__full_name", "role"))
    assert (roles["Nora New"], roles["Otto Old"]) == ("backup", "attorney")
    desk.do(run, "undo")
    roles = dict(matter.members.values_list("user__full_name", "role"))
    assert roles["Otto Old"] == "backup"
    assert "Nora New" not in roles


def test_an_impossible_value_is_said_beside_its_field(desk):
    run = desk.start("matters.lead", [make_matter()])
    answer = desk.client.post(f"/lists/changes/{run.pk}/", {"value": ""})
    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()
    assert desk.fresh(run).state == RunState.DRAFT


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_pages_and_rows_that_stay_cost_the_same_however_many_they_are(desk):
    team, counts = make_team(name="Disputes"), []
    for many in (3, 20):
        rows = [make_matter(team=team) for _ in range(many)]
        run = desk.start(TEAM, rows)
        tried = queries_of(lambda run=run: desk.enter(run, value=team.pk))
        counts.append((tried, queries_of(lambda run=run: desk.page(run))))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 12


def test_recent_changes_lead_back_to_each(desk, signed_in):
    team = make_team(name="Disputes")
    run = desk.do(
        desk.enter(desk.start(TEAM, [make_matter(), make_matter(team=team)]), value=team.pk), "apply"
    )
    url = "/lists/matter-rows/changes/"
    page = desk.client.get(url).content.decode()
    assert f"/lists/changes/{run.pk}/" in page
    assert url in desk.client.get("/matters/").getvalue().decode()
    assert queries_of(lambda: desk.client.get(url)) <= 10
    other = signed_in(make_person("auditor"))
    assert f"/lists/changes/{run.pk}/" not in other.get(url).content.decode()
    assert url not in other.get("/matters/").getvalue().decode()
    run.created_at -= clearing.KEEP
    run.save()
    clearing.clear()
    assert "No changes yet" in desk.client.get(url).content.decode()


def test_what_the_database_interrupts_is_left_to_the_job(desk, monkeypatch):
    run = desk.start(TEAM, [make_matter()])
    real = working.try_rows

    def interrupted(*args):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(working, "try_rows", interrupted)
    run = desk.enter(run, value=make_team(name="Disputes").pk)
    assert run.state == RunState.PREPARING
    monkeypatch.setattr(working, "try_rows", real)
    Job.objects.filter(pk=run.job_id).update(run_after=None)
    run_pending(propagate=True)
    assert desk.fresh(run).state == RunState.READY
