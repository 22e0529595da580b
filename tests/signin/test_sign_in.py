"""Signing in: the log, lock-out, sessions, and a second factor where a role requires one."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from legalops.access.models import Role
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import NotAllowed
from legalops.signin.models import Lockout, SignIn
from legalops.signin.services.lockouts import unlock
from legalops.signin.services.sessions import end_sessions, reset_second_factor
from tests.factories import make_person
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def no_limits_of_earlier_tests():
    cache.clear()


def sign_in(
    email: str, password: str = PASSWORD, client: Client | None = None, agent: str = "Firefox/1 Windows"
):
    client = client or Client(HTTP_USER_AGENT=agent)
    return client, client.post(LOGIN, {"login": email, "password": password})


def outcomes() -> list[tuple[str, str]]:
    return list(SignIn.objects.order_by("id").values_list("email", "outcome"))


def test_who_came_in_how_and_from_where_is_kept():
    person = make_person("attorney")
    _client, answer = sign_in(person.email.upper())
    assert answer.status_code == 302
    row = SignIn.objects.get()
    assert (row.user, row.email, row.outcome, row.how) == (person, person.email, "succeeded", "password")
    assert (row.device, row.ip) == ("Firefox on Windows", "127.0.0.1")


def test_the_fifth_wrong_password_locks_and_an_administrator_unlocks():
    person, administrator = make_person("attorney"), make_person("administrator")
    for _ in range(5):
        sign_in(person.email, "wrong")
    _client, answer = sign_in(person.email)
    assert "Too many wrong passwords" in answer.content.decode()
    assert [outcome for _email, outcome in outcomes()] == ["failed"] * 5 + ["locked"]
    assert AuditEvent.objects.get(action="signin.person.locked").subject_id == person.pk
    with pytest.raises(NotAllowed):
        unlock(person, actor=make_person("attorney"))
    assert [unlock(person, actor=administrator), unlock(person, actor=administrator)] == [1, 0]
    assert sign_in(person.email)[1].status_code == 302
    assert AuditEvent.objects.filter(action="signin.person.unlocked").count() == 1


def test_an_unknown_address_is_locked_with_the_same_words():
    person = make_person("attorney")
    for email in (person.email, "nobody@example.com"):
        for _ in range(5):
            sign_in(email, "wrong")
    known, unknown = (
        sign_in(email)[1].context["form"].non_field_errors() for email in (person.email, "nobody@example.com")
    )
    assert known == unknown
    assert Lockout.objects.count() == 2


def test_a_lockout_ends_by_itself_and_failures_before_do_not_count_again():
    person = make_person("attorney")
    for _ in range(5):
        sign_in(person.email, "wrong")
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        sign_in(person.email, "wrong")
        assert sign_in(person.email)[1].status_code == 302


def test_sessions_are_listed_and_ended_one_by_one_or_all_others():
    person = make_person("attorney")
    (here, _), (there, _), (third, _) = (
        sign_in(person.email, agent=a) for a in ("Chrome/1 Linux", "Firefox/1 Windows", "Safari/1 iPhone")
    )
    page = reverse("governance:security")
    body = here.get(page).content.decode()
    assert "Firefox on Windows" in body
    assert "Safari on iPhone" in body
    other = UserSession.objects.get(user_agent__startswith="Firefox")
    here.post(reverse("governance:security_end"), {"session": other.pk})
    assert there.get(page).status_code == 302
    assert third.get(page).status_code == 200
    here.post(reverse("governance:security_end"))
    assert third.get(page).status_code == 302
    assert here.get(page).status_code == 200


def test_a_new_password_ends_every_other_session():
    person = make_person("attorney")
    (here, _), (there, _) = sign_in(person.email), sign_in(person.email)
    new = "another long passphrase"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert here.get(reverse("governance:security")).status_code == 200
    assert there.get(reverse("governance:security")).status_code == 302


def test_others_do_not_end_sessions_of_a_person():
    person = make_person("attorney")
    sign_in(person.email)
    with pytest.raises(NotAllowed):
        end_sessions(person, actor=make_person("auditor"))
    assert UserSession.objects.count() == 1


@pytest.fixture
def bound():
    """A person whose role requires a second factor, signed in by password."""
    Role.objects.filter(code="finance").update(mfa_required=True)
    person = make_person("finance")
    client, _answer = sign_in(person.email)
    return person, client


@pytest.mark.parametrize("address", ["home", "vendors:list", "governance:security", "admin:index"])
def test_without_the_required_factor_every_address_leads_to_setting_it_up(bound, address):
    _person, client = bound
    answer = client.get(reverse(address))
    assert answer.status_code == 303
    assert answer["Location"] == reverse("mfa_index")
    assert "Set up a second factor first" in client.get(reverse("mfa_index")).content.decode()


def test_a_fragment_is_led_there_as_a_whole_page(bound):
    _person, client = bound
    answer = client.get(reverse("vendors:list"), HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"] == reverse("mfa_index")


def test_with_an_app_set_up_everything_opens_and_the_next_sign_in_asks_for_a_code(bound):
    person, client = bound
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    assert client.post(page, {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("vendors:list")).status_code == 200
    assert person.authenticator_set.exclude(type="recovery_codes").count() == 1
    again, answer = sign_in(person.email)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert again.get(reverse("vendors:list")).status_code == 302


def test_the_last_factor_is_not_taken_off_where_it_is_required(bound):
    person, client = bound
    TOTP.activate(person, generate_totp_secret())
    answer = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert person.authenticator_set.filter(type="totp").exists()
    assert answer.status_code == 200


def test_a_lost_factor_is_reset_by_who_manages_people(bound):
    person, client = bound
    TOTP.activate(person, generate_totp_secret())
    reset_second_factor(person, reason="Phone lost", actor=make_person("administrator"))
    assert not person.authenticator_set.exists()
    assert client.get(reverse("home"))["Location"].startswith(LOGIN)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
