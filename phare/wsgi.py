"""The WSGI application, for any server: behind the page cache, but for who writes templates."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

application: Any = get_wsgi_application()
if not settings.DEBUG:
    from phare.page_cache import PageCache

    application = PageCache(application)
