"""The site as it is served, without its page cache."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phare.settings")

application = get_wsgi_application()
