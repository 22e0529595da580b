"""The part of SCIM's filter language that directories send: attribute eq "value", joined by and."""

import re

from legalops.scim.errors import ScimError

_ONE = re.compile(r'\s*([A-Za-z][\w.:$-]*)\s+eq\s+(?:"((?:[^"\\]|\\.)*)"|(true|false))\s*', re.IGNORECASE)


def parse_filter(text: str) -> list[tuple[str, str]]:
    """Pairs of attribute (lower case) and value. Raises ScimError (invalidFilter) for anything else."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _ONE.match(text, at)
        if match is None:
            break
        value = match[2] if match[2] is not None else match[3]
        found.append((match[1].lower(), re.sub(r"\\(.)", r"\1", value)))
        at = match.end()
        if at == len(text):
            return found
        joined = re.compile(r"and\s+", re.IGNORECASE).match(text, at)
        if joined is None:
            break
        at = joined.end()
    raise ScimError(400, 'Only filters like userName eq "x", joined by and, are supported.', "invalidFilter")
