"""Jobs and the periods that have been started."""

from legalops.jobs.models.job import Job
from legalops.jobs.models.period import PeriodRun
from legalops.jobs.models.schedule import Schedule

__all__ = ["Job", "PeriodRun", "Schedule"]
