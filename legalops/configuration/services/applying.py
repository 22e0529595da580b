"""Comparing files with what is, and making it so: all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.configuration.comparing import Change, compare
from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.files import fingerprint, read_folder
from legalops.configuration.models import ConfigurationRun
from legalops.configuration.sections import Section, sections
from legalops.kernel import clock
from legalops.kernel.errors import DomainError


def plan_folder(folder: Path, *, prune: bool = False) -> list[Change]:
    """What applying the folder would change, in the order it would; changes nothing.

    Raises ConfigurationFaults naming every file and item that cannot be read.
    """
    return [change for _section, changes in _planned(folder, prune) for change in changes]


@transaction.atomic
def apply_folder(folder: Path, *, actor: User, prune: bool = False, dry_run: bool = False) -> list[Change]:
    """Make the configuration what the folder says, by the same services as the console; answers the changes.

    All or nothing. `dry_run` does the whole of it and takes it back, so that what a service would refuse is
    found as well. Raises ConfigurationFaults naming file, item and field of every refusal.
    """
    done: list[Change] = []
    faults: list[str] = []
    for section, changes in _planned(folder, prune):
        for change in changes:
            fault = _carried_out(section, change, actor)
            faults += [fault] if fault else []
            done.append(change)
    if faults:
        raise ConfigurationFaults(faults)
    if dry_run:
        transaction.set_rollback(True)
    elif done:
        _remember(folder, done, actor)
    return done


def _planned(folder: Path, prune: bool) -> Iterator[tuple[Section, list[Change]]]:
    held = read_folder(folder)
    faults: list[str] = []
    planned = []
    for section in sections():
        if section.name not in held:
            continue
        try:
            planned.append((section, compare(section, held[section.name], section.export(), prune=prune)))
        except ConfigurationFaults as found:
            faults += found.faults
    if faults:
        raise ConfigurationFaults(faults)
    yield from planned


def _carried_out(section: Section, change: Change, actor: User) -> str:
    """Do one change; answers the sentence of the refusal, or nothing."""
    try:
        with transaction.atomic():
            if change.action != "remove":
                section.save(change.key, change.after, actor)
            elif section.remove:
                section.remove(change.key, actor)
    except DomainError as refusal:
        place = f"{section.name}.yaml, {change.key}"
        return f"{place}{', ' + refusal.field if refusal.field else ''}: {refusal.message}"
    return ""


def _remember(folder: Path, done: list[Change], actor: User) -> None:
    run = ConfigurationRun.objects.create(
        applied_by=actor,
        applied_at=clock.now(),
        fingerprint=fingerprint(folder),
        changes=[change.as_data() for change in done],
    )
    counts = {
        action: sum(1 for each in done if each.action == action) for action in ("add", "change", "remove")
    }
    record(run, "configuration.applied", actor=actor, after=counts | {"fingerprint": run.fingerprint})
