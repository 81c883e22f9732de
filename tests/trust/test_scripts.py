"""Scripts in what editors write: the sanitiser leaves none, and no page takes one for its own."""

import pytest

from press import prose
from tests.phare.desk_routes import address, make_things, sign_in
from tests.phare.roles import DECLARED
from tests.trust import sample, world
from tests.trust.scripts import RICH, RUN, TEXTS, spoil, wrong_in

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_sanitiser_leaves_what_the_editor_makes_and_no_more(text):
    assert wrong_in(prose.sanitised(text), RICH) == []
    assert wrong_in(prose.html(prose.parse(text)), RICH) == []


@pytest.mark.django_db
@pytest.mark.parametrize("text", sample(TEXTS[:30], 1))
def test_no_page_takes_a_text_for_its_own(client, text, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world.plant()
    addresses = list(world.public_addresses())
    spoil(f"<img src=x onerror={RUN}> {text} &lt;script&gt;{RUN}&lt;/script&gt;")
    wrong, pages = {}, 0
    for name, path in addresses:
        response = client.get(path)
        kind = response.headers["Content-Type"]
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code < 500, path
        if kind.startswith(
            ("text/html", "image/svg", "application/xml", "application/rss", "application/atom")
        ):
            pages += 1
            if found := wrong_in(body.decode()):
                wrong[name] = found[:3]
    assert pages > 60
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("text", sample(TEXTS[:30], 1))
def test_no_page_of_the_desk_takes_a_text_for_its_own(text, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    numbers, client = make_things(), sign_in("S")
    addresses = {address(route, numbers) for route in DECLARED if "logout" not in route}
    spoil(f"<img src=x onerror={RUN}> {text} &lt;script&gt;{RUN}&lt;/script&gt;")
    wrong, pages = {}, 0
    for path in sorted(addresses):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code < 500, path
        if "html" in response.headers["Content-Type"]:
            pages += 1
            if found := wrong_in(body.decode()):
                wrong[path] = found[:3]
    assert pages > 60
    assert wrong == {}
