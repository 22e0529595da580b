"""Every persona against every matter that is hidden from them: by name, number, typing error and filter."""

import pytest
from django.db import transaction

from legalops.search.selectors import search, shown
from legalops.search.services.indexing import rebuild
from legalops.search.typeahead import groups
from tests.access.test_matter_visibility import SEEN
from tests.personas import MATTER_NAMES, make_world

pytestmark = pytest.mark.django_db


def typed(name: str) -> list[str]:
    """What somebody who has heard of it would try."""
    wrong = " ".join(
        word[0] + word[2] + word[1] + word[3:] if len(word) > 4 else word for word in name.split()
    )
    return [name, f'"{name}"', wrong, name[:5], f'matter:"{name}"', f'type:invoice matter:"{name}"']


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_world()
        rebuild()
        yield made
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", MATTER_NAMES)
def test_nothing_of_a_hidden_matter_comes_out(world, name):
    problems = []
    for persona, user in world.people.items():
        if user is None or not user.is_active:
            continue
        secret = set(MATTER_NAMES) - SEEN.get(persona, set())
        for text in typed(name):
            found = search(user, text)
            said = [f"{hit.label} {hit.detail}" for hit in shown(user, found.keys).values()]
            said += [
                f"{h.label} {h.detail}" for g in groups(user, text) for h in g.hits if "“" not in h.label
            ]
            problems += [f"{persona}: {text} shows {s}" for s in secret if any(s in one for one in said)]
            if name in secret and found.instead:
                problems += [
                    f"{persona}: {text} suggests {found.instead}" for s in secret if s in found.instead
                ]
    assert problems == []
    assert any(search(user, name).keys for user in world.people.values() if user and user.is_active)
