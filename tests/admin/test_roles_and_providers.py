"""Roles of the department's own, and identity providers, as an administrator sets them up."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from legalops.access.models import Role
from legalops.audit.models import AuditEvent
from legalops.scim.models import ScimToken
from legalops.signin.models import IdentityProvider
from tests.factories import make_person

pytestmark = pytest.mark.django_db
SECRET = "a secret of the client"


@pytest.fixture
def console(signed_in):
    return signed_in(make_person("administrator", is_staff=True, name="Ada Administrator"))


def page_of(role: Role) -> str:
    return reverse("admin:access_role_change", args=[role.pk])


def test_a_role_starts_from_another_and_is_deleted_while_nobody_has_it(console):
    attorney = Role.objects.get(code="attorney")
    data = {
        "code": "counsel",
        "name": "Senior counsel",
        "copy_from": attorney.pk,
        "capabilities": ["audit.view"],
    }
    console.post(reverse("admin:access_role_add"), data)
    role = Role.objects.get(code="counsel")
    assert set(role.capabilities) == {*attorney.capabilities, "audit.view"}
    person = make_person("counsel")
    delete = reverse("admin:access_role_delete", args=[role.pk])
    assert console.post(delete, {"post": "yes"}).status_code == 403
    person.role_assignments.all().delete()
    console.post(delete, {"post": "yes"})
    assert not Role.objects.filter(code="counsel").exists()
    assert (
        console.post(reverse("admin:access_role_delete", args=[attorney.pk]), {"post": "yes"}).status_code
        == 403
    )


def test_a_change_for_people_is_looked_at_again_in_words(console):
    make_person("auditor", name="Vera Auditor")
    role = Role.objects.get(code="auditor")
    data = {
        "name": role.name,
        "capabilities": [c for c in role.capabilities if c != "audit.view"] + ["configure"],
    }
    body = console.post(page_of(role), data).content.decode()
    for words in ("Vera Auditor", "they can from now on: Configure", "they can no longer: Read the ledger"):
        assert words in body
    role.refresh_from_db()
    assert "configure" not in role.capabilities
    console.post(page_of(role), data | {"confirmed": "on"})
    role.refresh_from_db()
    assert "configure" in role.capabilities


def test_the_last_role_that_configures_keeps_configuring(console):
    role = Role.objects.get(code="administrator")
    data = {"name": role.name, "capabilities": ["people.manage"], "confirmed": "on"}
    assert "Nobody else could configure" in console.post(page_of(role), data).content.decode()
    role.refresh_from_db()
    assert "configure" in role.capabilities


def provider_form(**changes) -> dict[str, str]:
    return {
        "name": "Okta",
        "protocol": "openid_connect",
        "slug": "okta",
        "server_url": "https://harborview.okta.example",
        "client_id": "0oa1",
        "secret": SECRET,
        "is_active": "on",
        "domains-TOTAL_FORMS": "1",
        "domains-INITIAL_FORMS": "0",
        "domains-0-domain": "harborview.example",
        "domains-0-is_enforced": "on",
        "claim_rules-TOTAL_FORMS": "0",
        "claim_rules-INITIAL_FORMS": "0",
        **changes,
    }


def test_a_provider_is_set_up_and_its_secret_never_shown(console):
    console.post(reverse("admin:signin_identityprovider_add"), provider_form())
    provider = IdentityProvider.objects.get()
    assert (provider.app.secret, provider.app.provider_id) == (SECRET, "okta")
    assert [(d.domain, d.is_enforced) for d in provider.domains.all()] == [("harborview.example", True)]
    change = reverse("admin:signin_identityprovider_change", args=[provider.pk])
    assert SECRET not in console.get(change).content.decode()
    domain = provider.domains.get()
    kept = {
        "secret": "",
        "name": "Okta for all",
        "domains-INITIAL_FORMS": "1",
        "domains-0-id": str(domain.pk),
    }
    console.post(change, provider_form(**kept, **{"domains-0-provider": str(provider.pk)}))
    provider.app.refresh_from_db()
    assert (provider.app.name, provider.app.secret) == ("Okta for all", SECRET)
    events = AuditEvent.objects.filter(subject_type="signin.identityprovider")
    assert events.count() >= 3
    assert SECRET not in str(list(events.values("before", "after")))


@pytest.mark.parametrize("missing", ["server_url", "client_id", "secret"])
def test_what_the_protocol_needs_is_asked_for(console, missing):
    console.post(reverse("admin:signin_identityprovider_add"), provider_form(**{missing: ""}))
    assert not IdentityProvider.objects.exists()


def test_a_directory_token_is_shown_once(console):
    data = {"name": "Entra", "may_write": "on", "expires_at_0": "2030-01-01", "expires_at_1": "00:00:00"}
    answer = console.post(reverse("admin:scim_scimtoken_add"), data)
    (said, *_rest) = [str(one) for one in get_messages(answer.wsgi_request)]
    secret = said.rpartition(" ")[2]
    assert secret.startswith("scim_")
    token = ScimToken.objects.get()
    assert secret not in str(token.__dict__)
    shown = [console.get(reverse("admin:scim_scimtoken_changelist")).content.decode() for _ in range(2)]
    assert [secret in body for body in shown] == [True, False]


def test_rules_for_claims_are_kept_with_the_provider_and_recorded(console):
    rule = {
        "claim_rules-TOTAL_FORMS": "1",
        "claim_rules-0-claim": "groups",
        "claim_rules-0-value": "legal",
        "claim_rules-0-role": str(Role.objects.get(code="attorney").pk),
    }
    console.post(reverse("admin:signin_identityprovider_add"), provider_form(**rule))
    (kept,) = IdentityProvider.objects.get().claim_rules.all()
    assert str(kept) == "groups = legal: role Attorney"
    events = AuditEvent.objects.filter(action="console.record.changed", after__has_key="claims")
    assert [event.after["claims"] for event in events] == [["groups = legal: role Attorney"]]
    refused = console.post(
        reverse("admin:signin_identityprovider_add"),
        provider_form(slug="other", **{**rule, "claim_rules-0-role": ""}),
    )
    assert "Choose a role or a team, one of the two." in refused.content.decode()
