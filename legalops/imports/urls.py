"""Pages of imports."""

from django.urls import path

from legalops.imports.views import files, steps

app_name = "imports"
urlpatterns = [
    path("", steps.home, name="list"),
    path("new/<slug:kind>/", steps.new, name="new"),
    path("new/<slug:kind>/template.<slug:form>", files.template, name="template"),
    path("<int:pk>/", steps.show, name="import"),
    path("<int:pk>/columns/", steps.columns, name="columns"),
    path("<int:pk>/progress/", steps.poll, name="progress"),
    path("<int:pk>/start/", steps.start, name="start"),
    path("<int:pk>/undo/", steps.undo, name="undo"),
    path("<int:pk>/problems.csv", files.problems, name="problems"),
]
