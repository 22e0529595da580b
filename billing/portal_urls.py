"""The firm portal."""

from django.urls import path

from billing.views.portal import agreed, files, home, invoices, uploads

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("upload/", uploads.receive, name="receive"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:batch>/", uploads.upload, name="upload"),
    path("uploads/<uuid:batch>/submit/", uploads.submit_all, name="submit_all"),
    path("files/", files.files, name="files"),
    path("files/<uuid:reference>/", files.file, name="file"),
    path("files/<uuid:reference>/card/", files.card, name="card"),
    path("files/<uuid:reference>/submit/", files.submit, name="submit"),
    path("files/<uuid:reference>/withdraw/", files.withdraw, name="withdraw"),
    path("files/<uuid:reference>/original/", files.original, name="original"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<int:pk>/", invoices.invoice, name="invoice"),
    path("matters/", agreed.matters, name="matters"),
    path("rates/", agreed.rates, name="rates"),
]
