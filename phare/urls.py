"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from phare import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("regions.urls")),
    path("", include("press.urls")),
    path("admin/", admin.site.urls),
]
