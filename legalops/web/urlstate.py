"""State lives in the address: filters, sort, columns, cursor. One place changes it."""

from typing import Any

from django.http import HttpRequest, QueryDict

CURSOR = "cursor"


def with_query(request: HttpRequest, **changes: Any) -> str:
    """The request's path with parameters changed; None removes, a list repeats.

    Any change but of the cursor itself starts again at the first page, since the rows are other ones.
    """
    params = request.GET.copy()
    if CURSOR not in changes:
        params.pop(CURSOR, None)
    for name, value in changes.items():
        _change(params, name, value)
    encoded = params.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


def _change(params: QueryDict, name: str, value: Any) -> None:
    if value is None or value == "":
        params.pop(name, None)
    elif isinstance(value, list | tuple):
        params.setlist(name, [str(part) for part in value])
    else:
        params[name] = str(value)
