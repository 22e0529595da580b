"""Two files of made-up firms and their people, imported as the jobs do it."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction

from bench.measuring import Cost, cost_of
from legalops.access.services import assign_role
from legalops.accounts.models import User
from legalops.imports.enums import ImportState, Verdict
from legalops.imports.models import Import
from legalops.imports.services import bringing_in, receiving
from legalops.jobs.services.running import run_pending


def measure(firms: int, people: int) -> tuple[Cost, Cost]:
    """What checking and what importing cost, over both files."""
    actor = User.objects.create_user("importer@bench.example", None, full_name="Importer")
    assign_role(actor, "legal_ops_manager")
    lines = ["Vendor code,Name,Currency", *(f"imported-{n},Imported {n} LLP,USD" for n in range(firms))]
    checked, brought = _one("firms", lines, actor)
    lines = ["Vendor code,Timekeeper id,Last name,First name,Class"]
    lines += [f"imported-{n},T{m},Okafor {m},Ada,PARTNR" for n in range(firms) for m in range(people)]
    more_checked, more_brought = _one("timekeepers", lines, actor)
    return checked + more_checked, brought + more_brought


def _one(kind: str, lines: list[str], actor: User) -> tuple[Cost, Cost]:
    data = "\n".join(lines).encode()
    file = InMemoryUploadedFile(BytesIO(data), "file", f"{kind}.csv", "text/csv", len(data), None)
    made = receiving.receive(file, kind=kind, actor=actor)
    checked = cost_of(_settled(made, actor))
    brought = cost_of(_started(made, actor))
    made.refresh_from_db()
    assert made.state == ImportState.DONE, made.problem
    assert made.rows.filter(verdict=Verdict.NEW, applied=True).count() == len(lines) - 1
    return checked, brought


def _settled(made: Import, actor: User) -> Callable[[], object]:
    def work() -> None:
        with transaction.atomic():
            receiving.settle(
                made, mapping=made.mapping, date_orders={}, mode="both", whole=False, actor=actor
            )
        run_pending(propagate=True)

    return work


def _started(made: Import, actor: User) -> Callable[[], object]:
    def work() -> None:
        bringing_in.start(made, actor=actor)
        run_pending(propagate=True)

    return work
