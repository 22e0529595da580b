"""Rule packs as configuration, in the console; dates in calendars; leavers who stand in."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from legalops.configuration.sections import find
from legalops.kernel.errors import DomainError
from legalops.notifications.services.feeds import renew_feed
from matters.models import RulePack
from matters.services.handing_over import hand_over_key_dates
from matters.services.key_dates import set_key_date
from tests.factories import make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
PACK = "admin:matters_rulepack_{}"


@pytest.fixture
def admin():
    return make_person("administrator", is_staff=True)


@pytest.fixture
def client(admin):
    client = Client()
    client.force_login(admin)
    return client


def test_what_was_exported_applies_again_and_changes_nothing(admin):
    section = find("rule_packs")
    items = section.export()

    for item in items:
        section.save(item["code"], {key: item[key] for key in ("is_active", "rules")}, admin)

    assert section.export() == items
    assert RulePack.objects.get(code="us-frcp").versions.count() == 1


def test_other_rules_become_a_new_version_and_faults_are_named(admin):
    section = find("rule_packs")
    item = next(each for each in section.export() if each["code"] == "ew-cpr")
    rules = {**item["rules"], "effective_from": "2027-04-06"}

    section.save("ew-cpr", {"rules": rules, "is_active": False}, admin)

    pack = RulePack.objects.get(code="ew-cpr")
    assert (pack.versions.count(), pack.is_active) == (2, False)
    broken = {**rules, "rules": [{**rules["rules"][0], "amount": -3}]}
    with pytest.raises(DomainError, match=r"rules\[1\].amount"):
        section.save("ew-cpr", {"rules": broken}, admin)
    with pytest.raises(DomainError, match="name the pack"):
        section.save("another", {"rules": rules}, admin)


def test_a_pack_is_edited_tried_and_published_in_the_console(client):
    pack = RulePack.objects.get(code="us-frcp")
    page = client.get(reverse(PACK.format("draft"), args=[pack.pk]))
    text = page.context["form"].initial["rules"]

    faulty = client.post(
        reverse(PACK.format("draft"), args=[pack.pk]), {"rules": text.replace("amount: 21", "amount: x", 1)}
    )
    assert "write a whole number" in faulty.content.decode()
    assert "amount: x" in faulty.content.decode()
    client.post(
        reverse(PACK.format("draft"), args=[pack.pk]),
        {"rules": text.replace("effective_from: '2023-12-01'", "effective_from: '2027-01-01'")},
    )
    tried = client.get(
        reverse(PACK.format("try"), args=[pack.pk]), {"trigger": "complaint_served", "on": "2027-01-04"}
    ).content.decode()
    assert "2027-01-25" in tried
    assert "FRCP 12(a)(1)(A)(i)" in tried
    issue = reverse(PACK.format("issue"), args=[pack.pk])
    assert "can never be changed" in client.get(issue).content.decode()
    assert pack.versions.filter(state="draft").count() == 1
    client.post(issue)
    assert pack.versions.filter(state="published").count() == 2
    assert client.get(reverse(PACK.format("change"), args=[pack.pk])).status_code == 200
    assert client.get(reverse(PACK.format("changelist"))).status_code == 200


def test_an_auditor_looks_and_changes_nothing():
    client = Client()
    client.force_login(make_person("auditor", is_staff=True))
    pack = RulePack.objects.get(code="us-frcp")

    for name in ("draft", "issue", "turn"):
        address = reverse(PACK.format(name), args=[pack.pk])
        assert client.post(address).status_code in (302, 403, 404)
    pack.refresh_from_db()
    assert pack.is_active


def events(token, query=""):
    answer = Client().get(f"/calendar/{token}.ics{query}")
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_a_feed_of_one_matter_shows_its_dates_and_no_hidden_ones(settings):
    lead, counsel = make_person("attorney"), make_person("general_counsel")
    seen, hidden = make_matter(lead=lead), make_matter(lead=lead)
    for matter in (seen, hidden):
        set_key_date(
            matter, name="Hearing", on=date(2099, 1, 5), time=time(14), zone="America/New_York", owner=lead,
            actor=lead,
        )  # fmt: skip
    raise_wall(hidden, counsel)
    token = renew_feed(counsel)

    assert events(token) == []
    assert events(token, f"?of={seen.number}") == [f"Hearing ({seen.number})"]
    assert events(token, f"?of={hidden.number}") == []
    (event,) = Calendar.from_ical(Client().get(f"/calendar/{token}.ics?of={seen.number}").content).walk(
        "VEVENT"
    )
    assert event["dtstart"].dt.isoformat() == "2099-01-05T19:00:00+00:00"


def test_who_stands_in_for_a_leaver_is_the_successor_where_they_may():
    lead, leaver = make_person("attorney"), make_person("attorney")
    successor = make_person("general_counsel")
    matter = make_matter(leaver, lead=lead)
    own = set_key_date(matter, name="Hearing", on=date(2099, 1, 5), owner=lead, backup=leaver, actor=lead)
    kept = set_key_date(
        matter, name="Filing", on=date(2099, 1, 6), owner=leaver, backup=successor, actor=lead
    )

    hand_over_key_dates(leaver, successor, actor=make_person("administrator"))

    own.refresh_from_db()
    kept.refresh_from_db()
    assert (own.owner, own.backup) == (lead, successor)
    assert (kept.owner, kept.backup) == (successor, None)
