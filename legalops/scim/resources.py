"""People and teams as SCIM resources, and the fixed documents that describe the service (RFC 7643)."""

import hashlib
import json
from typing import Any, Final

from legalops.accounts.models import Team, User

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP: Final = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR: Final = "urn:ietf:params:scim:api:messages:2.0:Error"
_CORE = "urn:ietf:params:scim:schemas:core:2.0:"


def user_resource(person: User, base: str) -> dict[str, Any]:
    """A person; `base` is the address of the service. Teams are read as groups."""
    first, _space, last = person.full_name.partition(" ")
    scim = getattr(person, "scim", None)
    body = {
        "schemas": [USER],
        "id": str(person.pk),
        "userName": person.email,
        "name": {"formatted": person.full_name, "givenName": first, "familyName": last},
        "displayName": person.full_name,
        "title": person.job_title,
        "emails": [{"value": person.email, "type": "work", "primary": True}],
        "active": person.is_active,
        "groups": [
            {"value": str(team.pk), "display": team.name, "$ref": f"{base}/Groups/{team.pk}"}
            for team in person.teams.all()
        ],
    }
    if scim and scim.external_id:
        body["externalId"] = scim.external_id
    return _with_meta(body, "User", f"{base}/Users/{person.pk}")


def group_resource(team: Team, base: str, *, members: bool = True) -> dict[str, Any]:
    """A team; `members` is false where the directory asked to leave them out."""
    body: dict[str, Any] = {"schemas": [GROUP], "id": str(team.pk), "displayName": team.name}
    if members:
        body["members"] = [
            {"value": str(one.pk), "display": one.full_name, "$ref": f"{base}/Users/{one.pk}"}
            for one in team.members.all()
        ]
    scim = getattr(team, "scim", None)
    if scim and scim.external_id:
        body["externalId"] = scim.external_id
    return _with_meta(body, "Group", f"{base}/Groups/{team.pk}")


def list_response(resources: list[dict[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    """A page of resources, counted from 1."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def service_config(base: str) -> dict[str, Any]:
    """What this service supports."""
    no = {"supported": False}
    return {
        "schemas": [f"{_CORE}ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": 200},
        "changePassword": no,
        "sort": no,
        "etag": {"supported": True},
        "authenticationSchemes": [
            {"type": "oauthbearertoken", "name": "Bearer token", "description": "Issued in the console"}
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def resource_types(base: str) -> list[dict[str, Any]]:
    """Users and Groups."""
    return [
        {
            "schemas": [f"{_CORE}ResourceType"],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "schema": schema,
            "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/{name}"},
        }
        for name, schema in (("User", USER), ("Group", GROUP))
    ]


def schemas(base: str) -> list[dict[str, Any]]:
    """The attributes that are kept."""
    return [
        _schema(base, USER, "User", ("userName", "displayName", "title", "externalId"), ("active",)),
        _schema(base, GROUP, "Group", ("displayName", "externalId"), ()),
    ]


def _schema(base: str, urn: str, name: str, texts: tuple[str, ...], flags: tuple[str, ...]) -> dict[str, Any]:
    kinds = [(one, "string") for one in texts] + [(one, "boolean") for one in flags]
    return {
        "schemas": [f"{_CORE}Schema"],
        "id": urn,
        "name": name,
        "attributes": [
            {
                "name": one,
                "type": kind,
                "multiValued": False,
                "required": one == texts[0],
                "mutability": "readWrite",
                "returned": "default",
                "uniqueness": "server" if one == "userName" else "none",
                "caseExact": one == "externalId",
            }
            for one, kind in kinds
        ],
        "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{urn}"},
    }


def _with_meta(body: dict[str, Any], kind: str, location: str) -> dict[str, Any]:
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:20]
    version = f'W/"{digest}"'
    return body | {"meta": {"resourceType": kind, "location": location, "version": version}}
