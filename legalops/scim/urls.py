"""Addresses of the SCIM service."""

from django.urls import path

from legalops.scim.views import groups, service, users

app_name = "scim"
urlpatterns = [
    path("ServiceProviderConfig", service.config, name="config"),
    path("ResourceTypes", service.types, name="types"),
    path("ResourceTypes/<str:name>", service.types, name="type"),
    path("Schemas", service.schema, name="schemas"),
    path("Schemas/<str:name>", service.schema, name="schema"),
    path("Users", users.users, name="users"),
    path("Users/<str:user_id>", users.user, name="user"),
    path("Groups", groups.groups, name="groups"),
    path("Groups/<str:group_id>", groups.group, name="group"),
]
