"""The rows of a list for one person, which become a queryset only when somebody needs one.

A page of them is read by a statement that was learned once for all people of the same standing, since making
the SQL of a list costs several times what running it costs.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.translation import get_language

from legalops.access.standing import Standing, keys_of, stand_in, standing_of
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.web.tables.keyset import Read, Stretch
from legalops.web.tables.learning import Learned, learn

Make: TypeAlias = Callable[[User], QuerySet]

_MOST = 512
_known: dict[Hashable, Learned | None] = {}


class LateRows:
    """`make(user)` gives the rows that a person may see of a list; `shape` names it and all that narrows it.
    `own` gives the same for this person where making them takes more than the person.

    `make` must depend on nothing but the shape, the person, the day and the language. It is called with a
    stand-in that has only the person's standing. Whatever it looks up itself, in the database or of the
    person, keeps its SQL from being learned; the rows are then read from the queryset like any other.
    """

    def __init__(
        self, make: Make, user: User, shape: Hashable, own: Callable[[], QuerySet] | None = None
    ) -> None:
        self._make, self._user, self._shape = make, user, shape
        self._own = own or (lambda: make(user))

    @cached_property
    def queryset(self) -> QuerySet:
        """The rows as a queryset, for counts, groups and exports."""
        return self._own()

    def reader(self, paths: Sequence[str]) -> Read:
        """Reads stretches as records of these paths."""
        standing = standing_of(self._user)
        keys = () if standing is None else keys_of(self._user, standing)

        def read(stretch: Stretch, edge: Sequence[Any] | None) -> Sequence[Any]:
            learned = standing and self._learned(tuple(paths), standing, stretch, edge)
            if learned:
                return learned.rows((*keys, *(edge or ())))
            return stretch.of(self.queryset.values_list(*paths, named=True), edge)

        return read

    def _learned(
        self, paths: tuple[str, ...], standing: Standing, stretch: Stretch, edge: Sequence[Any] | None
    ) -> Learned | None:
        kinds = None if edge is None else tuple(map(type, edge))
        key = (self._shape, standing, paths, stretch, kinds, clock.today(), get_language())
        if key not in _known:
            if len(_known) >= _MOST:
                _known.clear()
            _known[key] = self._learn(paths, standing, stretch, kinds)
        return _known[key]

    def _learn(
        self, paths: tuple[str, ...], standing: Standing, stretch: Stretch, kinds: tuple[type, ...] | None
    ) -> Learned | None:
        asked = 1 + len(standing.facts)

        def build(values: Sequence[Any]) -> QuerySet:
            somebody = stand_in(self._user, standing, values[:asked])
            rows = self._make(somebody).values_list(*paths, named=True)
            return stretch.of(rows, None if kinds is None else values[asked:])

        return learn(build, (*[int] * asked, *(kinds or ())))
