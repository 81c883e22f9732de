"""Every public route, with the addresses that could tell of what is under embargo."""

from django.urls import URLPattern, URLResolver, get_resolver

from regions.opendata import COLLECTIONS

KEY = {"indicator": "pratique", "survey": "phare", "answer": "oui"}
RELEASE = {"slug": "qslugq"}
BLOCK = {"region": "bretagne", "indicator": "pratique"}
REPORT = {"slug": "qreportslugq"}
WAVES = {"slug": "pratique", "series": "bretagne/pratique/entreprises/oui/base"}
REGION = {"slug": "bretagne"}
EXTENSIONS = [{"extension": name} for name in ("csv", "excel.csv", "xlsx", "json")]


def each(*parts):
    """The combined arguments with every extension."""
    base = {name: value for part in parts for name, value in part.items()}
    return [base | extension for extension in EXTENSIONS]


def taken(name, *all_kwargs):
    """The pictures and the frame of a chart or a map."""
    return {f"{name}_{kind}": list(all_kwargs) for kind in ("svg", "png", "embed")}


EVENT = {"slug": "qeventslugq"}
SECTIONS = (
    *("rubriques", "regions", "indicateurs", "enquetes", "rapports"),
    *("communiques", "agenda", "ressources", "pages"),
)
RESOURCES = [{"slug": f"q{name}slugq"} for name in ("resource", "link", "held")] + [{"slug": "deja-la"}]

# For every public route, the arguments of the addresses that could tell of what is under embargo.
CHANNELS = {
    "home": [{}],
    "search": [{}],
    "sitemap": [{}],
    "sitemap_part": [{"section": name} for name in SECTIONS],
    "robots": [{}],
    "regions:nation": [{}],
    "regions:nation_data": each(),
    "regions:nation_block_data": each({"indicator": "pratique"}),
    "regions:nation_block_chart": [{"indicator": "pratique"}],
    "regions:nation_stack_chart": [{"indicator": "pratique"}],
    "regions:list": [{}],
    "regions:detail": [REGION],
    "regions:region_data": each(REGION),
    "regions:region_block_data": each(REGION, {"indicator": "pratique"}),
    "regions:region_block_chart": [REGION | {"indicator": "pratique"}],
    "regions:region_stack_chart": [REGION | {"indicator": "pratique"}],
    "regions:indicators": [{}],
    "regions:indicator": [{"slug": "pratique"}],
    "regions:indicator_data": each({"slug": "pratique"}),
    "regions:nation_card": [{}],
    "regions:region_card": [REGION],
    "regions:indicator_card": [{"slug": "pratique"}],
    "regions:report_card": [REPORT],
    "regions:number_card": [KEY | {"region": "bretagne", "base": "base"}],
    **taken("regions:nation_block", {"indicator": "pratique"}),
    **taken("regions:region_block", REGION | {"indicator": "pratique"}),
    **taken("regions:report_block", REPORT | BLOCK),
    **taken("regions:map", {"slug": "pratique"}),
    **taken("regions:comparison", {"slug": "pratique"}),
    **taken("regions:audiences", {"slug": "pratique"}),
    **taken("regions:series", WAVES),
    **taken("press:release_block", RELEASE | BLOCK),
    "press:absent_graphic": [{"place": "communiques/qslugq"}, {"place": "rapports/qreportslugq"}],
    "regions:comparison_chart": [{"slug": "pratique"}],
    "regions:audiences_chart": [{"slug": "pratique"}],
    "regions:series_chart": [WAVES],
    "regions:compare": [{}],
    "regions:compare_data": each(),
    "regions:dashboard": [{}],
    "regions:dashboard_data": each(),
    **taken("regions:dashboard_map", {}),
    **taken("regions:dashboard_comparison", {}),
    **taken("regions:dashboard_audiences", {}),
    "regions:dashboard_regions_chart": [{}],
    "regions:dashboard_audiences_chart": [{}],
    "regions:reports": [{}],
    "regions:report": [REPORT],
    "regions:report_data": each(REPORT),
    "regions:report_document": [REPORT],
    "regions:report_block_data": each(REPORT, BLOCK),
    "regions:report_block_chart": [REPORT | BLOCK],
    "regions:report_stack_chart": [REPORT | BLOCK],
    "regions:surveys": [{}],
    "regions:survey": [{"slug": "phare"}],
    "regions:number": [KEY | {"region": "bretagne", "base": "base"}],
    "regions:number_of_main_base": [KEY | {"region": "bretagne"}],
    "regions:corrections": [{}],
    "regions:correction_feed": [{}],
    "regions:dataset": [{}],
    "regions:dataset_data": each(),
    "regions:dataset_archive": [{}],
    "regions:api": [{}],
    "regions:api_description": [{}],
    "regions:api_collection": [{"name": name} for name in COLLECTIONS],
    "press:releases": [{}],
    "press:release": [RELEASE, {"slug": "deja-publique"}, {"slug": "qpastslugq"}],
    "press:release_feed": [{}],
    "press:region_release_feed": [{"region": "bretagne"}],
    "press:release_pdf": [RELEASE],
    "press:release_kit": [RELEASE],
    "press:release_card": [RELEASE],
    "press:editions": [RELEASE],
    "press:edition": [RELEASE | {"number": 1}, RELEASE | {"number": 2}],
    "press:enclosure": [RELEASE | {"name": "qfilenameq.png"}, RELEASE | {"name": "qfilenameq.pdf"}],
    "press:release_data": each(RELEASE),
    "press:release_block_data": each(RELEASE, BLOCK),
    "press:release_block_chart": [RELEASE | BLOCK],
    "press:release_stack_chart": [RELEASE | BLOCK],
    "press:nation_factsheet": [{}],
    "press:region_factsheet": [REGION],
    "press:contacts": [{}],
    "press:contact_card": [{"pk": "contact"}],
    "press:access": [{"token": "faux"}],
    "press:access_pdf": [{"token": "faux"}],
    "press:access_kit": [{"token": "faux"}],
    "press:access_report": [{"token": "faux"}],
    "press:access_enclosure": [{"token": "faux", "name": "qfilenameq.png"}],
    "press:events": [{}],
    "press:calendar": [{}],
    "press:region_calendar": [{"region": "bretagne"}],
    "press:event": [EVENT, {"slug": "deja-connue"}],
    "press:event_calendar": [EVENT, {"slug": "deja-connue"}],
    "press:tour": [{}],
    "press:resources": [{}],
    "press:resource": RESOURCES,
    "press:resource_file": [{"slug": "qresourceslugq", "name": "qdocumentnameq.pdf"}],
    "press:page": [{"slug": "qpageslugq"}, {"slug": "deja-lue"}],
}
# What may be asked of some; search echoes the question, which therefore holds no canary.
QUESTIONS = {
    "search": ["", "?q=marin", "?q=bretagne", "?q=annonce", "?q=rencontre+marine", "?q=texte"]
    + [f"?q=marin&type={kind}" for kind in ("agenda", "ressources", "pages", "communiques", "rapports")],
    "regions:compare": ["", "?regions=bretagne", "?regions=bretagne&regions=corse"],
    "regions:compare_data": ["?regions=bretagne&regions=corse"],
    "regions:dashboard": ["", "?regions=bretagne", "?regions=bretagne&france=sans"],
    "press:events": ["", "?region=bretagne", "?periode=a-venir", "?periode=passes", "?mois=2031-08"],
    "press:resources": ["", "?question=methode", "?region=bretagne", "?nature=guide"],
}


def public_routes(patterns=None, namespace=""):
    """The name of every route that is not the desk's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from public_routes(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and not str(pattern.pattern).startswith("admin/"):
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name
