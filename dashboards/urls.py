"""Pages of the dashboards app."""

from django.urls import path

from dashboards.views import overview, panels, rows, spend

app_name = "dashboards"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("panel/", overview.panel, name="overview_panel"),
    path("spend/", spend.spend, name="spend"),
    path("spend/by/<str:dimension>/", spend.by_dimension, name="by"),
    path("spend/lines/", rows.lines, name="lines"),
    path("savings/", rows.savings, name="savings"),
    path("waiting/", rows.waiting, name="waiting"),
    path("matter/<int:matter_id>/panel/", panels.matter, name="matter_panel"),
    path("firm/<int:firm_id>/panel/", panels.firm, name="firm_panel"),
]
