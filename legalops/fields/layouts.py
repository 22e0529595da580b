"""How the custom fields of a record stand together on its page and in its forms. Pure.

A layout arranges what a person may see anyway. It never shows more, and what it does not name stays where its
definition puts it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from legalops.fields.definitions import Definition

MOST_SECTIONS: Final = 30
MOST_TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its title, the codes of its fields in order, whether it begins closed, and the roles it is
    shown to; none means everyone.
    """

    title: str
    fields: tuple[str, ...] = ()
    collapsed: bool = False
    roles: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """As it is stored and travels."""
        return {
            "title": self.title,
            "collapsed": self.collapsed,
            "roles": sorted(self.roles),
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True)
class Arranged:
    """A section with the fields that there are for it."""

    title: str
    definitions: tuple[Definition, ...]
    collapsed: bool = False


Layout = tuple[Part, ...]


def read(content: Iterable[Mapping[str, Any]]) -> Layout:
    """A stored layout."""
    return tuple(
        Part(
            each["title"],
            tuple(each["fields"]),
            bool(each.get("collapsed")),
            frozenset(each.get("roles", ())),
        )
        for each in content
    )


def completed(layout: Layout, definitions: Sequence[Definition]) -> Layout:
    """The layout without fields that are gone, and with those it does not name in the section of their
    definition; such a section stands at the end where there is none of its title.
    """
    there = {each.code for each in definitions}
    named = {code for part in layout for code in part.fields}
    parts = {part.title: [code for code in part.fields if code in there] for part in layout}
    for each in definitions:
        if each.code not in named:
            parts.setdefault(each.section, []).append(each.code)
    known = {part.title: part for part in layout}
    return tuple(
        Part(title, tuple(codes), known[title].collapsed, known[title].roles)
        if title in known
        else Part(title, tuple(codes))
        for title, codes in parts.items()
    )


def arranged(
    layout: Layout, definitions: Sequence[Definition], roles: Collection[str] | None
) -> list[Arranged]:
    """These fields by section, in order, for somebody with these roles (None for every section); sections
    without a field are left out.
    """
    by_code = {each.code: each for each in definitions}
    found = []
    for part in completed(layout, definitions):
        if part.fields and (not part.roles or roles is None or not part.roles.isdisjoint(roles)):
            found.append(Arranged(part.title, tuple(by_code[code] for code in part.fields), part.collapsed))
    return found
