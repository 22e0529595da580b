"""Review rules in the console: fields and help from the rule itself, versions, history, copies."""

import pytest
from django.urls import reverse

from billing import review
from billing.models import ReviewRule
from billing.services.rules import copy_rule, save_rule
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
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
