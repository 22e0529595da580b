"""What an administrator asks when something seems stuck: answers in words, honest where nothing is known."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.audit.models import AuditEvent, AuditSeal
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job, PeriodRun
from legalops.keeping.enums import Kind
from legalops.keeping.services.recording import last_run
from legalops.kernel import clock
from legalops.notifications.enums import DeliveryState, HookState
from legalops.notifications.models import Delivery, SuspendedAddress, WebhookDelivery, WebhookEndpoint
from legalops.web import formats

OK, WARN, BAD, UNKNOWN = "ok", "warn", "bad", "unknown"
_DAY = timedelta(days=1)
# The clock ticks every few seconds and something periodic begins at least every minute.
_SILENCE = timedelta(minutes=5)
_SLOW = timedelta(minutes=10)
_LEAST_SHARE = 0.1
# Daily work that did not happen twice.
_OLD_NEWS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the page: how it is, in words, and where to look."""

    name: str
    state: str
    words: str
    url: str = ""


def all_checks() -> list[Check]:
    """Every check; one that breaks says so instead of taking the page with it."""
    return [_safely(check) for check in (*_WORK, *_MESSAGES, *_KEEPING)]


def _safely(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as failure:  # noqa: BLE001  (the page is looked at when things break)
        return Check(
            check.__name__.strip("_"), UNKNOWN, _("Could not be found out: %s.") % type(failure).__name__
        )


def _scheduler() -> Check:
    last = PeriodRun.objects.aggregate(last=Max("created_at"))["last"]
    if last is None:
        return Check(_("Scheduler"), BAD, _("Nothing periodic has ever been started. Is beat running?"))
    state = OK if clock.now() - last < _SILENCE else BAD
    return Check(
        _("Scheduler"), state, _("Last tick with work %s.") % formats.ago(last), _list("jobs_schedule")
    )


def _queue() -> Check:
    due = Job.objects.due()
    found = due.aggregate(oldest=Min("created_at"))
    running = Job.objects.filter(state=JobState.RUNNING).count()
    words = _("%(waiting)d waiting, %(running)d running.") % {"waiting": due.count(), "running": running}
    late = found["oldest"] is not None and clock.now() - found["oldest"] > _SLOW
    if found["oldest"]:
        words = f"{words} {_('The oldest waits since %s.') % formats.ago(found['oldest'])}"
    return Check(_("Background work"), WARN if late else OK, words, f"{_list('jobs_job')}?state=QUEUED")


def _failed_jobs() -> Check:
    count = Job.objects.filter(state=JobState.FAILED, finished_at__gt=clock.now() - _DAY).count()
    words = _("%d failed in the last 24 hours.") % count
    return Check(_("Failed work"), WARN if count else OK, words, f"{_list('jobs_job')}?state=FAILED")


def _mail() -> Check:
    now = clock.now()
    due = Delivery.objects.filter(state=DeliveryState.PENDING, next_at__lte=now)
    failed = Delivery.objects.filter(state=DeliveryState.FAILED, notification__created_at__gt=now - 2 * _DAY)
    last = Delivery.objects.aggregate(last=Max("sent_at"))["last"]
    oldest = due.aggregate(oldest=Min("next_at"))["oldest"]
    words = _(
        "%(due)d due, %(failed)d failed in two days, %(retrying)d being tried again. Last sent: %(last)s."
    )
    facts = {
        "due": due.count(),
        "failed": failed.count(),
        "retrying": Delivery.objects.filter(state=DeliveryState.PENDING, attempts__gt=0).count(),
        "last": formats.ago(last) if last else _("never"),
    }
    late = oldest is not None and now - oldest > _SLOW
    bad = late or facts["failed"]
    return Check(
        _("E-mail"), WARN if bad or facts["retrying"] else OK, words % facts, _list("notifications_delivery")
    )


def _addresses() -> Check:
    count = SuspendedAddress.objects.count()
    words = _("%d addresses take no e-mail.") % count
    return Check(
        _("Bounced addresses"), WARN if count else OK, words, _list("notifications_suspendedaddress")
    )


def _webhooks() -> Check:
    targets = WebhookEndpoint.objects
    facts = {
        "active": targets.filter(is_active=True).count(),
        "failing": targets.filter(is_active=True, failing_since__isnull=False).count(),
        "off": targets.exclude(disabled_reason="").count(),
        "waiting": WebhookDelivery.objects.filter(state=HookState.PENDING).count(),
    }
    words = _(
        "%(active)d active, %(failing)d failing, %(off)d switched off by us, %(waiting)d events waiting."
    )
    state = WARN if facts["failing"] or facts["off"] else OK
    return Check(_("Webhooks"), state, words % facts, _list("notifications_webhookendpoint"))


def _ledger() -> Check:
    last = AuditSeal.objects.aggregate(last=Max("sealed_at"))["last"]
    unsealed = AuditEvent.objects.filter(seal__isnull=True).count()
    if last is None:
        return Check(
            _("Ledger"), WARN if unsealed else OK, _("Never sealed; %d events are unsealed.") % unsealed
        )
    words = _("Last sealed %(last)s; %(unsealed)d events since.")
    late = bool(unsealed) and clock.now() - last > timedelta(hours=2)
    facts = {"last": formats.ago(last), "unsealed": unsealed}
    return Check(_("Ledger"), WARN if late else OK, words % facts)


def _verified() -> Check:
    mend = _("Not yet. “manage.py audit verify” walks the chain; the schedule does so daily.")
    return _of_run(_("Last walk of the ledger"), Kind.LEDGER, mend, _("%(sealed)d sealed events."))


def _files() -> Check:
    mend = _("Not yet. “manage.py documents verify” reads all files; the schedule does so daily.")
    return _of_run(_("Last check of stored files"), Kind.DOCUMENTS, mend, _("%(files)d files."))


def _of_run(name: str, kind: Kind, never: str, facts: str) -> Check:
    """How the last run of this kind went, and how old it is; old news are a warning."""
    run = last_run(kind)
    if run is None:
        return Check(name, WARN, never, _list("jobs_schedule"))
    how = _("whole") if run.is_whole else _("DAMAGE FOUND: see the ledger")
    words = f"{formats.ago(run.ended_at).capitalize()}: {how}. {facts % run.facts}"
    late = clock.now() - run.ended_at > _OLD_NEWS
    return Check(name, BAD if not run.is_whole else WARN if late else OK, words, _list("jobs_schedule"))


def _storage() -> Check:
    root = Path(str(getattr(settings, "MEDIA_ROOT", "") or "."))
    while not root.exists():
        root = root.parent
    usage = shutil.disk_usage(root)
    words = _("%(free)s free of %(total)s where files are kept.")
    facts = {"free": _size(usage.free), "total": _size(usage.total)}
    state = OK if usage.free > usage.total * _LEAST_SHARE else BAD
    return Check(_("Storage"), state, words % facts)


def _database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), version()")
        size, version = cursor.fetchone()
    name = " ".join(version.split()[:2])
    return Check(_("Database"), OK, _("%(name)s, %(size)s.") % {"name": name, "size": _size(size)})


def _backup() -> Check:
    name, run = _("Last backup"), last_run(Kind.BACKUP)
    if run is None:
        words = _("None yet. “manage.py backup FOLDER” makes one; run it daily and keep it elsewhere.")
        return Check(name, WARN, f"{words} {_by_the_clock()}")
    words = _("%(ago)s: %(rows)d rows and %(files)d files, %(size)s.")
    facts = {**run.facts, "ago": formats.ago(run.ended_at).capitalize(), "size": _size(run.facts["bytes"])}
    told = words % facts
    if not run.is_whole:
        told = f"{told} {_('%d stored files were missing or changed.') % run.facts['damaged']}"
    late = clock.now() - run.ended_at > _OLD_NEWS
    told = f"{told} {_by_the_clock()}"
    return Check(name, BAD if not run.is_whole else WARN if late else OK, told)


def _by_the_clock() -> str:
    if not settings.BACKUP_FOLDER:
        return _("BACKUP_FOLDER is not set, so that none is made by the clock.")
    words = _("Made daily in %(folder)s; the newest %(kept)d are kept.")
    return words % {"folder": settings.BACKUP_FOLDER, "kept": max(settings.BACKUPS_KEPT, 1)}


def _list(model: str) -> str:
    return reverse(f"admin:{model}_changelist")


def _size(count: int) -> str:
    return f"{formats.number(count / 1024**3, 1)} GiB"


def looked_at() -> datetime:
    """When the page was made."""
    return clock.now()


_WORK = (_scheduler, _queue, _failed_jobs)
_MESSAGES = (_mail, _addresses, _webhooks)
_KEEPING = (_ledger, _verified, _files, _storage, _database, _backup)
