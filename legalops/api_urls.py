"""Every endpoint of the API, composed from the apps."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from billing.api.routes import ROUTES as BILLING
from dashboards.api.routes import ROUTES as DASHBOARDS
from legalops.approvals.api.routes import ROUTES as APPROVALS
from legalops.contacts.api.routes import ROUTES as CONTACTS
from legalops.exports.api.routes import ROUTES as EXPORTS
from legalops.fields.api.routes import ROUTES as FIELDS
from legalops.files.api.routes import ROUTES as FILES
from legalops.governance.api.routes import ROUTES as GOVERNANCE
from legalops.imports.api.routes import ROUTES as IMPORTS
from legalops.lists.api.routes import ROUTES as LISTS
from legalops.notifications.api.routes import ROUTES as NOTIFICATIONS
from legalops.reference.api.routes import ROUTES as REFERENCE
from legalops.requests.api.routes import ROUTES as REQUESTS
from legalops.timeline.api.routes import ROUTES as LEDGER
from legalops.workflows.api.routes import ROUTES as WORKFLOWS
from matters.api.routes import ROUTES as MATTERS
from vendors.api.routes import ROUTES as VENDORS

_RECORDS = (*MATTERS, *VENDORS, *BILLING, *REQUESTS, *DASHBOARDS, *FILES, *CONTACTS)
_PLATFORM = (
    *APPROVALS,
    *WORKFLOWS,
    *NOTIFICATIONS,
    *IMPORTS,
    *EXPORTS,
    *GOVERNANCE,
    *LEDGER,
    *LISTS,
    *FIELDS,
    *REFERENCE,
)

router = SimpleRouter(use_regex_path=False)
for prefix, views in (*_RECORDS, *_PLATFORM):
    router.register(prefix, views, basename=prefix)

app_name = "api"
urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
