"""The application behind the page cache, asked as a server asks it."""

import time
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

from phare.page_cache import PageCache
from phare.stamp import REUSED


class Site:
    """Asks the application behind the cache, and counts how often the application itself answers."""

    def __init__(self):
        self.made = 0
        handler = WSGIHandler()

        def application(environ, start_response):
            self.made += 1
            return handler(environ, start_response)

        self.cache = PageCache(application)

    def get(self, address, method="GET", **headers):
        path, _, query = address.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ |= {"HTTP_HOST": "testserver", "wsgi.input": BytesIO()}
        for name, value in headers.items():
            environ[name.upper() if name.startswith("content_") else f"HTTP_{name.upper()}"] = value
        setup_testing_defaults(environ)
        told = {}

        def start(status, headers, exc_info=None):
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        body = self.cache(environ, start)
        told["body"] = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return told


def lapse():
    time.sleep(REUSED + 0.02)
