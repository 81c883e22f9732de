"""What the programme asked, of whom, where, and what came out of it."""

from regions.models.catalogue import Answer, Indicator, Question, Theme, Unit, WordingStatus
from regions.models.figure import BaseStatus, Certainty, Correction, Figure, Qualifier
from regions.models.figure_import import FigureImport
from regions.models.region import Level, Region
from regions.models.report import Report, ReportKind, Withdrawal
from regions.models.survey import Audience, Base, Programme, Survey

__all__ = [
    "Answer",
    "Audience",
    "Base",
    "BaseStatus",
    "Certainty",
    "Correction",
    "Figure",
    "FigureImport",
    "Indicator",
    "Level",
    "Programme",
    "Qualifier",
    "Question",
    "Region",
    "Report",
    "ReportKind",
    "Survey",
    "Theme",
    "Unit",
    "Withdrawal",
    "WordingStatus",
]
