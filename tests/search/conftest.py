"""An index that says what the records say."""

import pytest

from legalops.search.services.indexing import rebuild


@pytest.fixture
def indexed(db):
    """Call it after making records."""
    return rebuild
