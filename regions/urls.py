"""Public pages of regions, indicators, reports and numbers, and the files and charts beside them."""

from django.urls import path
from django.views.decorators.http import require_safe

from regions.feeds import CorrectionFeed
from regions.routes import block_charts, card, chart, graphic
from regions.views import api, cards, compare, dashboard, dataset, files, graphics, indicators, numbers, pages
from regions.views import charts as sources

app_name = "regions"
urlpatterns = [
    path("france/", pages.nation, name="nation"),
    path("france.<extension:extension>", files.nation_data, name="nation_data"),
    path("france/<slug:indicator>.<extension:extension>", files.nation_block_data, name="nation_block_data"),
    path("regions/", pages.region_list, name="list"),
    path("regions/<slug:slug>/", pages.region_detail, name="detail"),
    path("regions/<slug:slug>.<extension:extension>", files.region_data, name="region_data"),
    path(
        "regions/<slug:slug>/<slug:indicator>.<extension:extension>",
        files.region_block_data,
        name="region_block_data",
    ),
    path("indicateurs/", indicators.indicator_list, name="indicators"),
    path("indicateurs/<slug:slug>/", indicators.indicator_detail, name="indicator"),
    path("indicateurs/<slug:slug>.<extension:extension>", files.indicator_data, name="indicator_data"),
    path("rapports/", pages.report_list, name="reports"),
    path("rapports/<slug:slug>/", pages.report_detail, name="report"),
    path("rapports/<slug:slug>.<extension:extension>", files.report_data, name="report_data"),
    path("rapports/<slug:slug>/document.pdf", pages.report_document, name="report_document"),
    path(
        "rapports/<slug:slug>/<slug:region>/<slug:indicator>.<extension:extension>",
        files.report_block_data,
        name="report_block_data",
    ),
    path("enquetes/", pages.survey_list, name="surveys"),
    path("enquetes/<slug:slug>/", pages.survey_detail, name="survey"),
    path(
        "chiffres/<slug:region>/<slug:indicator>/<slug:survey>/<slug:answer>/<slug:base>/",
        numbers.number,
        name="number",
    ),
    path(
        "chiffres/<slug:region>/<slug:indicator>/<slug:survey>/<slug:answer>/",
        numbers.number_of_main_base,
        name="number_of_main_base",
    ),
    path("tableau-de-bord/", dashboard.dashboard, name="dashboard"),
    path("tableau-de-bord.<extension:extension>", dashboard.data, name="dashboard_data"),
    path(
        "graphiques/tableau-de-bord/regions.json",
        chart(dashboard.regions_chart),
        name="dashboard_regions_chart",
    ),
    path(
        "graphiques/tableau-de-bord/publics.json",
        chart(dashboard.audiences_chart),
        name="dashboard_audiences_chart",
    ),
    path("comparer/", compare.compare, name="compare"),
    path("comparer.<extension:extension>", compare.data, name="compare_data"),
    path("rectificatifs/", numbers.correction_list, name="corrections"),
    path("rectificatifs/flux.xml", require_safe(CorrectionFeed()), name="correction_feed"),
    path("donnees/", dataset.dataset, name="dataset"),
    path("donnees/phare.<extension:extension>", dataset.dataset_data, name="dataset_data"),
    path("donnees/phare.zip", dataset.dataset_archive, name="dataset_archive"),
    path("api/v1/", api.api, name="api"),
    path("api/v1/openapi.json", api.api_description, name="api_description"),
    path("api/v1/<collection:name>/", api.api_collection, name="api_collection"),
    *block_charts("nation", "france/<slug:indicator>", sources.of_nation),
    *block_charts("region", "regions/<slug:slug>/<slug:indicator>", sources.of_region),
    *block_charts("report", "rapports/<slug:slug>/<slug:region>/<slug:indicator>", sources.of_report),
    path(
        "graphiques/indicateurs/<slug:slug>/regions.json", chart(sources.comparison), name="comparison_chart"
    ),
    path("graphiques/indicateurs/<slug:slug>/publics.json", chart(sources.audiences), name="audiences_chart"),
    path(
        "graphiques/indicateurs/<slug:slug>/vagues/<path:series>.json",
        chart(sources.series),
        name="series_chart",
    ),
    card("nation", "france/", cards.of_nation),
    card("region", "regions/<slug:slug>/", cards.of_region),
    card("indicator", "indicateurs/<slug:slug>/", cards.of_indicator),
    card("report", "rapports/<slug:slug>/", cards.of_report),
    card(
        "number",
        "chiffres/<slug:region>/<slug:indicator>/<slug:survey>/<slug:answer>/<slug:base>/",
        cards.of_number,
    ),
    *graphic("nation_block", "france/<slug:indicator>", graphics.of_nation),
    *graphic("region_block", "regions/<slug:slug>/<slug:indicator>", graphics.of_region),
    *graphic("report_block", "rapports/<slug:slug>/<slug:region>/<slug:indicator>", graphics.of_report),
    *graphic("map", "indicateurs/<slug:slug>/carte", graphics.map_of_regions),
    *graphic("comparison", "indicateurs/<slug:slug>/regions", graphics.comparison),
    *graphic("audiences", "indicateurs/<slug:slug>/publics", graphics.audiences),
    *graphic("dashboard_map", "tableau-de-bord/carte", dashboard.regions_map),
    *graphic("dashboard_comparison", "tableau-de-bord/regions", dashboard.regions_comparison),
    *graphic("dashboard_audiences", "tableau-de-bord/publics", dashboard.audiences),
    *graphic("series", "indicateurs/<slug:slug>/vagues/<path:series>", graphics.series),
]
