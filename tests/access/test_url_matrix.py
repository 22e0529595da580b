"""Every URL, every persona, every kind of record, against the table in `matrix.py`; nothing hidden leaks."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from tests.access.matrix import ROUTES, Row
from tests.access.records import KINDS, POSTED, Records
from tests.access.test_matter_visibility import SEEN
from tests.personas import MATTER_NAMES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

DENIED = {401, 403, 404}


def routes(patterns=None, namespace: str = "") -> dict[str, list[str]]:
    """Name of each route to the names of its arguments, apart from the console and the sign-in pages."""
    found: dict[str, list[str]] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin" or str(pattern.pattern) == "accounts/":
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= routes(pattern.url_patterns, inner)
        else:
            found[f"{namespace}{pattern.name}"] = list(pattern.pattern.converters)
    return found


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(routes()) == set(ROUTES)


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker):
    """One world for all rows, and a browser for each persona; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield Records(world), {persona: sign_in(user) for persona, user in world.people.items()}
        transaction.set_rollback(True)


def sign_in(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user and user.is_active:
        client.force_login(user)
    return client


def is_allowed(row: Row, persona: str, kind: str) -> bool:
    return persona in row.people and (row.record is None or persona in row.record.get(kind, ()))


def check(client: Client, name: str, url: str, allowed: bool, persona: str, kind: str) -> list[str]:
    response, content, changed = visit(client, name, url)
    where = f"{persona} on {kind}: {name} answered {response.status_code}"
    refusals = {404} if ROUTES[name].decided_further else DENIED
    problems = leaks(content, persona, name, kind)
    if response.status_code >= 500:
        problems.append(f"{where}: broke")
    if allowed and response.status_code in refusals:
        problems.append(f"{where}: should open")
    if not allowed and (response.status_code not in DENIED or changed):
        problems.append(f"{where}: should refuse and change nothing")
    return problems


def visit(client: Client, name: str, url: str):
    """GET, or POST where the route takes nothing else; undone afterwards. The response, all that it says,
    streamed or not, and whether the ledger grew.
    """
    before = AuditEvent.objects.count()
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url, POSTED.get(name, {}))
        content = response.getvalue()
        changed = AuditEvent.objects.count() > before
        transaction.set_rollback(True)
    return response, content.decode(errors="replace"), changed


def asks_to_sign_in(name: str, response) -> bool:
    """People are led to the sign-in page, programs are told to authenticate."""
    if name.startswith("api:"):
        return response.status_code == 401
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def leaks(content: str, persona: str, name: str, kind: str) -> list[str]:
    """Names of matters that this persona must not know, anywhere in what came back."""
    hidden = set(MATTER_NAMES) - SEEN.get(persona, set())
    return [f"{persona} on {kind}: {name} shows {secret!r}" for secret in hidden if secret in content]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route_opens_for_exactly_its_people(matrix, name, django_db_blocker):
    records, browsers = matrix
    row, converters = ROUTES[name], routes()[name]
    problems: list[str] = []
    for kind in row.record or ({"open": frozenset()} if not converters else KINDS):
        url = records.url(name, converters, kind)
        for persona, browser in browsers.items():
            if persona in {"anonymous", "leaver"}:
                response = browser.get(url)
                if not row.anonymous and not asks_to_sign_in(name, response):
                    problems.append(
                        f"{persona}: {name} answered {response.status_code}, should ask to sign in"
                    )
                continue
            problems += check(browser, name, url, is_allowed(row, persona, kind), persona, kind)
    assert problems == []
