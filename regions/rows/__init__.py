"""Figures as the rows that pages, charts, maps and downloads show: value, base, gap, what is missing.

Everything derived is computed here, once for all of them, and never stored.
"""

from regions.rows.gaps import Gap, Verdict, compare, is_cautious
from regions.rows.profiles import Profile, RegionSummary, profile, region_list, report_blocks
from regions.rows.tables import Block, FigureRow, Source, Status, blocks, figure_row

__all__ = [
    "Block",
    "FigureRow",
    "Gap",
    "Profile",
    "RegionSummary",
    "Source",
    "Status",
    "Verdict",
    "blocks",
    "compare",
    "figure_row",
    "is_cautious",
    "profile",
    "region_list",
    "report_blocks",
]
