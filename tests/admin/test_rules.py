"""Review rules in the console: fields and help from the rule itself, versions, history, copies."""

import pytest
from django.urls import reverse

from billing import review
from billing.models import ReviewRule
from billing.services.rule_versions import restore_rule, state_at
from billing.services.rules import copy_rule, save_rule, state_of
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError
from matters.models import MatterType
from tests.factories import make_firm, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("administrator", is_staff=True, name="Sam Admin")


@pytest.fixture
def rule():
    return ReviewRule.objects.get(code="G18")


def url(rule: ReviewRule) -> str:
    return reverse("admin:billing_reviewrule_change", args=[rule.pk])


def typed(rule: ReviewRule, **changes) -> dict:
    """The form as the browser would send it back, with changes."""
    form = {
        "name": rule.name,
        "enabled": "on",
        "outcome": rule.outcome,
        "message": rule.message,
        "clause": "",
    }
    for parameter in review.rule(rule.code).parameters:
        value = rule.parameters.get(parameter.name, parameter.default)
        text = "\n".join(value) if parameter.kind == "list" else str(value)
        form[f"param_{parameter.name}"] = text
    return form | changes


@pytest.mark.parametrize("code", [rule.code for rule in review.RULES])
def test_every_rule_has_a_form_with_its_parameters_and_saves_unchanged(signed_in, administrator, code):
    rule = ReviewRule.objects.get(code=code)
    client = signed_in(administrator)
    body = client.get(url(rule)).content.decode()
    for parameter in review.rule(code).parameters:
        assert f'name="param_{parameter.name}"' in body
    assert client.post(url(rule), typed(rule)).status_code == 302
    rule.refresh_from_db()
    assert rule.version == 1
    assert not AuditEvent.objects.filter(action="billing.rule.changed").exists()


def test_a_change_makes_a_version_that_says_who(signed_in, administrator, rule):
    parameter = review.rule("G18").parameters[0]
    client = signed_in(administrator)
    data = typed(rule, **{f"param_{parameter.name}": "120", "clause": "Guideline 4.2"})
    assert client.post(url(rule), data).status_code == 302
    rule.refresh_from_db()
    assert (rule.version, rule.parameters[parameter.name], rule.clause) == (2, 120, "Guideline 4.2")
    event = AuditEvent.objects.get(action="billing.rule.changed")
    assert event.actor == administrator
    assert event.after["version"] == 2
    assert "Sam Admin" in client.get(url(rule)).content.decode()
    assert "Sam Admin" in client.get(reverse("admin:billing_reviewrule_changelist")).content.decode()


@pytest.mark.parametrize("value", ["-5", "many", "", "100000"])
def test_a_bad_parameter_is_refused_by_name(signed_in, administrator, rule, value):
    parameter = review.rule("G18").parameters[0]
    response = signed_in(administrator).post(url(rule), typed(rule, **{f"param_{parameter.name}": value}))
    assert response.status_code == 200
    assert f"{parameter.name}:" in response.content.decode()
    rule.refresh_from_db()
    assert rule.version == 1


def test_a_message_with_an_unknown_figure_is_refused(signed_in, administrator, rule):
    response = signed_in(administrator).post(url(rule), typed(rule, message="Over {nonsense}"))
    assert "nonsense" in response.content.decode()
    rule.refresh_from_db()
    assert rule.version == 1


def test_an_outcome_the_rule_does_not_have_is_refused():
    rule = next(rule for rule in review.RULES if len(rule.outcomes) < len(review.OUTCOMES))
    row = ReviewRule.objects.get(code=rule.code)
    foreign = next(outcome for outcome in review.OUTCOMES if outcome not in rule.outcomes)
    with pytest.raises(DomainError, match="cannot end") as refusal:
        save_rule(row, {"outcome": foreign}, actor=make_person("administrator"))
    assert refusal.value.field == "outcome"


def test_a_scope_is_a_change_too(administrator, rule):
    kinds = MatterType.objects.filter(code__in=["tax", "employment"])
    save_rule(rule, {"matter_types": kinds, "firms": [make_firm(name="Arnsley LLP")]}, actor=administrator)
    rule.refresh_from_db()
    assert rule.version == 2
    assert set(rule.matter_types.all()) == set(kinds)
    assert AuditEvent.objects.get(action="billing.rule.changed").after["firms"] == ["Arnsley LLP"]


def test_a_copy_is_off_and_leaves_the_original_alone(signed_in, administrator, rule):
    copied = copy_rule(rule, actor=administrator)
    assert (copied.code, copied.enabled, copied.parameters) == ("G18", False, rule.parameters)
    client = signed_in(administrator)
    response = client.get(reverse("admin:billing_reviewrule_copy", args=[rule.pk]))
    assert response.status_code == 302
    assert ReviewRule.objects.filter(code="G18").count() == 3
    rule.refresh_from_db()
    assert (rule.version, rule.enabled) == (1, True)


def versions_made(rule, administrator):
    """Version 2 has another limit and a scope, version 3 another text and no scope, version 4 is off."""
    parameter = review.rule(rule.code).parameters[0].name
    states = [state_of(rule)]
    kinds = MatterType.objects.filter(code__in=["tax", "employment"])
    for changes in (
        {
            "parameters": rule.parameters | {parameter: 120},
            "matter_types": kinds,
            "firms": [make_firm(name="Arnsley LLP")],
        },
        {"message": "Above the budget.", "matter_types": [], "firms": []},
        {"enabled": False},
    ):
        states.append(state_of(save_rule(rule, changes, actor=administrator)))
    rule.refresh_from_db()
    return states


@pytest.mark.parametrize("version", [1, 2, 3])
def test_going_back_gives_settings_and_scope_of_that_version(administrator, rule, version):
    states = versions_made(rule, administrator)
    assert state_at(rule, version) == states[version - 1]
    restore_rule(rule, version, actor=administrator)
    assert rule.version == 5
    assert state_of(rule) == states[version - 1]
    event = AuditEvent.objects.get(action="billing.rule.restored")
    assert (event.actor, event.after["restores"], event.after["version"]) == (administrator, version, 5)
    # And from there to any other, the way back included.
    restore_rule(rule, 4, actor=administrator)
    assert (rule.version, state_of(rule)) == (6, states[3])


@pytest.mark.parametrize("version", [0, 4, 5])
def test_a_version_there_is_none_of_is_refused(administrator, rule, version):
    versions_made(rule, administrator)
    with pytest.raises(DomainError, match="no version"):
        restore_rule(rule, version, actor=administrator)
    assert rule.version == 4


def test_what_changed_since_the_comparison_is_not_overwritten(administrator, rule):
    versions_made(rule, administrator)
    with pytest.raises(Conflict, match="Compare again"):
        restore_rule(rule, 1, actor=administrator, seen_version=3)
    assert not AuditEvent.objects.filter(action="billing.rule.restored").exists()


def test_the_console_shows_versions_compares_and_goes_back(signed_in, administrator, rule):
    states = versions_made(rule, administrator)
    client = signed_in(administrator)
    back = reverse("admin:billing_reviewrule_restore", args=[rule.pk, 2])
    assert back in client.get(url(rule)).content.decode()
    body = client.get(back).content.decode()
    assert "Arnsley LLP" in body
    assert "Above the budget." in body
    assert client.post(back, {"seen_version": "4"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.version, state_of(rule)) == (5, states[1])
    assert client.post(back, {"seen_version": "4"}).status_code == 409
    assert client.get(reverse("admin:billing_reviewrule_restore", args=[rule.pk, 77])).status_code == 422
    rule.refresh_from_db()
    assert rule.version == 5


@pytest.mark.parametrize("role", ["legal_ops_manager", "auditor", "ebilling_specialist"])
def test_only_administrators_go_back(signed_in, administrator, rule, role):
    versions_made(rule, administrator)
    client = signed_in(make_person(role, is_staff=True))
    answer = client.post(
        reverse("admin:billing_reviewrule_restore", args=[rule.pk, 1]), {"seen_version": "4"}
    )
    assert answer.status_code in (302, 403, 404)
    rule.refresh_from_db()
    assert rule.version == 4
