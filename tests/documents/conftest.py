"""A store of its own for each test."""

from pathlib import Path

import pytest

from legalops.accounts.models import User


@pytest.fixture(autouse=True)
def document_root(settings, tmp_path: Path) -> Path:
    """Files of this test only."""
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    return settings.DOCUMENT_ROOT


@pytest.fixture
def uploader(db: None) -> User:
    """Somebody who uploads."""
    return User.objects.create_user("biller@firm.test", full_name="Bea Biller")
