"""Whoever walks the ledger or checks the files, by command or by schedule: it is written down here."""

from legalops.audit.chain import Walked
from legalops.documents.services.reading import FilesChecked
from legalops.keeping.enums import Kind
from legalops.keeping.services.recording import note_run
from legalops.kernel import events


def register() -> None:
    """Called once, when the app is ready."""
    events.subscribe(Walked, _walked)
    events.subscribe(FilesChecked, _checked)


def _walked(event: Walked) -> None:
    found = event.found
    facts = {"sealed": found.sealed, "unsealed": found.unsealed, "problems": len(found.problems)}
    note_run(Kind.LEDGER, began_at=event.began_at, is_whole=not found.problems, facts=facts)


def _checked(event: FilesChecked) -> None:
    facts = {"files": event.files, "damaged": event.damaged}
    note_run(Kind.DOCUMENTS, began_at=event.began_at, is_whole=not event.damaged, facts=facts)
