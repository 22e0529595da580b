"""The access review: who may do what, person by person, role by role, capability by capability."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.catalogue import meanings
from legalops.access.models import AuthorityLimit, RoleAssignment
from legalops.accounts.models import Team, User
from legalops.governance.selectors.people import people_rows
from legalops.governance.tables import STATES
from legalops.kernel import clock
from legalops.web.exports import Sheet


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column that an app above adds: `values(people, viewer)` by the person's key, no more than the viewer
    may know.
    """

    label: Any
    values: Callable[[Sequence[int], User], Mapping[int, str]]


_more: list[ReviewColumn] = []
_HEAD = (
    gettext_lazy("Person"),
    gettext_lazy("E-mail address"),
    gettext_lazy("State"),
    gettext_lazy("Teams"),
    gettext_lazy("Role"),
    gettext_lazy("Capability"),
    gettext_lazy("What it allows"),
    gettext_lazy("Last sign-in"),
    gettext_lazy("Second factor"),
    gettext_lazy("Authority limit (base currency)"),
)


def register_column(column: ReviewColumn) -> None:
    """Add a column after the shipped ones."""
    if column not in _more:
        _more.append(column)


def people_to_review(team: Team | None = None, *, with_left: bool = False) -> QuerySet[User]:
    """People whose access is reviewed; those who left only when asked for."""
    people = people_rows().order_by("full_name", "pk")
    people = people if with_left else people.filter(is_active=True)
    if team is not None:
        people = people.filter(pk__in=team.members.values("pk"))
    assignments = RoleAssignment.objects.select_related("role").order_by("role__name")
    return people.prefetch_related(Prefetch("role_assignments", assignments))


def review_sheet(people: QuerySet[User], viewer: User) -> Sheet:
    """One row for each person, role and capability; who has no role has one row."""
    rows = list(people)
    keys = [person.pk for person in rows]
    more = [column.values(keys, viewer) for column in _more]
    head = [*map(str, _HEAD), *(str(column.label) for column in _more)]
    return Sheet(head, _rows(rows, _limits(keys), more))


def _rows(people: list[User], limits: dict[int, Any], more: list[Mapping[int, str]]) -> Iterator[list[Any]]:
    words = meanings()
    for person in people:
        first = [person.full_name, person.email, str(STATES[person.state]), person.team_names or ""]
        last = [
            person.last_login,
            _("set up") if person.has_factor else _("required, missing") if person.factor_due else _("none"),
            limits.get(person.pk),
            *(values.get(person.pk, "") for values in more),
        ]
        for role, code in _held(person):
            meaning = words.get(code)
            said = [str(meaning.label), str(meaning.definition)] if meaning else [code, ""]
            yield [*first, role, *said, *last]


def _held(person: User) -> list[tuple[str, str]]:
    held = [
        (one.role.name, code)
        for one in person.role_assignments.all()
        for code in one.role.capabilities or [""]
    ]
    return held or [("", "")]


def _limits(keys: list[int]) -> dict[int, Any]:
    today = clock.today()
    rows = AuthorityLimit.objects.filter(user__in=keys, valid_from__lte=today).exclude(valid_until__lte=today)
    return dict(rows.values_list("user_id", "amount"))
