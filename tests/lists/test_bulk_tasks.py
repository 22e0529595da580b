"""Many tasks changed from their list, seen first; and invoices' own fields."""

from datetime import date

import pytest

from legalops.audit.models import AuditEvent
from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import save_definition
from legalops.lists.enums import ItemState
from legalops.workflows.models import Task
from legalops.workflows.services.tasks import make_task
from tests.factories import make_firm, make_invoice, make_matter, make_person
from tests.lists.test_bulk import Desk, states

pytestmark = pytest.mark.django_db
TASKS, INVOICES = (f"/lists/{name}/change/" for name in ("task-rows", "invoice-rows"))


@pytest.fixture
def tasks(manager):
    """Three on one matter: dated, undated, somebody's."""
    matter = make_matter(lead=manager)
    return [
        make_task(matter, title="Dated", due_on=date(2026, 11, 25), actor=manager),
        make_task(matter, title="Undated", actor=manager),
        make_task(matter, title="Hers", person=manager, due_on=date(2026, 12, 1), actor=manager),
    ]


def due(tasks) -> list[date | None]:
    return list(
        Task.objects.filter(pk__in=[t.pk for t in tasks]).order_by("pk").values_list("due_on", flat=True)
    )


def test_tasks_are_given_to_who_sees_their_record_and_back(signed_in, manager, tasks):
    grace, blind = make_person("general_counsel", name="Grace"), make_person("attorney", name="Blind")
    desk = Desk(signed_in(manager))
    run = desk.enter(desk.start("workflows.task-owner", tasks, url=TASKS), value=blind.pk)
    assert set(states(run)) == {ItemState.REFUSED}
    assert "Blind does not see this record" in desk.page(run)
    run = desk.enter(desk.start("workflows.task-owner", tasks, url=TASKS), value=grace.pk)
    desk.do(run, "apply")
    assert set(Task.objects.values_list("assignee", flat=True)) == {grace.pk}
    assert AuditEvent.objects.filter(action="workflows.task.reassigned").count() == 3
    desk.do(run, "undo")
    assert [t.assignee for t in Task.objects.order_by("pk")] == [None, None, manager]


def test_due_days_are_set_and_shifted_by_business_days(signed_in, manager, tasks):
    desk = Desk(signed_in(manager))
    run = desk.enter(desk.start("workflows.task-shift", tasks, url=TASKS), days="2")
    assert states(run) == [ItemState.PLANNED, ItemState.REFUSED, ItemState.PLANNED]
    assert "It has no due day to shift." in desk.page(run)
    desk.do(run, "apply")
    assert due(tasks) == [date(2026, 11, 30), None, date(2026, 12, 3)]  # over Thanksgiving
    desk.do(run, "undo")
    assert due(tasks) == [date(2026, 11, 25), None, date(2026, 12, 1)]
    run = desk.enter(desk.start("workflows.task-due", tasks, url=TASKS), due_on="2026-12-01")
    assert states(run) == [ItemState.PLANNED, ItemState.PLANNED, ItemState.SAME]
    desk.do(run, "apply")
    assert due(tasks) == [date(2026, 12, 1)] * 3


def test_tasks_are_finished_and_called_off_and_opened_again(signed_in, manager, tasks):
    desk = Desk(signed_in(manager))
    for code, given in (("workflows.task-finish", {}), ("workflows.task-cancel", {"reason": "Settled"})):
        run = desk.do(desk.enter(desk.start(code, tasks, url=TASKS), **given), "apply")
        assert Task.objects.open().count() == 0
        desk.do(run, "undo")
        assert Task.objects.open().count() == 3


def test_who_may_not_edit_the_record_changes_only_what_is_theirs(signed_in, manager, tasks):
    vera = make_person("auditor", name="Vera Auditor")
    hers = make_task(make_matter(), title="Vera's", person=vera, actor=make_person("general_counsel"))
    desk = Desk(signed_in(vera))
    run = desk.enter(desk.start("workflows.task-finish", [hers, tasks[0]], url=TASKS))
    assert sorted(states(run)) == sorted([ItemState.PLANNED, ItemState.REFUSED])
    run = desk.enter(desk.start("workflows.task-due", [hers], url=TASKS), due_on="2026-12-01")
    assert states(run) == [ItemState.REFUSED]


def test_own_fields_of_many_invoices_are_filled_in_by_reviewers_and_payables(signed_in, admin):
    row = FieldDefinition(code="cost_object", kind="text", record_type="invoice", label="Cost object")
    save_definition(row, actor=admin)
    invoice = make_invoice(make_firm(), make_matter())
    for role in ("ebilling_specialist", "finance"):
        desk = Desk(signed_in(make_person(role)))
        assert "Cost object" in desk.client.get("/invoices/").getvalue().decode()
        run = desk.enter(desk.start("cf_cost_object", [invoice], url=INVOICES), value=role)
        assert states(run) == [ItemState.PLANNED]
        desk.do(run, "apply")
        invoice.refresh_from_db()
        assert invoice.custom == {"cost_object": role}
    counsel = Desk(signed_in(make_person("general_counsel")))
    assert counsel.start("cf_cost_object", [invoice], url=INVOICES).status_code == 403
