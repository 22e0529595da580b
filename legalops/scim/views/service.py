"""The documents that describe the service."""

from django.http import HttpRequest

from legalops.scim.errors import ScimError
from legalops.scim.resources import list_response, resource_types, schemas, service_config
from legalops.scim.views.door import Answer, base_of, endpoint


@endpoint
def config(request: HttpRequest) -> Answer:
    """What is supported."""
    return 200, service_config(base_of(request))


@endpoint
def types(request: HttpRequest, name: str = "") -> Answer:
    """Users and Groups."""
    return _one_or_all(resource_types(base_of(request)), name)


@endpoint
def schema(request: HttpRequest, name: str = "") -> Answer:
    """The attributes that are kept."""
    return _one_or_all(schemas(base_of(request)), name)


def _one_or_all(resources: list[dict], name: str) -> Answer:
    if not name:
        return 200, list_response(resources, total=len(resources), start=1)
    for one in resources:
        if one["id"] == name:
            return 200, one
    raise ScimError(404, f"There is no {name}.")
