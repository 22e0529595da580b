"""As in test_fuzzed, with keys of records that exist: whatever is sent to them, the server does not break."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import Phase, given, settings

from legalops.api.scopes import all_scopes
from legalops.api.services import issue_token
from legalops.kernel import clock
from legalops.wsgi import application
from tests.access.records import API_KEYS, Records
from tests.api.test_fuzzed import operations
from tests.factories import make_person
from tests.personas import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
EXAMPLES = 5
PREFIX = "/api/v1/"


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """One world for all operations, a caller who may do almost everything in it, and its keys."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        arguments = Records(make_world()).arguments["open"]
        person = make_person("legal_ops_manager", "general_counsel", "administrator")
        ending = clock.now() + timedelta(days=1)
        _token, text = issue_token(
            person, name="Fuzzer", scopes=all_scopes(), expires_at=ending, actor=person
        )
        headers = {"Authorization": f"Bearer {text}"}
        yield arguments, headers, schemathesis.openapi.from_wsgi("/api/schema/", application, headers=headers)
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


def with_keys() -> list[tuple[str, str]]:
    """Operations on one record."""
    return [(path, method) for path, method in operations() if "{" in path]


@pytest.mark.parametrize(("path", "method"), with_keys())
def test_no_request_about_a_record_breaks_the_server(standing, path, method):
    arguments, headers, schema = standing
    operation = schema[path][method.upper()]
    endpoint = path.removeprefix(PREFIX).partition("/")[0]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(case=operation.as_strategy())
    def call(case):
        for name in case.path_parameters:
            case.path_parameters[name] = str(arguments[API_KEYS.get(endpoint, name)])
        with transaction.atomic():
            response = case.call(headers={**headers, "If-Match": "*"})
            transaction.set_rollback(True)
        assert response.status_code < 500, (response.status_code, response.text)

    call()
