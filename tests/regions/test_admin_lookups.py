import pytest
from django.contrib import admin

from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey


@pytest.mark.either
@pytest.mark.parametrize("model", [Answer, Base, Figure, Indicator, Question, Region, Report, Survey])
def test_row_is_found_by_the_label_that_lookups_show(model, programme, rf):
    model_admin = admin.site._registry[model]
    rows = model_admin.get_queryset(rf.get("/"))
    lost = [
        str(row) for row in rows if row not in model_admin.get_search_results(rf.get("/"), rows, str(row))[0]
    ]
    assert lost == []
