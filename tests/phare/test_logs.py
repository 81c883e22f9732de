import pytest

pytestmark = pytest.mark.django_db


def test_token_of_an_early_access_stays_out_of_logs(client, caplog):
    client.get("/acces/secret-token/")
    assert caplog.messages == ["Not Found: /acces/…/"]


def test_other_addresses_are_logged_whole(client, caplog):
    client.get("/jamais/")
    assert caplog.messages == ["Not Found: /jamais/"]
