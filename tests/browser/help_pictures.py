"""Takes the pictures of the help from a site made for it: python -m tests.browser.help_pictures [NAME…].

The site holds the demonstration, and is thrown away; what is done to it for a picture is an example.
"""

import io
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).parent.parent.parent / "phare" / "static" / "phare" / "help"
# As high as any page, so that nothing sticks to an edge in the middle of one.
WIDTH, HEIGHT, TALLEST, MARGIN = 800, 3000, 620, 4


def main(names):
    with TemporaryDirectory() as folder:
        start_django(Path(folder))
        from django.contrib.staticfiles.handlers import StaticFilesHandler
        from django.core.management import call_command
        from django.test.testcases import LiveServerThread

        call_command("demo", stdout=io.StringIO())
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        try:
            take_all(f"http://127.0.0.1:{server.port}", names)
        finally:
            server.terminate()
            server.join()


def start_django(folder):
    """On a database and documents of its own, and as on this machine: the second factor is not asked."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "phare.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs a loop in this thread
        "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
    }
    import django
    from django.conf import settings

    django.setup()
    settings.MEDIA_ROOT = folder


def take_all(base, names):
    from django.conf import settings
    from django.test import Client
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import FLAGS, chromium_path
    from tests.browser.help_scenes import SCENES
    from tests.factories import make_user

    def opener(browser, username):
        client = Client()
        client.force_login(make_user(username=username, is_staff=True, is_superuser=True))
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
        context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])

        def open_page(path):
            page = context.new_page()
            page.goto(base + path, wait_until="networkidle")
            return page

        return open_page

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=FLAGS)
        desk, other = (opener(browser, name) for name in ("camille", "dominique"))
        for name, scene in SCENES.items():
            if not names or name in names:
                keep(name, *scene(desk, other))
        browser.close()


def keep(name, *parts):
    """The smallest box around parts of a page, no taller than TALLEST, as a WebP."""
    from PIL import Image

    page = parts[0].page
    page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
    boxes = [part.bounding_box() for part in parts]
    left = max(0, min(box["x"] for box in boxes) - MARGIN)
    top = max(0, min(box["y"] for box in boxes) - MARGIN)
    right = min(WIDTH, max(box["x"] + box["width"] for box in boxes) + MARGIN)
    bottom = min(top + TALLEST, max(box["y"] + box["height"] for box in boxes) + MARGIN)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    shot = page.screenshot(clip=clip, animations="disabled", caret="hide")
    Image.open(io.BytesIO(shot)).convert("RGB").save(FOLDER / f"{name}.webp", quality=80, method=6)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
