"""Roles and teams by the claims of a provider: given at sign-in with the reason, taken when a claim goes."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.governance.services.roles import set_access
from legalops.signin.claims import holding, values_of
from legalops.signin.models import ClaimGrant, ClaimRule
from legalops.signin.services.claims import apply_claims
from tests.factories import make_biller, make_firm, make_person, make_team
from tests.signin.test_single_sign_on import DOMAIN, claims, come_in, idp, set_up  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def okta(idp):  # noqa: F811
    """A provider whose group legal is attorneys, and whose group disputes is a team."""
    made = set_up(idp)
    rule(made, "Legal", role="attorney")
    ClaimRule.objects.create(provider=made, value="disputes", team=make_team(name="Disputes"))
    return made


def rule(provider, value, *, role, claim="groups"):
    found = Role.objects.get(code=role)
    return ClaimRule.objects.create(provider=provider, claim=claim, value=value, role=found)


def roles(person):
    return set(person.role_assignments.values_list("role__code", flat=True))


def teams(person):
    return set(person.teams.values_list("name", flat=True))


def test_the_whole_way_through_the_provider(idp, okta):  # noqa: F811
    person = make_person("requester", email=f"olive@{DOMAIN}")
    idp.claims = claims(person.email) | {"groups": ["legal", "disputes", "other"]}
    client = Client()
    assert come_in(client)["Location"] == "/"
    assert (roles(person), teams(person)) == ({"requester", "attorney"}, {"Disputes"})
    event = AuditEvent.objects.get(action="signin.claims.applied")
    assert "role Attorney, because groups at Okta names legal" in event.after["given"]
    assert event.subject_id == person.pk
    come_in(Client())
    assert AuditEvent.objects.filter(action="signin.claims.applied").count() == 1
    idp.claims = claims(person.email)
    come_in(Client())
    assert (roles(person), teams(person)) == ({"requester"}, set())
    assert len(AuditEvent.objects.filter(action="signin.claims.applied").latest("pk").before["taken"]) == 2


def test_what_was_given_by_hand_is_never_taken(okta):
    person = make_person("attorney")
    apply_claims(person, okta, {"groups": ["legal"]})
    assert not ClaimGrant.objects.exists()
    apply_claims(person, okta, {"groups": []})
    assert roles(person) == {"attorney"}


def test_a_rule_that_is_gone_takes_with_it_what_it_gave(okta):
    person = make_person("requester")
    apply_claims(person, okta, {"groups": "legal"})
    assert roles(person) == {"requester", "attorney"}
    okta.claim_rules.all().delete()
    apply_claims(person, okta, {"groups": "legal"})
    assert roles(person) == {"requester"}


def test_a_role_taken_by_hand_comes_back_with_the_next_sign_in(okta):
    person, admin = make_person("requester"), make_person("administrator")
    apply_claims(person, okta, {"groups": ["legal"]})
    set_access(person, roles=[Role.objects.get(code="requester")], teams=[], actor=admin)
    assert roles(person) == {"requester"}
    apply_claims(person, okta, {"groups": ["legal"]})
    assert roles(person) == {"requester", "attorney"}
    assert ClaimGrant.objects.count() == 1


def test_claims_too_many_to_be_sent_change_nothing(okta):
    person = make_person("requester")
    apply_claims(person, okta, {"groups": ["legal"]})
    apply_claims(person, okta, {"_claim_names": {"groups": "src1"}, "_claim_sources": {}})
    assert "attorney" in roles(person)


def test_what_the_product_refuses_stays_undone_and_the_person_comes_in(okta):
    biller = make_biller(make_firm())
    before = roles(biller)
    apply_claims(biller, okta, {"groups": ["legal"]})
    assert roles(biller) == before
    assert not ClaimGrant.objects.exists()
    rule(okta, "admins", role="administrator")
    only = make_person("requester")
    apply_claims(only, okta, {"groups": ["admins"]})
    apply_claims(only, okta, {"groups": []})
    assert "administrator" in roles(only), "nobody could configure the product any more"


def test_the_console_keeps_rules_and_tries_claims_without_giving_anything(okta):
    admin = make_person("administrator", is_staff=True)
    client = Client()
    client.force_login(admin)
    page = reverse("admin:signin_identityprovider_claims", args=[okta.pk])
    assert (
        page in client.get(reverse("admin:signin_identityprovider_change", args=[okta.pk])).content.decode()
    )
    told = json.dumps({"groups": ["LEGAL"]})
    body = client.post(page, {"claims": told}).content.decode()
    assert "These claims would give: role Attorney." in body
    assert "groups holds only LEGAL" in body
    assert not ClaimGrant.objects.exists()
    refused = client.post(page, {"claims": "groups: legal"})
    assert refused.status_code == 422
    assert "This is no JSON" in refused.content.decode()
    assert "groups: legal" in refused.content.decode()
    other = Client()
    other.force_login(make_person("legal_ops_manager"))
    assert other.get(page).status_code in (302, 403)


def test_the_page_of_a_person_tells_what_came_by_claims(client, okta):
    person = make_person("requester")
    apply_claims(person, okta, {"groups": ["legal"]})
    client.force_login(make_person("administrator"))
    body = client.get(reverse("governance:person", args=[person.pk])).content.decode()
    assert "role Attorney, because groups at Okta names legal" in body


def test_names_of_claims():
    assert values_of({"realm_access": {"roles": ["a", "b"]}}, "realm_access.roles") == ["a", "b"]
    long_name = "http://schemas.example/claims/groups"
    assert values_of({long_name: ["x"]}, long_name) == ["x"]
    assert values_of({"groups": {"a": 1}}, "groups") == []
    assert values_of({}, "groups.of.nobody") == []


ATOMS = st.sampled_from([None, True, 1, "1", "x", ""])
LEVEL = st.one_of(ATOMS, st.lists(ATOMS, max_size=2), st.fixed_dictionaries({"b": ATOMS}))
CLAIMS = st.dictionaries(st.sampled_from(["groups", "a", "a.b"]), LEVEL, max_size=3)


@given(CLAIMS)
def test_no_claims_break_it(told):
    rules = [ClaimRule(claim=claim, value="1") for claim in ("groups", "a.b", "")]
    for one in holding(rules, told):
        assert one.said.casefold() == "1"


def test_a_superuser_is_no_special_case(okta):
    person = User.objects.create_superuser("root@example.com", full_name="Root")
    apply_claims(person, okta, {"groups": ["legal"]})
    assert roles(person) == {"attorney"}
