"""State lives in the address: filters, sort, columns, cursor. One place changes it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

CURSOR = "cursor"
# The saved view that a list was opened with.
VIEW = "view"
# Names of filters that a saved view has and its list no longer.
GONE = "gone"


def with_query(request: HttpRequest, **changes: Any) -> str:
    """The request's path with parameters changed; None removes, a list repeats.

    Any change but of the cursor itself starts again at the first page, since the rows are other ones.
    """
    params = dict(request.GET.lists())
    if CURSOR not in changes:
        params.pop(CURSOR, None)
    for name, value in changes.items():
        _change(params, name, value)
    encoded = encode(params)
    return f"{request.path}?{encoded}" if encoded else request.path


def encode(params: Mapping[str, Sequence[str]]) -> str:
    """Parameters as they stand in an address."""
    return urlencode([(name, value) for name, values in params.items() for value in values])


def _change(params: dict[str, Sequence[str]], name: str, value: Any) -> None:
    if value is None or value == "":
        params.pop(name, None)
    elif isinstance(value, list | tuple):
        params[name] = [str(part) for part in value]
    else:
        params[name] = [str(value)]
