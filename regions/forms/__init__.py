"""What the visitor asked for."""

from regions.forms.choice import ComparisonForm, IndicatorForm, asked_survey
from regions.forms.compare import CompareForm
from regions.forms.dashboard import DashboardForm

__all__ = ["CompareForm", "ComparisonForm", "DashboardForm", "IndicatorForm", "asked_survey"]
