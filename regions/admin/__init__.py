"""The desk of figures and reports."""

from regions.admin.catalogue import (
    AnswerAdmin,
    BaseAdmin,
    IndicatorAdmin,
    QuestionAdmin,
    RegionAdmin,
    SurveyAdmin,
    ThemeAdmin,
)
from regions.admin.figure import CorrectionAdmin, FigureAdmin
from regions.admin.report import ReportAdmin

__all__ = [
    "AnswerAdmin",
    "BaseAdmin",
    "CorrectionAdmin",
    "FigureAdmin",
    "IndicatorAdmin",
    "QuestionAdmin",
    "RegionAdmin",
    "ReportAdmin",
    "SurveyAdmin",
    "ThemeAdmin",
]
