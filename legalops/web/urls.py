"""Addresses of the frame itself."""

from django.urls import path

from legalops.web.views import day, frame, home, palette, styleguide

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", day.today, name="today"),
    path("today/panel/", day.panel, name="today_panel"),
    path("find/", palette.find, name="find"),
    path("frame/counts/", frame.nav_counts, name="nav_counts"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/peek/", styleguide.peek, name="styleguide_peek"),
]
