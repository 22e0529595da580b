"""A kind to be told of, and a matter to be told about."""

import pytest
from django.db import transaction

from legalops.notifications import registry
from legalops.notifications.registry import Kind
from legalops.notifications.services import notify
from tests.factories import make_matter, make_person, make_team
from tests.notifications.smtp_sink import SmtpSink


@pytest.fixture
def kind():
    """A kind for this test only."""
    before = dict(registry._kinds)
    yield _registered("tests.happened")
    registry._kinds.clear()
    registry._kinds.update(before)


@pytest.fixture
def urgent(kind):
    """An urgent kind for this test only."""
    return _registered("tests.burning", urgent=True)


def _registered(code, **fields):
    kind = Kind(code, "Something happened", "When something happens.", **fields)
    registry.register(kind)
    return kind


@pytest.fixture
def attorney(db):
    """Somebody of the team."""
    return make_person("attorney", name="Ada Attorney", email="ada@example.com")


@pytest.fixture
def matter(attorney):
    """A matter that the attorney sees by the team."""
    return make_matter(team=make_team(attorney), name="Canary Quay")


@pytest.fixture
def tell(kind, matter):
    """Tell people something about the matter."""

    def telling(*people, key="k", of=kind, title="It happened", **fields):
        with transaction.atomic():
            notify(of.code, recipients=people, subject=matter, title=title, key=key, **fields)

    return telling


@pytest.fixture
def sink(settings):
    """A mail server that the product really talks to."""
    with SmtpSink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server
        server.shutdown()
