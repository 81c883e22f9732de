"""Scripts in what editors write: the sanitiser leaves none, and no page takes one for its own."""

import pytest

from press import prose
from tests.trust import sample, world
from tests.trust.scripts import RICH, TEXTS, spoil, wrong_in

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
    spoil(f"{text} &lt;script&gt;window.qhit=1&lt;/script&gt;")
    wrong, pages = {}, 0
    for name, address in addresses:
        response = client.get(address)
        kind = response.headers["Content-Type"]
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code < 500, address
        if kind.startswith(
            ("text/html", "image/svg", "application/xml", "application/rss", "application/atom")
        ):
            pages += 1
            if found := wrong_in(body.decode()):
                wrong[name] = found[:3]
    assert pages > 60
    assert wrong == {}
