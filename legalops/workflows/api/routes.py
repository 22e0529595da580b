"""Addresses of the workflows endpoints."""

from legalops.workflows.api.routing import RoutingRuleViews, SlaPolicyViews
from legalops.workflows.api.tasks import TaskViews
from legalops.workflows.api.workflows import VersionViews, WorkflowViews

ROUTES = [
    ("workflows", WorkflowViews),
    ("workflow-versions", VersionViews),
    ("workflow-tasks", TaskViews),
    ("routing-rules", RoutingRuleViews),
    ("sla-policies", SlaPolicyViews),
]
