"""Public pages of regions and reports."""

from django.urls import path

from regions import views

app_name = "regions"
urlpatterns = [
    path("france/", views.nation, name="nation"),
    path("regions/", views.region_list, name="list"),
    path("regions/<slug:slug>/", views.region_detail, name="detail"),
    path("rapports/", views.report_list, name="reports"),
    path("rapports/<slug:slug>/", views.report_detail, name="report"),
    path("rapports/<slug:slug>/document.pdf", views.report_document, name="report_document"),
]
