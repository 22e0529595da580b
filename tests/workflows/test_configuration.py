"""Workflows as files: what is exported is applied elsewhere, faults are refused, nothing changes twice."""

import pytest

from legalops.kernel.errors import DomainError
from legalops.workflows.configuration import export, save
from legalops.workflows.models import Workflow

pytestmark = pytest.mark.django_db


def test_what_is_exported_is_applied_as_a_new_version_or_not_at_all(workflow, admin):
    item = next(each for each in export() if each["code"] == workflow.code)
    fields = {name: value for name, value in item.items() if name != "code"}
    save(workflow.code, fields, admin)
    assert workflow.versions.count() == 1
    fields["stages"][1]["name"] = "Writing"
    save(workflow.code, fields, admin)
    assert workflow.versions.get(state="published").number == 2


def test_a_new_workflow_comes_with_its_code_and_a_faulty_one_is_refused(workflow, admin):
    item = next(each for each in export() if each["code"] == workflow.code)
    fields = {name: value for name, value in item.items() if name != "code"} | {"sub_type": "question"}
    save("questions", fields, admin)
    assert Workflow.objects.get(code="questions").versions.get().state == "published"
    with pytest.raises(DomainError, match="no way leads here"):
        save("questions", fields | {"transitions": []}, admin)
