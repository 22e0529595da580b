"""E-mail: sent once, refused as the server says, held back from whoever may no longer be told."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail

from legalops.accounts.services import choose_zone
from legalops.jobs.services.running import run_pending
from legalops.kernel import clock
from legalops.notifications.models import Delivery, PersonalSchedule, Preference, SuspendedAddress
from legalops.notifications.services.delivering import deliver_due
from tests.factories import make_person, raise_wall

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)  # a Thursday, noon in New York


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_letter_says_what_and_where(tell, attorney, settings):
    settings.PUBLIC_ADDRESS = "https://legal.example.com"
    tell(attorney, title="Hearing in 3 days", body="Bring the exhibits.", url="/matters/M-1/")
    assert deliver_due() == 1
    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("Hearing in 3 days", ["ada@example.com"])
    assert "Bring the exhibits." in letter.body
    assert "https://legal.example.com/matters/M-1/" in letter.body
    html = letter.alternatives[0][0]
    assert 'href="https://legal.example.com/matters/M-1/"' in html
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.address) == ("sent", "ada@example.com")
    assert delivery.message_id == letter.extra_headers["Message-ID"]


def test_html_is_escaped(tell, attorney):
    tell(attorney, title="<b>1</b>", body="<script>alert(1)</script>")
    deliver_due()
    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "<b>" not in html


def test_sent_once_however_often_it_is_asked(tell, attorney):
    tell(attorney)
    for _ in range(3):
        deliver_due()
    assert len(mail.outbox) == 1


def test_the_job_that_the_change_asks_for_sends_it(tell, attorney, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(attorney)
    run_pending(propagate=True)
    assert len(mail.outbox) == 1


def test_walled_off_after_it_was_told_gets_no_letter(tell, attorney, matter):
    tell(attorney)
    raise_wall(matter, attorney)
    deliver_due()
    assert mail.outbox == []
    delivery = Delivery.objects.get()
    assert delivery.state == "suppressed"
    assert "no longer see" in delivery.error


def test_who_left_gets_no_letter(tell, attorney):
    tell(attorney)
    attorney.is_active = False
    attorney.save()
    deliver_due()
    assert (mail.outbox, states()) == ([], ["suppressed"])


def test_real_server_takes_the_letters(tell, attorney, sink):
    other = make_person("general_counsel", email="gc@example.com")
    tell(attorney, other)
    deliver_due()
    assert sorted(letter["To"] for letter in sink.letters) == ["ada@example.com", "gc@example.com"]
    assert states() == ["sent", "sent"]


def test_refused_for_good_bounces_and_suspends_the_address(tell, attorney, sink):
    sink.refusals["ada@example.com"] = "550 5.1.1 no such user"
    other = make_person("general_counsel", email="gc@example.com")
    tell(attorney, other)
    deliver_due()
    assert dict(Delivery.objects.values_list("recipient__email", "state")) == {
        "ada@example.com": "bounced",
        "gc@example.com": "sent",
    }
    assert "no such user" in SuspendedAddress.objects.get().reason
    tell(attorney, key="next")
    deliver_due()
    assert Delivery.objects.latest("pk").state == "suppressed"
    assert len(sink.letters) == 1


def test_refused_for_now_is_tried_again_later_under_the_same_message_id(tell, attorney, sink):
    sink.refusals["ada@example.com"] = "451 try later"
    with time_machine.travel(NOON, tick=False) as when:
        tell(attorney)
        deliver_due()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == ("pending", 1)
        assert delivery.next_at == NOON + timedelta(minutes=1)
        deliver_due()
        assert Delivery.objects.get().attempts == 1
        sink.refusals.clear()
        when.shift(timedelta(minutes=2))
        deliver_due()
    assert states() == ["sent"]
    assert sink.letters[0]["Message-ID"] == Delivery.objects.get().message_id


def test_server_away_for_a_day_loses_nothing_then_fails_visibly(tell, attorney, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with time_machine.travel(NOON, tick=False) as when:
        tell(attorney)
        for _ in range(200):
            deliver_due()
            when.shift(timedelta(minutes=15))
    delivery = Delivery.objects.get()
    assert delivery.state == "failed"
    assert "refused" in delivery.error.lower()
    assert not SuspendedAddress.objects.exists()


def test_contents_refused_for_good_fail_without_suspending(tell, attorney, sink):
    sink.refuses_content = "554 5.7.1 not wanted"
    tell(attorney)
    deliver_due()
    assert states() == ["failed"]
    assert not SuspendedAddress.objects.exists()


def test_left_by_a_dead_worker_is_taken_up_when_its_lease_ends(tell, attorney):
    tell(attorney)
    Delivery.objects.update(state="sending", attempts=1, lease_until=clock.now() + timedelta(seconds=60))
    deliver_due()
    assert mail.outbox == []
    Delivery.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    deliver_due()
    assert len(mail.outbox) == 1


def test_quiet_hours_hold_all_but_what_is_urgent(tell, attorney, urgent):
    choose_zone(attorney, "Europe/Berlin", actor=attorney)
    PersonalSchedule.objects.create(user=attorney, quiet_from=time(18), quiet_until=time(7))
    with time_machine.travel(NOON, tick=False) as when:  # 18:00 in Berlin
        tell(attorney, title="Calm")
        tell(attorney, title="Burning", of=urgent, key="u")
        deliver_due()
        assert [letter.subject for letter in mail.outbox] == ["Burning"]
        when.move_to(datetime(2026, 11, 27, 6, 0, tzinfo=UTC))
        deliver_due()
    assert [letter.subject for letter in mail.outbox] == ["Burning", "Calm"]


def test_daily_digest_is_one_letter(tell, attorney, kind):
    Preference.objects.create(user=attorney, kind=kind.code, in_app=True, email="daily")
    colleague = make_person("general_counsel", email="gc@example.com")
    Preference.objects.create(user=colleague, kind=kind.code, in_app=True, email="weekly")
    with time_machine.travel(NOON, tick=False) as when:
        for number in range(3):
            tell(attorney, colleague, key=str(number), title=f"Thing {number}")
        deliver_due()
        assert mail.outbox == []
        when.move_to(datetime(2026, 11, 27, 13, 0, tzinfo=UTC))  # 08:00 in New York
        deliver_due()
        assert [(letter.to, letter.subject) for letter in mail.outbox] == [
            (["ada@example.com"], "Your day: 3 things to know")
        ]
        assert all(f"Thing {number}" in mail.outbox[0].body for number in range(3))
        when.move_to(datetime(2026, 11, 30, 13, 0, tzinfo=UTC))  # Monday
        deliver_due()
    assert [letter.to for letter in mail.outbox][1:] == [["gc@example.com"]]
    assert set(states()) == {"sent"}
