"""People provisioned by a directory."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.governance.services.leaving import deactivate, reactivate
from legalops.kernel import clock
from legalops.scim.errors import ScimError
from legalops.scim.models import ScimUser
from legalops.scim.patches import Change, truth

_FIELDS = {
    "username": "email",
    "displayname": "full_name",
    "name.formatted": "full_name",
    "title": "job_title",
}


@transaction.atomic
def create_user(body: Mapping[str, Any]) -> User:
    """A person without password. Raises ScimError 409 for an address that is taken, 400 without one."""
    email = _address(body.get("userName"))
    if User.objects.filter(email__iexact=email).exists():
        raise ScimError(409, "There is a person with this userName.", "uniqueness")
    person = User.objects.create_user(email, full_name=name_of(body) or email, job_title=_title(body))
    ScimUser.objects.create(user=person, external_id=_external(body))
    record(person, "scim.person.provisioned", actor=actor(), after={"email": email})
    if not truth(body.get("active", True)):
        deactivate(person, actor=actor())
    return person


@transaction.atomic
def replace_user(person: User, body: Mapping[str, Any]) -> User:
    """PUT: name, address, title, state as the body says."""
    current = _locked(person)
    values = {"email": _address(body.get("userName")), "full_name": name_of(body), "job_title": _title(body)}
    _store(current, values, _external(body))
    _switch(current, truth(body.get("active", True)))
    return current


@transaction.atomic
def patch_user(person: User, changes: list[Change]) -> User:
    """PATCH: unknown attributes are passed over, as the standard lets a server do."""
    current = _locked(person)
    values: dict[str, str] = {}
    given: dict[str, str] = {}
    external, active = None, None
    for change in changes:
        text = "" if change.op == "remove" or change.value is None else change.value
        if change.attribute == "active":
            active = truth(change.value)
        elif change.attribute == "externalid":
            external = str(text)
        elif change.attribute in ("name.givenname", "name.familyname"):
            given[change.attribute] = str(text)
        elif change.attribute in _FIELDS:
            values[_FIELDS[change.attribute]] = str(text)
    if given and "full_name" not in values:
        values["full_name"] = _renamed(current, given)
    if "email" in values:
        values["email"] = _address(values["email"])
    _store(current, values, external)
    if active is not None:
        _switch(current, active)
    return current


@transaction.atomic
def delete_user(person: User) -> None:
    """The directory forgets the person: inactive here, gone for it; the record stays."""
    current = _locked(person)
    deactivate(current, actor=actor())
    ScimUser.objects.update_or_create(user=current, defaults={"deleted_at": clock.now()})


def actor() -> User:
    """Under whose name provisioning is recorded."""
    return system_actor("scim")


def name_of(body: Mapping[str, Any]) -> str:
    """The full name, from whichever attribute the directory fills."""
    name = body.get("name") or {}
    parts = [name.get("givenName"), name.get("familyName")]
    said = body.get("displayName") or name.get("formatted") or " ".join(str(part) for part in parts if part)
    return str(said)[:150]


def _store(person: User, values: Mapping[str, str], external: str | None) -> None:
    changed = {name: value for name, value in values.items() if getattr(person, name) != value and value}
    if (
        "email" in changed
        and User.objects.exclude(pk=person.pk).filter(email__iexact=changed["email"]).exists()
    ):
        raise ScimError(409, "There is a person with this userName.", "uniqueness")
    before = {name: getattr(person, name) for name in changed}
    if changed:
        for name, value in changed.items():
            setattr(person, name, value)
        person.save(update_fields=list(changed))
        record(person, "scim.person.changed", actor=actor(), before=before, after=changed)
    defaults = {"deleted_at": None} | ({} if external is None else {"external_id": external})
    ScimUser.objects.update_or_create(user=person, defaults=defaults)


def _switch(person: User, active: bool) -> None:
    (reactivate if active else deactivate)(person, actor=actor())


def _renamed(person: User, given: Mapping[str, str]) -> str:
    first, _space, last = person.full_name.partition(" ")
    return f"{given.get('name.givenname', first)} {given.get('name.familyname', last)}".strip()


def _locked(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _address(value: Any) -> str:
    email = str(value or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ScimError(400, "userName has to be an e-mail address.", "invalidValue")
    return email


def _title(body: Mapping[str, Any]) -> str:
    return str(body.get("title") or "")[:100]


def _external(body: Mapping[str, Any]) -> str:
    return str(body.get("externalId") or "")[:255]
