"""Texts with placeholders: `{name}` and nothing else, so that a template can do nothing but name a value."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def named(template: str) -> list[str]:
    """The placeholders of a text, in order."""
    return _PLACEHOLDER.findall(template)


def faults(template: str, known: Iterable[str]) -> str:
    """A sentence naming every placeholder there is none of, and those there are; empty when all is well."""
    offered = list(known)
    unknown = [name for name in dict.fromkeys(named(template)) if name not in offered]
    if not unknown:
        return ""
    return _("There is no placeholder %(unknown)s. You can use %(known)s.") % {
        "unknown": ", ".join(f"{{{name}}}" for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in offered),
    }


def filled(template: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; one without a value stays as it was typed."""
    return _PLACEHOLDER.sub(lambda found: values.get(found.group(1), found.group(0)), template)
