"""Files in the search: by name, and less prominently by the text in them."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.documents.services.texts import PAGE, beginnings_of
from legalops.files.models import File
from legalops.kernel import records
from legalops.kernel.clock import local_date
from legalops.search import registry
from legalops.search.registry import Searchable, Text
from legalops.search.services.indexing import index
from legalops.web.palette import Hit

# What PostgreSQL indexes of one text without complaint, whatever the text is made of.
TEXT_BYTES = 200_000


def register() -> None:
    """Called once, when the app is ready. Events are those of the records that hold the files."""
    actions = ("files.file.added", "files.version.added", "files.file.changed", "files.file.removed")
    registry.register(
        Searchable(
            "file", gettext_lazy("Files"), File, build_files, show_files, order=90,
            follows=dict.fromkeys(actions, _files_on), longest=TEXT_BYTES, at_once=50,
        )
    )  # fmt: skip


def index_files(ids: Sequence[int]) -> int:
    """Bring the entries of these files up to date now."""
    kind = registry.find("file")
    return index(kind, ids) if kind else 0


def build_files(ids: Sequence[int]) -> Iterable[Text]:
    """Name; then folder and text of the present version. Removed ones have no entry."""
    rows = list(File.objects.filter(pk__in=ids, removed_at=None).select_related("current__document"))
    texts = beginnings_of([each.current.document.sha256 for each in rows], TEXT_BYTES)
    for each in rows:
        read = texts.get(each.current.document.sha256, "")
        yield Text(
            each.pk,
            each.name,
            "\n".join(filter(None, (each.folder, read.replace(PAGE, "\n")))),
            matter_id=each.record_id if each.record_type == "matter" else None,
            on=local_date(each.current.added_at),
        )


def show_files(user, ids: Sequence[int]) -> Mapping[int, Hit]:
    """Files as a person may see them, with the record that holds each."""
    seen = list(File.objects.visible_to(user).filter(pk__in=ids))
    titles = _titles_of(seen)
    return {each.pk: _hit(each, titles.get((each.record_type, each.record_id), "")) for each in seen}


def _titles_of(files: Sequence[File]) -> dict[tuple[str, int], str]:
    """Titles of the records that hold these files, one question per record type."""
    found: dict[tuple[str, int], str] = {}
    for code in {file.record_type for file in files}:
        kind = records.find(code)
        ids = [file.record_id for file in files if file.record_type == code]
        found |= {(code, row.pk): kind.title(row) for row in kind.rows().filter(pk__in=ids)}
    return found


def _hit(file: File, title: str) -> Hit:
    marks = f" · {_('Privileged')}" if file.privileged else ""
    return Hit(file.name, reverse("files:file", args=[file.reference]), f"{title}{marks}", "paperclip")


def _files_on(record_ids: Sequence[int]) -> Iterable[int]:
    """Files of whatever records have these keys: some too many of another type harm nobody."""
    return File.objects.filter(record_id__in=record_ids).values_list("pk", flat=True)
