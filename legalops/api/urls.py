"""Pages of tokens."""

from django.urls import path

from legalops.api.views import service_accounts, tokens

app_name = "tokens"
urlpatterns = [
    path("tokens/", tokens.tokens, name="own"),
    path("tokens/new/", tokens.issue, name="new"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="revoke"),
    path("services/", service_accounts.services, name="services"),
    path("services/new/", service_accounts.add, name="service_new"),
    path("services/<int:pk>/token/", service_accounts.issue, name="service_token"),
]
