"""One file as its page shows it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from legalops.accounts.models import User
from legalops.documents.models import StoredText
from legalops.documents.services.texts import PAGE
from legalops.files.kinds import PICTURES, Kind, kind_of
from legalops.files.models import File, FileVersion
from legalops.files.services.guards import may_change

_SHOWN = 60_000


class FilePage:
    """Everything about one file for one person, who may see it. `sought` are words to mark in its text."""

    def __init__(self, file: File, record: Any, user: User, sought: str = "") -> None:
        self.file, self.record, self.user, self.sought = file, record, user, sought[:200]

    @cached_property
    def changes(self) -> bool:
        """Whether it may be changed."""
        return may_change(self.file, self.record, self.user)

    @property
    def present(self) -> FileVersion:
        """The present version."""
        assert self.file.current is not None
        return self.file.current

    @property
    def kind(self) -> Kind:
        """Its kind in a word and an icon."""
        return kind_of(self.present.document.media_type, self.present.document.original_name)

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it as one."""
        return self.present.document.media_type in PICTURES

    @cached_property
    def versions(self) -> Sequence[FileVersion]:
        """All versions, the newest first."""
        return list(self.file.versions.select_related("document", "added_by"))

    @cached_property
    def text(self) -> StoredText | None:
        """What was read of the present version; None until it was."""
        return StoredText.objects.filter(sha256=self.present.document.sha256).first()

    @property
    def pages(self) -> list[tuple[int, str]]:
        """The first pages of the text with their numbers."""
        read = self.text.text if self.text else ""
        shown = enumerate(read[:_SHOWN].split(PAGE), 1)
        return [(number, page.strip()) for number, page in shown if page.strip()]

    @property
    def is_cut(self) -> bool:
        """Whether there is more text than the page shows."""
        return self.text is not None and (self.text.cut or len(self.text.text) > _SHOWN)
