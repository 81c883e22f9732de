"""Public pages of the press room, and the files, charts and feeds beside them."""

from django.urls import path

import press.addresses  # noqa: F401  # tells where the files of a release are
from press.views import contacts, files, releases
from press.views.door import of_release
from regions.routes import block_charts

app_name = "press"
urlpatterns = [
    path("communiques/", releases.release_list, name="releases"),
    path("communiques/<slug:slug>/", releases.release_detail, name="release"),
    path("communiques/<slug:slug>/versions/", releases.edition_list, name="editions"),
    path("communiques/<slug:slug>/versions/<int:number>/", releases.edition_detail, name="edition"),
    path("communiques/<slug:slug>/fichiers/<str:name>", files.enclosure, name="enclosure"),
    path("communiques/<slug:slug>/chiffres.<extension:extension>", files.release_data, name="release_data"),
    path(
        "communiques/<slug:slug>/chiffres/<slug:region>/<slug:indicator>.<extension:extension>",
        files.release_block_data,
        name="release_block_data",
    ),
    path("contacts-presse/", contacts.contact_list, name="contacts"),
    *block_charts(
        "release",
        "communiques/<slug:slug>/<slug:region>/<slug:indicator>",
        files.of_release_block,
        door=of_release,
    ),
]
