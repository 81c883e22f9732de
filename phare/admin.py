"""The names of the desk."""

from django.contrib import admin

admin.site.site_header = "Phare, bureau des éditeurs"
admin.site.site_title = "Phare"
admin.site.index_title = "Bureau"
admin.site.empty_value_display = "–"
