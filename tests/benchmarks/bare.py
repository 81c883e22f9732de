"""What the site is measured against: a view that gives ready bytes, behind the site's own middleware.

`BENCH_PAGES` is a folder with a file for each page, and `index.json`: by address, its file, its type and its
encoding.
"""

import json
import os
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.bare_settings"

from django.contrib import admin
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path, re_path

FOLDER = Path(os.environ["BENCH_PAGES"])
INDEX = json.loads(FOLDER.joinpath("index.json").read_text())
BODIES = {address: FOLDER.joinpath(one["file"]).read_bytes() for address, one in INDEX.items()}


def ready(request):
    address = request.get_full_path()
    response = HttpResponse(BODIES[address], content_type=INDEX[address]["type"])
    if encoding := INDEX[address]["encoding"]:
        response["Content-Encoding"] = encoding
    return response


application = get_wsgi_application()
# The middleware asks where the desk is, which there is once the apps are loaded.
urlpatterns = [re_path("^(?!admin/)", ready), path("admin/", admin.site.urls)]
