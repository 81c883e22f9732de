"""Texts that would run a script, wherever editors write, in pages as a browser reads them: none runs, and the
policy has nothing to report."""

import pytest

from tests.trust import FULL, sample, world
from tests.trust.scripts import TEXTS, spoil

AT_ONCE = 10
ROUNDS = [TEXTS[at : at + AT_ONCE] for at in range(0, len(TEXTS), AT_ONCE)]
WATCH = (
    "window.qhit = 0; document.addEventListener('securitypolicyviolation', e => console.error(e.blockedURI))"
)
KINDS = ("/", "/regions/bretagne/", "/indicateurs/pratique/", "/communiques/qslugq/", "/contacts-presse/")
KINDS += (
    "/agenda/",
    "/ressources/qresourceslugq/",
    "/qpageslugq/",
    "/rapports/qreportslugq/",
    "/recherche/?q=window",
)
KINDS += (
    "/chiffres/bretagne/pratique/phare/oui/base/",
    "/comparer/?regions=bretagne&regions=corse",
    "/tableau-de-bord/",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("texts", sample(ROUNDS, 1), ids=lambda texts: str(TEXTS.index(texts[0])))
def test_no_text_runs_in_a_page(open_page, live_server, settings, tmp_path, texts):
    settings.MEDIA_ROOT = tmp_path
    world.plant()
    spoil(" ".join(texts))
    page = open_page("/")
    page.context.add_init_script(WATCH)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    ran = []
    for address in KINDS if FULL else KINDS[:6]:
        page.goto(live_server.url + address, wait_until="load")
        ran += [address] if page.evaluate("window.qhit") else []
        assert page.locator("h1").count() == 1, address
    assert ran == []
