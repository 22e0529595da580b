"""Policies as files: exported, applied to another installation, faults named."""

import pytest

from legalops.approvals import configuration
from legalops.approvals.models import Policy
from legalops.kernel.errors import DomainError
from tests.approvals.scenes import approvers, people, policy
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def exported(code):
    return next(item for item in configuration.export() if item["code"] == code)


def test_what_is_exported_can_be_applied_and_changes_nothing():
    (one,) = approvers(1)
    made = policy(
        people(one), {"who": "authority"}, conditions=[{"field": "amount", "operator": "above", "value": "9"}]
    )
    item = exported("trial")
    assert item["steps"][0]["people"] == [one.email]
    item.pop("code")
    configuration.save("trial", item, make_person("administrator"))
    made.refresh_from_db()
    assert made.published.number == 1
    configuration.save("trial", {"is_active": False}, make_person("administrator"))
    assert exported("trial") == {"code": "trial", **item, "is_active": False}


def test_a_new_policy_from_a_file():
    actor = make_person("administrator")
    steps = [{"who": "role", "role": "administrator", "mode": "any"}]
    configuration.save("new", {"name": "New", "record_type": "invoice", "steps": steps}, actor)
    assert Policy.objects.get(code="new").published.number == 1


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{"who": "people", "people": ["nobody@example.com"]}], "Step 1: there is no “nobody@example.com”"),
        ([{"who": "team", "team": "None"}], "Step 1: there is no “None”"),
        ([{"what": "?"}], "Step 1: it may say"),
        ([{"who": "role", "role": "auditor"}], "Step 1: nobody is given the role"),
    ],
)
def test_faults_are_named(steps, said):
    actor = make_person("administrator")
    with pytest.raises(DomainError, match=said):
        configuration.save("new", {"record_type": "invoice", "steps": steps}, actor)
