"""/Users."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from legalops.accounts.models import User
from legalops.api.querysets import SERVICE_DOMAIN
from legalops.scim.errors import ScimError
from legalops.scim.filters import parse_filter
from legalops.scim.patches import changes_of
from legalops.scim.resources import list_response, user_resource
from legalops.scim.services.users import create_user, delete_user, patch_user, replace_user
from legalops.scim.views.door import Answer, base_of, body_of, check_version, endpoint, page_of

_LOOKUPS = {
    "username": "email__iexact",
    "emails.value": "email__iexact",
    "externalid": "scim__external_id",
    "id": "pk",
    "displayname": "full_name__iexact",
}


@endpoint
def users(request: HttpRequest) -> Answer:
    """List and create."""
    if request.method == "POST":
        return 201, _shown(create_user(body_of(request)), request)
    if request.method != "GET":
        raise ScimError(405, "Users are listed by GET and created by POST.")
    start, count = page_of(request)
    rows = _filtered(request.GET.get("filter", ""))
    page = rows[start - 1 : start - 1 + count]
    base = base_of(request)
    return 200, list_response([user_resource(one, base) for one in page], total=rows.count(), start=start)


@endpoint
def user(request: HttpRequest, user_id: str) -> Answer:
    """Read, replace, patch and delete one."""
    found = _rows().filter(pk=user_id).first() if user_id.isdecimal() and len(user_id) < 18 else None
    if found is None:
        raise ScimError(404, f"There is no user {user_id}.")
    if request.method == "GET":
        return 200, user_resource(found, base_of(request))
    check_version(request, user_resource(found, base_of(request)))
    if request.method == "PUT":
        return 200, _shown(replace_user(found, body_of(request)), request)
    if request.method == "PATCH":
        return 200, _shown(patch_user(found, changes_of(body_of(request))), request)
    if request.method == "DELETE":
        delete_user(found)
        return 204, None
    raise ScimError(405, "A user is read, replaced, patched or deleted.")


def _rows() -> QuerySet[User]:
    """People of the department: those of firms and accounts of services are not a directory's to manage."""
    staff = User.objects.filter(is_system=False, firm_membership__isnull=True)
    people = staff.exclude(email__endswith=SERVICE_DOMAIN).filter(
        Q(scim__isnull=True) | Q(scim__deleted_at__isnull=True)
    )
    return people.select_related("scim").prefetch_related("teams").order_by("pk")


def _filtered(text: str) -> QuerySet[User]:
    rows = _rows()
    for attribute, value in parse_filter(text) if text else []:
        if attribute == "active":
            rows = rows.filter(is_active=value.lower() == "true")
        elif attribute not in _LOOKUPS or (attribute == "id" and not value.isdecimal()):
            raise ScimError(400, f"Users cannot be filtered by {attribute}.", "invalidFilter")
        else:
            rows = rows.filter(**{_LOOKUPS[attribute]: value})
    return rows


def _shown(person: User, request: HttpRequest) -> dict:
    return user_resource(User.objects.select_related("scim").get(pk=person.pk), base_of(request))
