"""The types of public pages, each with the richest example that the demonstration and `fill()` give.

A new page is one line more of PAGES: every test of public pages in a browser then opens it.
"""

from datetime import date, time

from regions.models import Figure, Region, Report
from regions.publication import database_now
from tests.factories import (
    ago,
    make_attachment,
    make_contact,
    make_correction,
    make_event,
    make_figure,
    make_organisation,
    make_release,
    make_resource,
    make_user,
    png,
    publish,
)
from tests.press.editions import amend
from tests.regions.test_pictures import WAVES

PAGES = {
    "home": "/",
    "nation": "/france/",
    "regions": "/regions/",
    "region": "/regions/pays-de-la-loire/",
    "region of few figures": "/regions/centre-val-de-loire/",
    "region without figures": "/regions/bretagne/",
    "indicators": "/indicateurs/",
    "indicator": "/indicateurs/alliances-source-innovation/?public=maires",
    "indicator in waves": "/indicateurs/pratique-partenariats/",
    "indicator without axis": "/indicateurs/nombre-partenariats/?public=inconnu",
    "dashboard": "/tableau-de-bord/",
    "dashboard of some regions": "/tableau-de-bord/?indicateur=pratique-partenariats&public=associations"
    "&regions=grand-est&regions=pays-de-la-loire&regions=corse",
    "dashboard replaced": "/tableau-de-bord/?indicateur=nombre-partenariats&public=maires&regions=x"
    "&france=sans",
    "regions to compare": "/comparer/",
    "audiences compared": "/comparer/?regions=grand-est",
    "regions compared": "/comparer/?regions=grand-est&regions=pays-de-la-loire&regions=corse"
    "&regions=provence-alpes-cote-d-azur&public=maires",
    "reports": "/rapports/",
    "report": "/rapports/phare-grand-est/",
    "report withdrawn": "/rapports/phare-nouvelle-aquitaine/",
    "surveys": "/enquetes/",
    "survey": "/enquetes/phare-institutions-2016/",
    "number": "/chiffres/pays-de-la-loire/pratique-partenariats/phare-entreprises-2015/"
    "oui-des-relations-partenariales-sont-en-place/entreprises-10-salaries/",
    "corrections": "/rectificatifs/",
    "dataset": "/donnees/",
    "api": "/api/v1/",
    "map in a frame": "/integrer/indicateurs/pratique-partenariats/carte/",
    "chart in a frame": "/integrer/regions/pays-de-la-loire/alliances-source-innovation/",
    "comparison in a frame": "/integrer/indicateurs/pratique-partenariats/regions/",
    "audiences in a frame": "/integrer/indicateurs/alliances-source-innovation/publics/",
    "waves in a frame": f"/integrer{WAVES}/",
    "nothing in a frame": "/integrer/jamais/",
    "releases": "/communiques/?region=pays-de-la-loire&annee=2016",
    "release": "/communiques/phare-pays-de-la-loire/",
    "release with all": "/communiques/complet/",
    "release withdrawn": "/communiques/retire/",
    "editions": "/communiques/complet/versions/",
    "edition": "/communiques/complet/versions/1/",
    "contacts": "/contacts-presse/",
    "agenda": "/agenda/",
    "agenda by month": "/agenda/?mois=2030-05",
    "event": "/agenda/rencontre/",
    "event cancelled": "/agenda/debat/",
    "tour": "/tour/",
    "resources": "/ressources/",
    "resource": "/ressources/complete/",
    "page": "/accessibilite/",
    "search": "/recherche/",
    "search results": "/recherche/?q=partenariat",
    "nothing found": "/recherche/?q=introuvable+ailleurs",
    "search of a long word": f"/recherche/?q={'partenariat' * 30}",
    "not there": "/jamais/",
}
MISSING = ("report withdrawn", "release withdrawn", "nothing in a frame", "not there")
WITH_CHARTS = ("nation", "region", "indicator", "indicator in waves", "report", "release")

_BODY = (
    "<p>Des mots avec <a href='https://example.org/une-adresse-assez-longue'>un document</a>.</p>"
    "<h2>Intertitre</h2><ul><li><p>un</p></li></ul><h3>Sous-titre</h3><ol><li><p>deux</p></li></ol>"
    "<blockquote><p>Une citation.</p></blockquote><hr><p>Fin.</p>"
)


def fill():
    """Beside the demonstration: what it has none of, so that each page of PAGES is there."""
    fill_press()
    fill_agenda()
    make_correction(figure=Figure.objects.get(region__code="52", value=43), publish_at=database_now())
    Report.objects.get(slug="phare-nouvelle-aquitaine").withdraw(by=make_user(), notice="Erreur de tirage.")


def fill_press():
    """One release with all that one may have, in two editions; one that was withdrawn."""
    region, corse = Region.objects.filter(slug__in=["pays-de-la-loire", "corse"]).order_by("-slug")
    release = make_release(
        slug="complet",
        figures=[*region.figures.order_by("pk")[:2], make_figure(region=corse)],
        body=_BODY,
        place="Nantes",
        recipients="la présidente de la métropole",
        event=make_event(region=region, host=make_organisation(), publish_at=ago(hours=1)),
        organisations=[make_organisation(link="https://example.org/")],
        contacts=[make_contact(agency=make_organisation(tagline="Relations presse"), deputy=make_contact())],
        demonstration=True,
    )
    make_attachment(release, data=png(1600, 400), credit="Usage éditorial")
    publish(release)
    amend(release, headline="Un titre plus long que le premier, pour voir comment il passe à la ligne")
    gone = make_release(slug="retire", regions=[region])
    publish(gone)
    gone.withdraw(by=make_user(), notice="Erreur de tirage.")


def fill_agenda():
    """Events of Bretagne in each state, one of them with all that one may have."""
    bretagne = Region.objects.get(slug="bretagne")
    common = {"publish_at": ago(hours=1), "tour_stage": True, "region": bretagne}
    event = make_event(
        title="Rencontre",
        kind="conférence",
        held_on=date(2030, 5, 2),
        starts=time(18),
        ends=time(20),
        place="Salle municipale",
        address="1 rue de l'Exemple, Rennes",
        host=make_organisation(link="https://example.org/"),
        registration="https://example.org/inscription",
        programme="<p>Accueil</p><h2>Table ronde</h2><ul><li><p>un</p></li></ul>",
        **common,
    )
    event.held_on = date(2030, 5, 9)
    event.revise(by=None, reason="La salle n'est plus libre.")
    event.partners.add(make_organisation())
    make_resource(title="Complète", event=event, publish_at=ago())
    cancelled = make_event(title="Débat", held_on=date(2030, 5, 10), **common)
    cancelled.state = "cancelled"
    cancelled.revise(by=None, reason="Grève.")
    make_event(title="Forum", held_on=date(2030, 5, 30), held_until=date(2030, 6, 2), **common)
    make_event(title="Étape du mois", held_on=date(2030, 5, 1), **common | {"held_precision": "month"})
    make_event(title="Étape sans date", held_on=None, **common)
    make_event(title="Passée", state="held", account="<p>Ce que l'on y a dit.</p>", **common)
