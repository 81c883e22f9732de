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
from regions.admin.correction import CorrectionAdmin
from regions.admin.figure import FigureAdmin
from regions.admin.imports import FigureImportAdmin
from regions.admin.report import ReportAdmin

__all__ = [
    "AnswerAdmin",
    "BaseAdmin",
    "CorrectionAdmin",
    "FigureAdmin",
    "FigureImportAdmin",
    "IndicatorAdmin",
    "QuestionAdmin",
    "RegionAdmin",
    "ReportAdmin",
    "SurveyAdmin",
    "ThemeAdmin",
]
