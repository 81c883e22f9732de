"""Public pages of the press room, and the files, charts and feeds beside them."""

from django.urls import path
from django.views.decorators.http import require_safe

import press.addresses  # noqa: F401  # tells where the files of a release are
from press.feeds import ReleaseFeed
from press.views import access, agenda, contacts, documents, factsheets, files, pages, releases, resources
from press.views.door import of_release
from regions.routes import block_charts, framed, graphic
from regions.views.pictures import no_embed

app_name = "press"
urlpatterns = [
    path("communiques/", releases.release_list, name="releases"),
    path("communiques/flux.xml", require_safe(ReleaseFeed()), name="release_feed"),
    path("communiques/flux/<slug:region>.xml", require_safe(ReleaseFeed()), name="region_release_feed"),
    path("communiques/<slug:slug>/", releases.release_detail, name="release"),
    path("communiques/<slug:slug>.pdf", documents.release_pdf, name="release_pdf"),
    path("communiques/<slug:slug>/kit.zip", documents.release_kit, name="release_kit"),
    path("communiques/<slug:slug>/image.png", documents.release_card, name="release_card"),
    path("communiques/<slug:slug>/versions/", releases.edition_list, name="editions"),
    path("communiques/<slug:slug>/versions/<int:number>/", releases.edition_detail, name="edition"),
    path("communiques/<slug:slug>/fichiers/<str:name>", files.enclosure, name="enclosure"),
    path("communiques/<slug:slug>/chiffres.<extension:extension>", files.release_data, name="release_data"),
    path(
        "communiques/<slug:slug>/chiffres/<slug:region>/<slug:indicator>.<extension:extension>",
        files.release_block_data,
        name="release_block_data",
    ),
    path("acces/<str:token>/", access.page, name="access"),
    path("acces/<str:token>/communique.pdf", access.pdf, name="access_pdf"),
    path("acces/<str:token>/kit.zip", access.kit, name="access_kit"),
    path("acces/<str:token>/rapport.pdf", access.report_document, name="access_report"),
    path("acces/<str:token>/fichiers/<str:name>", access.enclosure, name="access_enclosure"),
    path("france/fiche.pdf", factsheets.nation_factsheet, name="nation_factsheet"),
    path("regions/<slug:slug>/fiche.pdf", factsheets.region_factsheet, name="region_factsheet"),
    path("contacts-presse/", contacts.contact_list, name="contacts"),
    path("contacts-presse/<int:pk>.vcf", documents.contact_card, name="contact_card"),
    path("agenda/", agenda.event_list, name="events"),
    path("agenda.ics", agenda.calendar, name="calendar"),
    path("agenda/flux/<slug:region>.ics", agenda.calendar, name="region_calendar"),
    path("agenda/<slug:slug>/", agenda.event_detail, name="event"),
    path("agenda/<slug:slug>.ics", agenda.event_calendar, name="event_calendar"),
    path("tour/", agenda.tour, name="tour"),
    path("ressources/", resources.resource_list, name="resources"),
    path("ressources/<slug:slug>/", resources.resource_detail, name="resource"),
    path("ressources/<slug:slug>/fichiers/<str:name>", resources.resource_file, name="resource_file"),
    *block_charts(
        "release",
        "communiques/<slug:slug>/<slug:region>/<slug:indicator>",
        files.of_release_block,
        door=of_release,
    ),
    *graphic(
        "release_block",
        "communiques/<slug:slug>/chiffres/<slug:region>/<slug:indicator>",
        files.release_block_graphic,
        door=of_release,
    ),
    # What no other part of the site answers to.
    path("integrer/<path:place>/", framed(no_embed), name="absent_graphic"),
    path("<slug:slug>/", pages.page_detail, name="page"),
]
