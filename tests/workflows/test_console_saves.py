"""Routing rules and service levels kept in the console go through the services that the API uses."""

import pytest
from django.urls import reverse

from legalops.access.models import Role
from legalops.audit.selectors import events_of
from legalops.workflows.models import Escalation, RoutingRule, SlaPolicy

pytestmark = pytest.mark.django_db


def rule_form(**given):
    form = {"name": "All", "record_type": "request", "position": "1", "is_active": "on"}
    return form | {"choosing": "least_loaded"} | given


def policy_form(*steps, held=(), **given):
    form = {
        "name": "Answer soon", "record_type": "request", "position": "1", "is_active": "on",
        "kind": "resolution", "hours": "8", "at_risk_share": "75",
        "escalations-TOTAL_FORMS": str(len(steps)), "escalations-INITIAL_FORMS": str(len(held)),
    }  # fmt: skip
    for number, step in enumerate(steps):
        form |= {f"escalations-{number}-{name}": value for name, value in step.items()}
        if number < len(held):
            form[f"escalations-{number}-id"] = str(held[number].pk)
            form[f"escalations-{number}-policy"] = str(held[number].policy_id)
    return form | given


def step(who="is:assignee", moment="at_risk", **more):
    return {"moment": moment, "who": who, "reassign_to": ""} | more


def actions(row):
    return [event.action for event in events_of(row).order_by("pk")]


def test_a_rule_is_added_changed_and_removed_with_the_events_of_the_service(console, admin, cast):
    add = reverse("admin:workflows_routingrule_add")
    assert console.post(add, rule_form(person=str(cast["maya"].pk))).status_code == 302
    rule = RoutingRule.objects.get()
    change = reverse("admin:workflows_routingrule_change", args=[rule.pk])
    assert console.post(change, rule_form(person=str(cast["otto"].pk))).status_code == 302
    assert console.post(change, rule_form(person=str(cast["otto"].pk))).status_code == 302
    assert actions(rule) == ["configuration.item.added", "configuration.item.changed"]
    last = events_of(rule).order_by("pk").last()
    assert (last.before, last.after) == ({"person": "Maya Attorney"}, {"person": "Otto Attorney"})
    delete = reverse("admin:workflows_routingrule_delete", args=[rule.pk])
    assert console.post(delete, {"post": "yes"}).status_code == 302
    assert actions(rule)[-1] == "configuration.item.removed"
    assert not RoutingRule.objects.exists()


def test_the_list_changes_positions_through_the_service(console, cast):
    rule = RoutingRule.objects.create(record_type="request", name="All", person=cast["maya"])
    form = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(rule.pk),
        "form-0-position": "3", "_save": "Save",
    }  # fmt: skip
    assert console.post(reverse("admin:workflows_routingrule_changelist"), form).status_code == 302
    event = events_of(rule).get()
    assert (event.before, event.after) == ({"position": 10}, {"position": 3})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Say who gets it"),
        ({"person": "maya", "role": "attorney"}, "not both"),
        ({"role": "attorney", "choosing": "team_only"}, "Name the team that gets it."),
    ],
)
def test_the_console_says_what_the_service_says(console, cast, given, said):
    keys = {"maya": cast["maya"].pk, "attorney": Role.objects.get(code="attorney").pk}
    form = rule_form(**{name: str(keys.get(value, value)) for name, value in given.items()})
    answer = console.post(reverse("admin:workflows_routingrule_add"), form)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not RoutingRule.objects.exists()


def test_a_policy_is_kept_with_its_escalations_by_the_service(console):
    SlaPolicy.objects.all().delete()
    add = reverse("admin:workflows_slapolicy_add")
    role = Role.objects.get(code="general_counsel")
    breach = step("role:general_counsel", "breached", reassign_to=str(role.pk))
    assert console.post(add, policy_form(step(), breach)).status_code == 302
    policy = SlaPolicy.objects.get()
    assert actions(policy) == ["configuration.item.added", "configuration.item.changed"]
    assert len(events_of(policy).order_by("pk").last().after["escalations"]) == 2

    held = list(policy.escalations.all())
    change = reverse("admin:workflows_slapolicy_change", args=[policy.pk])
    same = policy_form(step(), breach, held=held)
    assert console.post(change, same).status_code == 302
    assert len(actions(policy)) == 2, "saving without a change leaves no trace"
    assert list(policy.escalations.all()) == held

    less = policy_form(step() | {"DELETE": "on"}, breach, held=held, hours="4")
    assert console.post(change, less).status_code == 302
    assert [each.moment for each in Escalation.objects.all()] == ["breached"]
    told = [event.after for event in events_of(policy).order_by("pk")][2:]
    assert told[0] == {"hours": "4.00"} or told[0] == {"hours": "4"}
    assert [each["moment"] for each in told[1]["escalations"]] == ["breached"]


def test_whoever_a_record_does_not_know_is_refused_beside_the_step(console):
    SlaPolicy.objects.all().delete()
    form = policy_form(step("is:nobody"))
    answer = console.post(reverse("admin:workflows_slapolicy_add"), form)
    assert answer.status_code == 200
    assert "is:nobody" in answer.content.decode()
    form = policy_form(step("is:responsible_attorney"))
    answer = console.post(reverse("admin:workflows_slapolicy_add"), form)
    assert answer.status_code == 200
    assert not SlaPolicy.objects.exists()
