"""Health: the probe for load balancers, and the page for administrators."""

from legalops.health.probe import PROBES, health

__all__ = ["PROBES", "health"]
