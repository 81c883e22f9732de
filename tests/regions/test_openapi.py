"""The API against its own description, by what schemathesis makes of it: what may be asked, and what not."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, openapi

from phare.wsgi import application
from regions.opendata import COLLECTIONS
from tests.regions.opendata import hide, plant

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.either]

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = 20
few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(programme):
    """The site over WSGI, in the transaction of the test, which a request must not close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield openapi.from_wsgi(DESCRIPTION, application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_answer_is_as_described(described, name, mode):
    operation = described[f"/api/v1/{name}/"]["GET"]

    @few
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"}
        )  # the client in process unpacks nothing

    ask()


def test_description_is_openapi_3_1_of_every_collection(client):
    found = client.get(DESCRIPTION).json()
    assert found["openapi"] == "3.1.0"
    assert list(found["paths"]) == [f"/api/v1/{name}/" for name in COLLECTIONS]
    assert openapi.from_dict(found).validate() is None


def test_description_lists_no_value_that_is_not_public(client):
    figure = plant()
    before = client.get(DESCRIPTION).json()
    hide(figure)
    after = client.get(DESCRIPTION).json()
    assert [name for name in before["paths"] if after["paths"][name] != before["paths"][name]] == [
        # Corse is a region of France, embargo or not.
        "/api/v1/chiffres/",
        "/api/v1/rapports/",
        "/api/v1/rectificatifs/",
    ]
    text = client.get(DESCRIPTION).content.decode()
    assert [
        mark for mark in ("qindicatorq", "qsurveyq", "qanswerq", "qbaseq", "qreportq") if mark in text
    ] == []


def test_description_asks_the_same_queries_for_nothing_and_for_everything(client, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(DESCRIPTION)
    plant()
    with django_assert_num_queries(8):
        client.get(DESCRIPTION)
