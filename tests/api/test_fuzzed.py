"""The API against its own schema: no request breaks the server, whether it fits the schema or not."""

from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import Phase, given, settings

from legalops.api.scopes import all_scopes
from legalops.api.services import issue_token
from legalops.kernel import clock
from legalops.wsgi import application
from tests.factories import make_budget, make_firm, make_invoice, make_matter, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
EXAMPLES = 10
METHODS = ("get", "post", "put", "patch", "delete")
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"


@pytest.fixture
def caller() -> dict[str, str]:
    """Somebody who may do almost everything, on a matter with all that hangs on it."""
    person = make_person("legal_ops_manager", "general_counsel", "administrator")
    firm = make_firm(code="arnsley")
    matter = make_matter(person, firms=(firm,), number="M-2026-0001")
    make_budget(matter)
    make_invoice(firm, matter, 1000)
    ending = clock.now() + timedelta(days=1)
    scopes = all_scopes()
    _token, text = issue_token(person, name="Fuzzer", scopes=scopes, expires_at=ending, actor=person)
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture
def kept_connection():
    """A request ends without closing the connection that holds the test's transaction."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def api_schema(caller, kept_connection):
    return schemathesis.openapi.from_wsgi("/api/schema/", application, headers=caller)


def operations() -> list[tuple[str, str]]:
    """Path and method of everything in the committed schema."""
    paths = yaml.safe_load(SCHEMA.read_text())["paths"]
    return [(path, method) for path, item in paths.items() for method in item if method in METHODS]


@pytest.mark.parametrize(("path", "method"), operations())
def test_no_request_breaks_the_server(api_schema, caller, path, method):
    operation = api_schema[path][method.upper()]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(case=operation.as_strategy())
    def call(case):
        response = case.call(headers=caller)
        assert response.status_code < 500, (response.status_code, response.text)

    call()
