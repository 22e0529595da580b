"""How old the rollups are, honestly (domain/kpis.md §2.5 no. 8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from dashboards.models import MetricCheck

# A change is in the rollups once its mark is drained; an open transaction may hold marks nobody sees yet.
_FRESH_THROUGH = """
SELECT least(
  (SELECT min(at) FROM dashboards_dirtyspend),
  (SELECT min(xact_start) FROM pg_stat_activity
   WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()),
  clock_timestamp()
), (SELECT count(*) FROM (SELECT FROM dashboards_dirtyspend LIMIT 1000) waiting)
"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Everything committed before `through` is in the rollups; `backlog` marks wait (capped at 1,000)."""

    through: datetime
    backlog: int
    check: MetricCheck | None


def freshness() -> Freshness:
    """The stamp printed on every card, export and e-mail."""
    with connection.cursor() as cursor:
        cursor.execute(_FRESH_THROUGH)
        through, backlog = cursor.fetchone()
    return Freshness(through, backlog, MetricCheck.objects.first())
