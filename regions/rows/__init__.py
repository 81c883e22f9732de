"""Figures as the rows that pages, charts, maps and downloads show: value, base, gap, what is missing.

Everything derived is computed here, once for all of them, and never stored.
"""

from regions.rows.blocks import Block, blocks, one_table
from regions.rows.catalogue import asked_in, catalogue, offered
from regions.rows.comparisons import Asked, Comparison, without_nation
from regions.rows.corrections import Change, changes, public_corrections
from regions.rows.dataset import Extent, all_figures, dataset, extent, rows_of
from regions.rows.gaps import Gap, Verdict, compare, is_cautious
from regions.rows.indicators import IndicatorFigures, SideBySide
from regions.rows.lines import FigureRow, Source, Status, figure_row
from regions.rows.measures import Measure, SideBySideMeasures, compare_audiences, compare_regions
from regions.rows.numbers import Number, number
from regions.rows.profiles import (
    Profile,
    RegionSummary,
    key_blocks,
    key_figures,
    latest_of,
    profile,
    profile_page,
    recent_reports,
    region_list,
    told,
)
from regions.rows.series import Series
from regions.rows.surveys import Method, method, survey_margin, surveys
from regions.rows.territories import ReportPage, cited, drafted_blocks, report_blocks, report_page

__all__ = [
    "Asked",
    "Block",
    "Change",
    "Comparison",
    "Extent",
    "FigureRow",
    "Gap",
    "IndicatorFigures",
    "Measure",
    "Method",
    "Number",
    "Profile",
    "RegionSummary",
    "ReportPage",
    "Series",
    "SideBySide",
    "SideBySideMeasures",
    "Source",
    "Status",
    "Verdict",
    "all_figures",
    "asked_in",
    "blocks",
    "catalogue",
    "changes",
    "cited",
    "compare",
    "compare_audiences",
    "compare_regions",
    "dataset",
    "drafted_blocks",
    "extent",
    "figure_row",
    "is_cautious",
    "key_blocks",
    "key_figures",
    "latest_of",
    "method",
    "number",
    "offered",
    "one_table",
    "profile",
    "profile_page",
    "public_corrections",
    "recent_reports",
    "region_list",
    "report_blocks",
    "report_page",
    "rows_of",
    "survey_margin",
    "surveys",
    "told",
    "without_nation",
]
