"""The files of a record, as its page lists them."""

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.files import registry
from legalops.files.kinds import Kind, kind_of
from legalops.files.models import File, FileVersion
from legalops.files.registry import Sight
from legalops.files.services.guards import may_change
from legalops.kernel import records
from legalops.kernel.errors import NotFound


class FileRow:
    """One file in the list."""

    def __init__(self, file: File, *, changes: bool) -> None:
        self.file, self.changes = file, changes

    @property
    def version(self) -> FileVersion:
        """The present version; a file never is without."""
        assert self.file.current is not None
        return self.file.current

    @property
    def kind(self) -> Kind:
        """Its kind in a word and an icon."""
        return kind_of(self.version.document.media_type, self.version.document.original_name)


class FilesOf:
    """What a person sees of a record's files, and what they may do. The record comes from `visible_to`."""

    def __init__(self, record: Any, user: User) -> None:
        self.record, self.user = record, user
        self.record_type = records.type_of(record).code
        self._holder = registry.holder_of(self.record_type)

    @property
    def may_add(self) -> bool:
        """Whether there is a place to drop files."""
        return self._holder.may_add(self.user, self.record)

    @property
    def sees_all(self) -> bool:
        """Whether marks are theirs to set, and not only their own files to see."""
        return self._holder.sight(self.user) == Sight.ALL

    @property
    def shares(self) -> bool:
        """Whether files are shared with whoever asked."""
        return self._holder.shares

    @cached_property
    def rows(self) -> Sequence[FileRow]:
        """By folder and name, those without a folder first."""
        seen = File.objects.visible_to(self.user).of(self.record)
        files = seen.select_related("current__document", "current__added_by")
        changes = self._holder.may_change(self.user, self.record)
        return [
            FileRow(file, changes=changes or may_change(file, self.record, self.user, self._holder))
            for file in files
        ]

    @property
    def folders(self) -> list[tuple[str, list[FileRow]]]:
        """Folders with their files."""
        return [(name, list(rows)) for name, rows in groupby(self.rows, key=lambda row: row.file.folder)]

    @property
    def folder_names(self) -> list[str]:
        """To choose from."""
        return sorted({row.file.folder for row in self.rows} - {""})


def record_seen_by(user: User, record_type: str, record_id: int) -> Any:
    """The record that holds files. Raises NotFound unless this person sees it and any files of its type."""
    holder = registry.holder_of(record_type)
    rows = records.find(record_type).rows().visible_to(user)
    found = rows.filter(pk=record_id).first() if holder.sight(user) != Sight.NONE else None
    if found is None:
        raise NotFound("files.no_record", _("There is no such record."))
    return found


def file_rows(user: User) -> Any:
    """The files a person may see, with what a page shows of each."""
    return File.objects.visible_to(user).select_related("current__document", "current__added_by", "made_by")
