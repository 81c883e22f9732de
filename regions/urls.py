"""Public pages of regions, indicators, reports and numbers, and the files and charts beside them."""

from collections.abc import Callable

from django.urls import URLPattern, path, register_converter
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from regions import charts
from regions.downloads import FORMATS
from regions.feeds import CorrectionFeed
from regions.views import charts as sources
from regions.views import files, indicators, numbers, pages
from regions.views.withdrawn import View, tells_withdrawal


class ExtensionConverter:
    """The end of a file's name: csv, excel.csv, xlsx or json."""

    regex = "|".join(name.replace(".", r"\.") for name in FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ExtensionConverter, "extension")


def chart(source: View) -> View:
    view = charts.ChartView.as_view(source=source)
    return conditional_page(cache_control(public=True, max_age=1)(tells_withdrawal(view)))


def block_charts(name: str, place: str, of: Callable[[sources.BlockChart], View]) -> list[URLPattern]:
    """The two charts of a block: its rows, and its bars of 100 %."""
    return [
        path(f"graphiques/{place}.json", chart(of(charts.block_chart)), name=f"{name}_block_chart"),
        path(
            f"graphiques/{place}/repartition.json",
            chart(of(charts.stack_chart)),
            name=f"{name}_stack_chart",
        ),
    ]


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
    path("rectificatifs/", numbers.correction_list, name="corrections"),
    path("rectificatifs/flux.xml", require_safe(CorrectionFeed()), name="correction_feed"),
    *block_charts("nation", "france/<slug:indicator>", sources.of_nation),
    *block_charts("region", "regions/<slug:slug>/<slug:indicator>", sources.of_region),
    *block_charts("report", "rapports/<slug:slug>/<slug:region>/<slug:indicator>", sources.of_report),
    path(
        "graphiques/indicateurs/<slug:slug>/regions.json", chart(sources.comparison), name="comparison_chart"
    ),
    path("graphiques/indicateurs/<slug:slug>/publics.json", chart(sources.audiences), name="audiences_chart"),
    path(
        "graphiques/indicateurs/<slug:slug>/vagues-<int:number>.json",
        chart(sources.series),
        name="series_chart",
    ),
]
