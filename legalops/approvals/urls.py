"""Pages of the approvals app."""

from django.urls import path

from legalops.approvals.views import away, bulk, decisions, inbox, linked, simulation, steering

app_name = "approvals"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("panel/", inbox.panel, name="panel"),
    path("decided/", inbox.decided, name="decided"),
    path("asked/", inbox.asked_by_me, name="asked"),
    path("approve/", bulk.approve_many, name="approve_many"),
    path("simulate/", simulation.simulation, name="simulate"),
    path("away/", away.away, name="away"),
    path("away/new/", away.leave, name="leave"),
    path("away/<int:pk>/end/", away.end_delegation, name="end_delegation"),
    path("away/absence/<int:pk>/end/", away.end_absence, name="end_absence"),
    path("link/<str:token>/", linked.linked, name="link"),
    path("<int:pk>/", decisions.request_page, name="request"),
    path("<int:pk>/approve/", decisions.approve, name="approve"),
    path("<int:pk>/send-back/", decisions.send_back, name="send_back"),
    path("<int:pk>/reject/", decisions.reject, name="reject"),
    path("<int:pk>/hold/", steering.hold, name="hold"),
    path("<int:pk>/resume/", steering.resume, name="resume"),
    path("<int:pk>/recall/", steering.recall, name="recall"),
    path("<int:pk>/add/", steering.add_approver, name="add_approver"),
    path("asks/<int:pk>/reassign/", steering.reassign, name="reassign"),
    path("asks/<int:pk>/remind/", steering.remind, name="remind"),
]
