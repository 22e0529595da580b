"""Every URL of the product, composed from the apps below the root."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from legalops import health
from legalops.branding.views.page import branding_page
from legalops.branding.views.parts import brand_logo, brand_styles
from legalops.governance.views.modules import modules_page, switch_module
from legalops.health.page import health_page
from legalops.notifications.views.anonymous import calendar_feed

urlpatterns = [
    path("health", health.health, name="health"),
    path("admin/health/", health_page, name="health_page"),
    path("admin/branding/", branding_page, name="branding_page"),
    path("admin/modules/", modules_page, name="modules_page"),
    path("admin/modules/<slug:code>/", switch_module, name="switch_module"),
    path("admin/", admin.site.urls),
    path("account/", include("legalops.api.urls")),
    path("brand/1/<str:accent>.css", brand_styles, name="brand_styles"),
    path("brand/<str:digest>/logo", brand_logo, name="brand_logo"),
    # Addresses are the department's to change: by them providers and directories know people.
    path("accounts/email/", RedirectView.as_view(pattern_name="governance:security"), name="own_address"),
    path("accounts/", include("allauth.urls")),
    path("", include("legalops.web.urls")),
    path("api/", include("legalops.api_urls")),
    path("approvals/", include("legalops.approvals.urls")),
    path("fields/", include("legalops.fields.urls")),
    path("lists/", include("legalops.lists.urls")),
    path("exports/", include("legalops.exports.urls")),
    path("files/", include("legalops.files.urls")),
    path("imports/", include("legalops.imports.urls")),
    path("ledger/", include("legalops.timeline.urls")),
    path("notifications/", include("legalops.notifications.urls")),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("access/", include("legalops.governance.urls")),
    path("scim/v2/", include("legalops.scim.urls")),
    path("requests/", include("legalops.requests.urls")),
    path("tasks/", include("legalops.workflows.urls")),
    path("search/", include("legalops.search.urls")),
    path("contacts/", include("legalops.contacts.urls")),
    path("matters/", include("matters.urls")),
    path("vendors/", include("vendors.urls")),
    path("invoices/", include("billing.urls")),
    path("portal/", include("billing.portal_urls")),
    path("dashboards/", include("dashboards.urls")),
]
