"""The nightly stock of waiting invoices, rebuilt from the passages of their states, for any past day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from billing.enums import WAITING_STATES
from dashboards.metrics import INVOICES_WAITING
from dashboards.models import MetricSnapshot
from legalops.kernel import clock

# The state of every invoice at an instant is that of its last passage before it.
_TAKE = """
INSERT INTO dashboards_metricsnapshot
  (metric, definition_version, as_of, matter_id, firm_id, state, count, amount, computed_at)
SELECT %(metric)s, %(version)s, %(as_of)s, i.matter_id, i.firm_id, last.to_state, count(*), sum(i.base_total),
       %(now)s
FROM (SELECT DISTINCT ON (invoice_id) invoice_id, to_state FROM billing_invoicetransition
      WHERE occurred_at < %(until)s ORDER BY invoice_id, occurred_at DESC, id DESC) last
JOIN billing_invoice i ON i.id = last.invoice_id
WHERE last.to_state = ANY(%(states)s)
GROUP BY i.matter_id, i.firm_id, last.to_state
"""


@transaction.atomic
def take_snapshot(as_of: date) -> int:
    """Write INVOICES_WAITING as it stood at the end of a day; running it again replaces the day's rows.

    Days are the organisation's (settings.REPORTING_TIME_ZONE). A matter assigned later counts as assigned
    then. Returns the number of rows. Raises ValueError for a day that is not over.
    """
    if as_of >= clock.today():
        raise ValueError(f"{as_of} is not over yet.")
    key = {"metric": INVOICES_WAITING.id, "definition_version": INVOICES_WAITING.version, "as_of": as_of}
    MetricSnapshot.objects.filter(**key).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "metric": INVOICES_WAITING.id,
                "version": INVOICES_WAITING.version,
                "as_of": as_of,
                "until": _midnight_after(as_of),
                "states": [state.value for state in WAITING_STATES],
                "now": clock.now(),
            },
        )
        return cursor.rowcount


def take_missing_snapshots(days: int = 30) -> int:
    """Snapshots of the last days that have none, oldest first; returns how many days were written.

    A day on which nothing waited has no rows and is computed again, to the same nothing.
    """
    yesterday = clock.today() - timedelta(days=1)
    wanted = [yesterday - timedelta(days=back) for back in reversed(range(days))]
    kept = MetricSnapshot.objects.filter(metric=INVOICES_WAITING.id, as_of__gte=wanted[0])
    known = set(kept.values_list("as_of", flat=True).distinct())
    missing = [day for day in wanted if day not in known]
    for day in missing:
        take_snapshot(day)
    return len(missing)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.REPORTING_TIME_ZONE))
