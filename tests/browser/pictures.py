"""Takes the pictures of docs/pictures/ from a running site: python -m tests.browser.pictures ADDRESS."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, chromium_path

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
VIEWS = {"bureau": (1280, 900, "light"), "telephone": (390, 844, "light"), "sombre": (1280, 900, "dark")}
TALLEST = 1500
PAGES = {
    "accueil": "/",
    "france": "/france/",
    "regions": "/regions/",
    "region": "/regions/pays-de-la-loire/",
    "region-prudence": "/regions/centre-val-de-loire/",
    "region-sans-chiffre": "/regions/bretagne/",
    "indicateurs": "/indicateurs/",
    "indicateur": "/indicateurs/pratique-partenariats/",
    "indicateur-publics": "/indicateurs/alliances-source-innovation/?public=maires",
    "rapports": "/rapports/",
    "rapport": "/rapports/phare-grand-est/",
    "enquete": "/enquetes/phare-institutions-2016/",
    "chiffre": "/chiffres/pays-de-la-loire/pratique-partenariats/phare-entreprises-2015/"
    "oui-des-relations-partenariales-sont-en-place/entreprises-10-salaries/",
    "rectificatifs": "/rectificatifs/",
    "communiques": "/communiques/",
    "communique": "/communiques/phare-pays-de-la-loire/",
    "contacts-presse": "/contacts-presse/",
    "agenda": "/agenda/",
    "agenda-mois": "/agenda/?mois=2016-06",
    "evenement": "/agenda/entreprendre-dans-les-quartiers-en-region-centre-val-de-loire/",
    "tour": "/tour/",
    "ressources": "/ressources/",
    "page": "/methode/",
    "recherche": "/recherche/?q=partenariat",
    "tableau-de-bord": "/tableau-de-bord/",
    "comparer": "/comparer/?regions=grand-est&regions=pays-de-la-loire",
    "donnees": "/donnees/",
    "api": "/api/v1/",
    "introuvable": "/jamais/",
}


IN_DARK = ("accueil", "region", "indicateur", "chiffre", "communique")


def main(base):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=FLAGS)
        for view, (width, height, scheme) in VIEWS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR"
            )
            page = context.new_page()
            for name, path in PAGES.items():
                if scheme == "dark" and name not in IN_DARK:
                    continue
                page.goto(base.rstrip("/") + path)
                for box in page.locator("[data-chart]").all():
                    box.scroll_into_view_if_needed()
                page.wait_for_load_state("networkidle")
                page.evaluate("window.scrollTo(0, 0)")
                tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                page.screenshot(
                    path=FOLDER / f"{name}-{view}.jpg",
                    type="jpeg",
                    quality=55,
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": tall},
                )
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
