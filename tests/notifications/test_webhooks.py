"""Webhooks: each event once, signed, retried, replayable; a bad target hurts nobody (reliability §4.24)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from standardwebhooks import Webhook

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError
from legalops.notifications.models import Notification, WebhookDelivery, WebhookEndpoint
from legalops.notifications.services.hooking.endpoints import renew_secret, save_endpoint
from legalops.notifications.services.hooking.relaying import relay
from legalops.notifications.services.hooking.replaying import replay, send_test
from legalops.notifications.services.hooking.sending import send_due
from legalops.notifications.webhooks.signing import secret_of
from matters.services.key_dates import set_key_date
from tests.factories import make_matter, make_person, raise_wall
from tests.notifications.hook_target import HookTarget, answer

pytestmark = pytest.mark.django_db

EVENT = "matters.key_date.set"
NOW = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


@pytest.fixture
def target(settings):
    settings.OUTGOING_ALLOW_LOOPBACK = True
    with HookTarget() as server:
        yield server
        server.shutdown()


@pytest.fixture
def owner():
    return make_person("legal_ops_manager", name="Olga Ops")


@pytest.fixture
def admin():
    return make_person("administrator", name="Sam Admin")


@pytest.fixture
def hook(target, owner, admin):
    def make(**given):
        fields = {"name": "ERP", "url": target.url, "events": [EVENT], "owner": owner} | given
        return save_endpoint(WebhookEndpoint(), fields, actor=admin)

    return make


@pytest.fixture
def happen():
    """Something that the ledger records."""

    def happening(matter=None):
        matter = matter or make_matter()
        set_key_date(matter, name="Hearing", on=NOW.date(), owner=matter.lead, actor=matter.lead)
        return matter

    return happening


def states():
    return list(WebhookDelivery.objects.order_by("pk").values_list("state", flat=True))


def test_sent_once_signed_with_who_what_and_where(hook, happen, target, settings):
    settings.PUBLIC_ADDRESS = "https://legal.example.com"
    happen()  # before the webhook was made
    endpoint = hook()
    matter = happen()
    for _ in range(3):
        relay()
        send_due()
    assert len(target.requests) == 1
    headers, body = target.requests[0]
    sent = Webhook(secret_of(endpoint.seed)).verify(body, {k.lower(): v for k, v in headers.items()})
    assert (sent["type"], sent["version"]) == (EVENT, 1)
    assert sent["data"]["url"] == f"https://legal.example.com/matters/{matter.number}/"
    assert sent["data"]["subject"]["id"] == matter.pk
    assert sent["data"]["sentence"] == f"{matter.lead} set a key date: {matter}"
    assert sent["id"] == headers["webhook-id"]
    row = WebhookDelivery.objects.get()
    assert (row.state, row.response_code, row.attempts) == ("delivered", 204, 1)


@pytest.mark.parametrize("shape", ["slack", "teams"])
def test_shapes_of_chat_systems_carry_no_markup_of_ours(hook, target, happen, shape):
    hook(shape=shape)
    happen(make_matter(name="<!channel> [x](http://evil) *b*"))
    relay()
    send_due()
    sent = target.sent()
    if shape == "slack":
        assert set(sent) == {"text"}
        assert "<!channel>" not in sent["text"]
    else:
        block = sent["attachments"][0]["content"]["body"][0]["text"]
        assert r"\[x\]\(http" in block


def test_only_what_the_owner_may_see(hook, happen, owner, target):
    hook()
    happen(make_matter(restricted=True))
    walled = make_matter()
    raise_wall(walled, owner)
    happen(walled)
    relay()
    send_due()
    assert (target.requests, WebhookDelivery.objects.count()) == ([], 0)


def test_a_wall_raised_before_it_was_sent_withholds_it(hook, happen, owner, target):
    hook()
    matter = happen()
    relay()
    raise_wall(matter, owner)
    send_due()
    assert (target.requests, states()) == ([], ["withheld"])


def test_an_event_committed_late_under_an_earlier_key_is_not_lost(hook, happen):
    endpoint = hook()
    happen()
    happen()
    first = WebhookEndpoint.objects.get().last_event_id
    relay()
    WebhookDelivery.objects.order_by("pk")[:1].get().delete()  # as if it had not been visible yet
    relay()
    assert WebhookDelivery.objects.count() == 2
    assert WebhookEndpoint.objects.get().last_event_id == first
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2)):
        relay()
        assert WebhookEndpoint.objects.get().last_event_id > first
    assert endpoint.deliveries.count() == 2


def test_retried_with_the_same_id_for_a_day_then_switched_off_with_notice(hook, happen, target, owner, admin):
    target.behave = answer(500)
    with time_machine.travel(NOW, tick=False) as when:
        endpoint = hook()
        happen()
        relay()
        for _ in range(12 * 28):  # the longest that the waits can come to with their spread, and some more
            send_due()
            when.shift(timedelta(minutes=5))
    ids = {headers["webhook-id"] for headers, _body in target.requests}
    assert len(ids) == 1
    assert 8 <= len(target.requests) <= 12
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "almost a day" in endpoint.disabled_reason
    assert set(Notification.objects.values_list("recipient", flat=True)) == {owner.pk, admin.pk}
    assert AuditEvent.objects.filter(action="notifications.webhook.disabled").count() == 1


def test_a_failing_target_rests_and_the_others_get_theirs(hook, happen, target, settings):
    hook(name="Dead", url="http://127.0.0.1:9/")
    hook()
    with time_machine.travel(NOW, tick=False):
        matter = make_matter()
        for _ in range(20):
            happen(matter)
        relay()
        made = send_due()
    assert len(target.requests) == 20
    assert made == 21  # the dead one was asked once, not twenty times


def test_redirect_is_a_failure_and_gone_ends_it(hook, happen, target):
    target.behave = answer(301, location="http://127.0.0.1/")
    endpoint = hook()
    happen()
    relay()
    send_due()
    assert "redirects are not followed" in WebhookDelivery.objects.get().error
    target.behave = answer(410)
    WebhookEndpoint.objects.update(paused_until=None)
    WebhookDelivery.objects.update(next_at=NOW)
    send_due()
    endpoint.refresh_from_db()
    assert not endpoint.is_active


def test_recovers_and_forgets_its_failures(hook, happen, target):
    target.behave = answer(503)
    hook()
    happen()
    relay()
    send_due()
    assert WebhookEndpoint.objects.get().failing_since
    target.behave = answer(200)
    WebhookEndpoint.objects.update(paused_until=None)
    WebhookDelivery.objects.update(next_at=NOW)
    send_due()
    assert states() == ["delivered"]
    assert WebhookEndpoint.objects.get().failing_since is None


def test_replay_sends_the_same_event_again(hook, happen, target, admin):
    hook()
    happen()
    relay()
    with pytest.raises(Conflict):
        replay(WebhookDelivery.objects.get(), actor=admin)
    send_due()
    replay(WebhookDelivery.objects.get(), actor=admin)
    send_due()
    assert target.sent(0) == target.sent(1)
    assert AuditEvent.objects.filter(action="notifications.webhook.replayed").count() == 1


def test_left_by_a_dead_worker_goes_out_again_when_its_lease_ends(hook, happen, target):
    hook()
    happen()
    relay()
    WebhookDelivery.objects.update(state="sending", attempts=1, lease_until=datetime.now(UTC) + timedelta(60))
    assert send_due() == 0
    WebhookDelivery.objects.update(lease_until=datetime.now(UTC) - timedelta(seconds=1))
    assert send_due() == 1
    assert states() == ["delivered"]


def test_a_test_and_a_new_secret(hook, target, admin):
    endpoint = hook()
    send_test(endpoint, actor=admin)
    old = secret_of(endpoint.seed)
    renewed = renew_secret(endpoint, actor=admin)
    send_due()
    assert target.sent()["type"] == "notifications.webhook.tested"
    assert secret_of(renewed.seed) != old
    assert old.startswith("whsec_")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "http://example.com/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["matters.nothing"]}, "events"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_work_is_refused_beside_its_field(hook, given, field):
    with pytest.raises(DomainError) as refused:
        hook(**given)
    assert refused.value.field == field
    assert not WebhookEndpoint.objects.exists()


def test_the_ledger_keeps_no_address_of_a_target(hook):
    hook()
    event = AuditEvent.objects.get(action="notifications.webhook.added")
    assert "/hook" not in str(event.after)
