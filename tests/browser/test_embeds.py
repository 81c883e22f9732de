"""A chart in a frame on another site: another port is another origin."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from regions.embedding import snippet
from tests.browser.measures import faults, violations
from tests.regions.test_pictures import WAVES

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Pratique des partenariats, dans les Pays de la Loire"
EMBED = "/integrer/regions/pays-de-la-loire/pratique-partenariats/"

# What a page has around its text, and a frame has not.
OF_PAGES = ("repère body > header", "repère body > footer", "lien d'évitement")


@pytest.fixture
def elsewhere():
    """Serves a page of another site; gives its address for the markup of its body."""
    shown = {}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><link rel=icon href=data:,><body>{shown['body']}".encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def page_with(body):
        shown["body"] = body
        return f"http://127.0.0.1:{server.server_port}/"

    yield page_with
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(chromium):
    """Opens any address, with what the console says of it."""
    contexts = []

    def open_one(address, **options):
        context = chromium.new_context(viewport={"width": 700, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()


def test_frame_takes_the_height_of_what_it_holds(visit, elsewhere, live_server, programme):
    page = visit(elsewhere(snippet(live_server.url + EMBED, TITLE, 200, live_server.url)))
    page.wait_for_function("document.querySelector('iframe').height > 400")
    frame = page.frame_locator("iframe")
    assert "43 % des entreprises" in frame.locator("main").inner_text().replace("\u202f", " ")
    inside = page.frames[1].evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inside[0] == inside[1] == int(page.locator("iframe").get_attribute("height"))
    assert page.said == []


def test_frame_opens_in_the_height_of_its_code_without_scripts(visit, elsewhere, live_server, programme):
    code = snippet(live_server.url + EMBED, TITLE, 720, live_server.url)
    page = visit(elsewhere(code), java_script_enabled=False)
    assert page.locator("iframe").bounding_box()["height"] == 720
    assert page.frame_locator("iframe").locator("h1").inner_text() == "Pratique des partenariats"


def test_link_of_a_frame_opens_in_the_top_window(visit, elsewhere, live_server, programme):
    page = visit(elsewhere(snippet(live_server.url + EMBED, TITLE, 900, live_server.url)))
    page.frame_locator("iframe").get_by_role("link", name="Voir sur Phare").click()
    page.wait_for_url(f"{live_server.url}/regions/pays-de-la-loire/#pays-de-la-loire-pratique-partenariats")


def test_page_of_the_site_cannot_be_framed(visit, elsewhere, live_server, programme):
    page = visit(elsewhere(f'<iframe src="{live_server.url}/regions/pays-de-la-loire/"></iframe>'))
    page.wait_for_timeout(1000)
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors 'none'" in said for said in page.said)


def test_frame_that_was_seen_before_is_framed_again(visit, elsewhere, live_server, programme):
    """The browser asks again with the ETag, and keeps the policy of the 304."""
    page = visit(elsewhere(snippet(live_server.url + EMBED, TITLE, 200, live_server.url)))
    page.wait_for_function("document.querySelector('iframe').height > 400")
    page.wait_for_timeout(1100)
    page.reload()
    page.wait_for_function("document.querySelector('iframe').height > 400")
    assert page.said == []


def test_embed_follows_the_scheme_of_the_reader(open_page, programme):
    ground = "getComputedStyle(document.body).backgroundColor"
    assert open_page(EMBED).evaluate(ground) == "rgb(255, 255, 255)"
    assert open_page(EMBED, scheme="dark").evaluate(ground) == "rgb(23, 33, 58)"


def test_code_is_shown_and_copied(open_page, programme):
    page = open_page("/regions/pays-de-la-loire/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    details = page.locator("details.embedding").first
    details.locator("summary").click()
    details.get_by_role("button", name="Copier le code").click()
    details.get_by_role("button", name="Copié").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == details.get_by_role("textbox").input_value()
    assert copied.startswith("<iframe src=")


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        (EMBED, 320, "dark"),
        ("/integrer/indicateurs/pratique-partenariats/carte/", 640, "light"),
        ("/integrer/indicateurs/pratique-partenariats/regions/", 320, "light"),
        ("/integrer/indicateurs/alliances-source-innovation/publics/", 640, "dark"),
        (f"/integrer{WAVES}/", 320, "dark"),
    ],
)
def test_axe_finds_nothing_and_nothing_is_cut_in_a_frame(open_page, programme, path, width, scheme):
    page = open_page(path, width=width, scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    found = [fault for fault in faults(page) if not fault.startswith(OF_PAGES)]
    assert found == []
