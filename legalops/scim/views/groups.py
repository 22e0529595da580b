"""/Groups: teams that a directory keeps."""

from django.db.models import QuerySet
from django.http import HttpRequest

from legalops.accounts.models import Team
from legalops.scim.errors import ScimError
from legalops.scim.filters import parse_filter
from legalops.scim.patches import changes_of
from legalops.scim.resources import group_resource, list_response
from legalops.scim.services.groups import create_group, delete_group, patch_group, replace_group
from legalops.scim.views.door import Answer, base_of, body_of, check_version, endpoint, page_of

_LOOKUPS = {"displayname": "name", "externalid": "scim__external_id", "id": "pk", "members.value": "members"}
_NUMBERS = frozenset({"id", "members.value"})


@endpoint
def groups(request: HttpRequest) -> Answer:
    """List and create."""
    if request.method == "POST":
        return 201, _shown(create_group(body_of(request)), request)
    if request.method != "GET":
        raise ScimError(405, "Groups are listed by GET and created by POST.")
    start, count = page_of(request)
    rows = _filtered(request.GET.get("filter", ""))
    page, base = rows[start - 1 : start - 1 + count], base_of(request)
    wanted = "members" not in request.GET.get("excludedAttributes", "")
    shown = [group_resource(one, base, members=wanted) for one in page]
    return 200, list_response(shown, total=rows.count(), start=start)


@endpoint
def group(request: HttpRequest, group_id: str) -> Answer:
    """Read, replace, patch and delete one."""
    found = _rows().filter(pk=group_id).first() if group_id.isdecimal() and len(group_id) < 18 else None
    if found is None:
        raise ScimError(404, f"There is no group {group_id}.")
    if request.method == "GET":
        wanted = "members" not in request.GET.get("excludedAttributes", "")
        return 200, group_resource(found, base_of(request), members=wanted)
    check_version(request, group_resource(found, base_of(request)))
    if request.method == "PUT":
        return 200, _shown(replace_group(found, body_of(request)), request)
    if request.method == "PATCH":
        return 200, _shown(patch_group(found, changes_of(body_of(request))), request)
    if request.method == "DELETE":
        delete_group(found)
        return 204, None
    raise ScimError(405, "A group is read, replaced, patched or deleted.")


def _rows() -> QuerySet[Team]:
    """Teams that a directory keeps; the department's own teams are not its to see or empty."""
    teams = Team.objects.filter(scim__isnull=False).select_related("scim")
    return teams.prefetch_related("members").order_by("pk")


def _filtered(text: str) -> QuerySet[Team]:
    rows = _rows()
    for attribute, value in parse_filter(text) if text else []:
        if attribute not in _LOOKUPS or (attribute in _NUMBERS and not value.isdecimal()):
            raise ScimError(400, f"Groups cannot be filtered by {attribute}.", "invalidFilter")
        rows = rows.filter(**{_LOOKUPS[attribute]: value})
    return rows


def _shown(team: Team, request: HttpRequest) -> dict:
    return group_resource(_rows().get(pk=team.pk), base_of(request))
