"""Every endpoint of the API, composed from the apps."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from billing.api.routes import ROUTES as BILLING
from dashboards.api.routes import ROUTES as DASHBOARDS
from legalops.timeline.api.routes import ROUTES as LEDGER
from matters.api.routes import ROUTES as MATTERS
from vendors.api.routes import ROUTES as VENDORS

router = SimpleRouter(use_regex_path=False)
for prefix, views in (*MATTERS, *VENDORS, *BILLING, *DASHBOARDS, *LEDGER):
    router.register(prefix, views, basename=prefix)

app_name = "api"
urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
