"""PATCH operations (RFC 7644 §3.5.2) as Entra ID and Okta send them, made plain."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from legalops.scim.errors import ScimError

# members[value eq "7"], emails[type eq "work"].value
_PATH = re.compile(
    r'^(?P<name>[\w.:]+)(?:\[(?P<by>\w+)\s+eq\s+"(?P<value>[^"]*)"\])?(?:\.(?P<sub>\w+))?$', re.I
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: add, replace or remove; which attribute, in lower case; the value; which of its values."""

    op: str
    attribute: str
    value: Any = None
    only: str = ""


def changes_of(body: Mapping[str, Any]) -> list[Change]:
    """All changes in order. Raises ScimError naming what is not understood."""
    operations = body.get("Operations")
    if not isinstance(operations, list) or not operations:
        raise ScimError(400, "Operations is missing.", "invalidSyntax")
    return [change for operation in operations for change in _of(operation)]


def truth(value: Any) -> bool:
    """A boolean, also written as text. Raises ScimError otherwise."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise ScimError(400, f"{value!r} is neither true nor false.", "invalidValue")


def _of(operation: Any) -> Iterator[Change]:
    op = str(operation.get("op", "")).lower() if isinstance(operation, Mapping) else ""
    if op not in ("add", "replace", "remove"):
        raise ScimError(400, "op is one of add, replace, remove.", "invalidSyntax")
    path, value = operation.get("path"), operation.get("value")
    if path:
        yield _at(op, str(path), value)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _nested(op, str(name), one)
    else:
        raise ScimError(400, "Without a path, value has to be an object.", "noTarget")


def _nested(op: str, name: str, value: Any) -> Iterator[Change]:
    if isinstance(value, Mapping):
        for sub, one in value.items():
            yield _at(op, f"{name}.{sub}", one)
    else:
        yield _at(op, name, value)


def _at(op: str, path: str, value: Any) -> Change:
    match = _PATH.match(path.strip())
    if match is None:
        raise ScimError(400, f"The path {path!r} is not supported.", "invalidPath")
    name = match["name"].rpartition(":")[2]
    full = f"{name}.{match['sub']}" if match["sub"] else name
    return Change(op, full.lower(), value, match["value"] or "")
