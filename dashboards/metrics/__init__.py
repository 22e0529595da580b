"""Metric definitions and arithmetic: pure Python, no Django."""

from dashboards.metrics.catalogue import INVOICES_WAITING, METRICS, SAVINGS, SAVINGS_RATE, SPEND, metric
from dashboards.metrics.definition import Direction, Kind, Metric
from dashboards.metrics.values import Sums, change, percentage, total

__all__ = [
    "INVOICES_WAITING",
    "METRICS",
    "SAVINGS",
    "SAVINGS_RATE",
    "SPEND",
    "Direction",
    "Kind",
    "Metric",
    "Sums",
    "change",
    "metric",
    "percentage",
    "total",
]
