"""People, and a published NDA workflow."""

import pytest
from django.test import Client

from legalops.requests.models import Request, RequestType
from legalops.requests.services.asking import submit
from legalops.workflows.models import RoutingRule, Workflow
from legalops.workflows.services.authoring import make_workflow, publish, save_draft
from legalops.workflows.shipped import nda
from tests.factories import make_person


@pytest.fixture
def admin():
    return make_person("administrator", is_staff=True, name="Sam Admin")


@pytest.fixture
def console(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def workflow(admin) -> Workflow:
    made = make_workflow(name="NDA", record_type="request", sub_type="nda", definition=nda(), actor=admin)
    publish(made, actor=admin)
    return made


@pytest.fixture
def cast():
    return {
        "rosa": make_person("requester", name="Rosa Requester"),
        "maya": make_person("attorney", name="Maya Attorney"),
        "otto": make_person("attorney", name="Otto Attorney"),
        "grace": make_person("general_counsel", name="Grace Counsel"),
    }


@pytest.fixture
def ask():
    """A function: somebody asks for an NDA."""

    def asked(person, title="NDA with Solenta") -> Request:
        kind = RequestType.objects.get(code="nda")
        return submit(request_type=kind, title=title, description="Please", actor=person)

    return asked


@pytest.fixture
def everyone_to():
    """A function: all requests go to this person."""

    def rule(person) -> RoutingRule:
        return RoutingRule.objects.create(record_type="request", name="All", person=person)

    return rule


@pytest.fixture
def change(admin):
    """A function: publish another definition."""

    def changed(workflow: Workflow, definition) -> None:
        save_draft(workflow, definition, actor=admin)
        publish(workflow, actor=admin)

    return changed
