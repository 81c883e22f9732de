"""Pages of the site and of the desk, in a real Chromium."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

from phare.desk.help import JOBS
from tests.browser import public_pages as pages
from tests.browser.chromium import FLAGS, WITHOUT, chromium_path
from tests.browser.desk import follow
from tests.browser.told import Told
from tests.factories import make_user
from tests.roles import make_editor


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """No coverage is measured in a browser: the tests of each part do that, and tracing doubles the time. And
    what a browser makes of a page is the same on both engines."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("no_cover")
            item.add_marker("either")


@pytest.fixture(scope="session")
def chromium(live_server):
    """Closed before the server is: what it still asks for would find no database."""
    # Playwright runs a loop in this thread, where Django would refuse the ORM for being asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        if not path:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(WITHOUT)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        # While the loop runs this thread has connections of its own (asgiref.local); nothing closes them.
        connections.close_all()


@pytest.fixture
def open_page(chromium, live_server):
    """Opens pages of the site; when the test ends, no console error and no CSP report may have come.

    axe sets styles of its own, which the CSP refuses: pages for axe are opened with `bypass_csp`.
    """
    trouble = []
    contexts = []

    def on_console(message):
        if message.type == "error":
            trouble.append(f"{message.text} ({message.location.get('url')})")

    def open_one(
        path,
        *,
        width=1280,
        height=900,
        scheme="light",
        javascript=True,
        cookies=(),
        bypass_csp=False,
        motion="no-preference",
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion=motion,
            java_script_enabled=javascript,
            locale="fr-FR",
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        context.add_cookies([cookie | {"url": live_server.url} for cookie in cookies])
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def public_pages(demonstration, settings, tmp_path):
    """The page types of public_pages.py, each at its address."""
    settings.MEDIA_ROOT = tmp_path
    pages.fill()
    return pages.PAGES


@pytest.fixture
def desk(open_page):
    """Opens pages of the desk, signed in with a role, or without one as a superuser."""

    def open_one(path, username="chef", role=None, **options):
        client = Client()
        if role:
            client.force_login(make_editor(role, username=username))
        else:
            client.force_login(make_user(username=username, is_staff=True, is_superuser=True))
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value}
        return open_page(path, cookies=[cookie], **options)

    return open_one


@pytest.fixture
def told(desk):
    """Opens the help of a job for somebody of a role, and goes to where it begins; when the test ends, each
    word that a step names must have been on the page where it was done."""
    asked = []

    def read(name, role, username="camille"):
        job = next(job for job in JOBS if job.name == name)
        help_of = Told(desk(job.address, role=role, username=username))
        asked.append(help_of)
        if job.start:
            follow(help_of.page.get_by_role("link", name="Commencer"))
        return help_of

    yield read
    assert [one.left for one in asked] == [{} for _ in asked]
