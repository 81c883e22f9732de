import pytest
from django.contrib import admin
from django.urls import reverse

from regions.models import Answer, Base, Figure, Indicator, Question, Region, Report, Survey
from tests.factories import make_user


@pytest.mark.either
@pytest.mark.parametrize("model", [Answer, Base, Figure, Indicator, Question, Region, Report, Survey])
def test_row_is_found_by_the_label_that_lookups_show(model, programme, rf):
    model_admin = admin.site._registry[model]
    rows = model_admin.get_queryset(rf.get("/"))
    lost = [
        str(row) for row in rows if row not in model_admin.get_search_results(rf.get("/"), rows, str(row))[0]
    ]
    assert lost == []


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a\0b", "9" * 40, "²", "\ufffd", "-1", "31/12/9999", "[]"])
@pytest.mark.parametrize(("address", "field"), [("regions_answer", "indicator"), ("press_event", "partners")])
def test_form_sent_with_what_is_no_key_is_refused(client, address, field, key):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    response = client.post(reverse(f"admin:{address}_add"), {field: key})
    assert response.status_code in (200, 400)
    assert response.status_code == 400 or field in response.context["adminform"].form.errors


@pytest.mark.django_db
def test_table_beside_a_release_is_shown_again_too(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    sent = {"citations-TOTAL_FORMS": "1", "citations-INITIAL_FORMS": "0", "citations-0-figure": "a\0b"}
    assert client.post(reverse("admin:press_release_add"), sent).status_code == 200
