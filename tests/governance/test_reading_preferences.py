"""A person chooses language and notation; pages, letters and the API follow, and nobody else's do."""

from decimal import Decimal

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from billing.services.telling import tell_firm_of_decision
from legalops.accounts.models import User
from legalops.accounts.services import choose_language, choose_notation
from legalops.audit.models import AuditEvent
from legalops.branding.services import set_branding
from legalops.configuration.sections import find
from legalops.kernel.errors import DomainError
from legalops.notifications.models import Notification
from legalops.notifications.services.delivering import deliver_due
from tests.factories import make_biller, make_firm, make_invoice, make_matter, make_person

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def ada():
    return make_person("attorney", name="Ada Attorney")


def page():
    return reverse("governance:preferences")


def test_what_is_chosen_shows_at_once_and_is_in_the_ledger(client, ada):
    client.force_login(ada)
    before = client.get(page()).content.decode()
    assert "The department&#39;s: English" in before
    assert "The department&#39;s: 1,234.56 · 29 Nov 2026" in before
    client.post(page(), {"language": "de", "notation": "de-DE", "zone": "department"})
    after = client.get(page()).content.decode()
    assert '<html lang="de" data-numbers="de-DE">' in after
    assert "Ihre Einstellungen sind gespeichert." in after
    assert "Einstellungen</h1>" in after
    events = AuditEvent.objects.filter(action__startswith="accounts.", subject_id=str(ada.pk))
    assert {each.action: each.after for each in events} == {
        "accounts.language.chosen": {"language": "de"},
        "accounts.notation.chosen": {"notation": "de-DE"},
    }


@pytest.mark.parametrize(
    "typed", [{"language": "tlh"}, {"notation": "1,2"}, {"language": "../../etc"}, {"notation": "<b>"}]
)
def test_what_is_not_offered_is_refused_and_nothing_changes(client, ada, typed):
    client.force_login(ada)
    given = {"language": "de", "notation": "de-DE", "zone": "Europe/Berlin"} | typed
    assert client.post(page(), given).status_code == 422
    fresh = User.objects.get(pk=ada.pk)
    assert (fresh.language, fresh.notation, fresh.time_zone) == ("", "", "")
    with pytest.raises(DomainError):
        choose_language(ada, "tlh", actor=ada)
    with pytest.raises(DomainError):
        choose_notation(ada, "xx", actor=ada)


def test_the_administrator_sets_what_holds_for_whoever_chose_nothing(client, ada):
    keeper, other = make_person("administrator"), make_person("auditor", name="Vera Auditor")
    choose_language(other, "en", actor=other)
    set_branding({"language": "fr", "notation": "de-CH"}, actor=keeper)
    client.force_login(ada)
    assert '<html lang="fr" data-numbers="de-CH">' in client.get(page()).content.decode()
    client.force_login(other)
    assert '<html lang="en" data-numbers="de-CH">' in client.get(page()).content.decode()
    item = find("branding").export()[0]
    assert (item["language"], item["notation"]) == ("fr", "de-CH")
    for wrong in ({"language": "xx"}, {"notation": "xx"}):
        with pytest.raises(DomainError) as refused:
            set_branding(wrong, actor=keeper)
        assert refused.value.field == next(iter(wrong))


def test_two_readers_of_one_list_in_turn_each_see_their_own_numbers(client):
    firm = make_firm()
    lead, other = make_person("attorney", name="Lead"), make_person("general_counsel", name="Other")
    matter = make_matter(firms=(firm,), lead=lead)
    make_invoice(firm, matter, 1234, 500, state="approved")
    choose_notation(lead, "de-DE", actor=lead)
    for person, shown in ((lead, "1.734,00"), (other, "1,734.00"), (lead, "1.734,00")):
        client.force_login(person)
        assert shown in client.get("/invoices/").content.decode()
    file = b"".join(client.get("/invoices/?export=csv").streaming_content).decode()
    assert "1734" in file
    assert "1.734" not in file


def test_notices_and_letters_are_in_each_readers_own_words():
    firm = make_firm()
    anna, bob = make_biller(firm), make_biller(firm)
    choose_language(anna, "de", actor=anna)
    bill = make_invoice(firm, make_matter(firms=(firm,)), 1000, state="approved")
    with transaction.atomic():
        tell_firm_of_decision(bill, 1, actor=make_person("ebilling_specialist"))
    told = {
        each.recipient: each.title for each in Notification.objects.filter(kind="billing.invoice_decided")
    }
    assert told[anna] == f"Rechnung {bill.number} wurde freigegeben"
    assert told[bob] == f"Invoice {bill.number} was approved"
    deliver_due()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert "Wählen, was Ihnen mitgeteilt wird:" in letters[anna.email].body
    assert "Choose what you are told:" in letters[bob.email].body
    assert '<html lang="de">' in letters[anna.email].alternatives[0][0]


def test_the_api_sets_the_same_and_stays_in_one_language(client, ada):
    client.force_login(ada)
    hours = "/api/v1/notifications/schedule/"
    chosen = client.patch(hours, {"language": "fr", "notation": "fr-FR"}, JSON).json()
    assert (chosen["language"], chosen["notation"]) == ("fr", "fr-FR")
    assert '<html lang="fr"' in client.get(page()).content.decode()
    refused = client.patch(hours, {"notation": "xx", "quiet_weekends": True}, JSON)
    assert (refused.status_code, refused.json()["field"]) == (422, "notation")
    assert "no way to write numbers" in refused.content.decode()
    assert client.get(hours).json()["quiet_weekends"] is False


def test_a_box_takes_the_readers_notation_and_says_how_to_write_what_could_be_two(client):
    lead = make_person("attorney", name="Lead")
    matter = make_matter(lead=lead)
    choose_notation(lead, "de-DE", actor=lead)
    client.force_login(lead)
    address = reverse("matters:budget", args=[matter.number])
    refused = client.post(address, {"amount": "1.234", "expected_version": "0"})
    assert refused.status_code == 422
    assert "This can be 1.234 or 1,234. Write it as 1234 or as 1,2340." in refused.content.decode()
    assert 'value="1.234"' in refused.content.decode()
    client.post(address, {"amount": "120.000,50", "expected_version": "0"})
    assert matter.budgets.get().amount == Decimal("120000.50")
    assert 'value="120000,50"' in client.get(address).content.decode()


def test_before_sign_in_the_browser_says_the_language(client):
    answer = client.get("/accounts/login/", headers={"accept-language": "fr-CH, en;q=0.5"})
    assert '<html lang="fr"' in answer.content.decode()
    assert "Se connecter" in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]
