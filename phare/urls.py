"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from phare import views
from phare.desk import help
from phare.desk.review import review

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("regions.urls")),
    path("recherche/", views.search, name="search"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap/<slug:section>.xml", views.sitemap, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    # The stock catalogue, and the text editor's words.
    path(
        "admin/jsi18n/",
        JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"]),
    ),
    path("admin/aide/", admin.site.admin_view(help.index), name="desk_help"),
    path("admin/aide/<slug:slug>/", admin.site.admin_view(help.job), name="desk_help_job"),
    path("admin/relecture/", admin.site.admin_view(review), name="desk_review"),
    path("admin/", admin.site.urls),
    path("", include("press.urls")),
]

handler500 = "phare.views.failed"
