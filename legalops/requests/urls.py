"""Pages of requests."""

from django.urls import path

from legalops.requests.views import asking, queue, request

app_name = "requests"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("unassigned/", queue.unassigned, name="unassigned"),
    path("mine/", asking.mine, name="mine"),
    path("mine/panel/", asking.mine_panel, name="mine_panel"),
    path("new/", asking.new, name="new"),
    path("new/<slug:type_code>/", asking.ask, name="ask"),
    path("<slug:request_number>/", request.show, name="request"),
    path("<slug:request_number>/peek/", queue.peek, name="peek"),
    path("<slug:request_number>/moves/<slug:transition>/", request.make_move, name="move"),
    path("<slug:request_number>/assign/", request.assign, name="assign"),
    path("<slug:request_number>/checklist/", request.tick, name="tick"),
]
