"""The whole way of a release, as a press officer goes it: written, checked, read, published, amended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from press.models import Edition, Release
from regions.models import Report
from regions.publication import database_now
from tests.browser.desk import HEADLINE, follow, mend, step, write
from tests.browser.measures import violations
from tests.factories import make_boilerplate, make_contact, make_release, publish
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/communiques/43-des-entreprises-ligeriennes-dau-moins-10-salaries-ont-des-partenariats/"


@pytest.fixture
def company(programme):
    make_contact(name="Bureau de presse")
    make_boilerplate(title="Le programme PHARE")


def test_release_is_written_checked_approved_published_amended_and_withdrawn(desk, open_page, company):
    officer = desk("/admin/press/release/add/", username="redactrice")
    write(officer)
    holes = officer.locator(".panel li").all_inner_texts()
    assert "Le chapô est vide." in holes
    assert "« ce soir » sera faux demain : écrivez aussi la date, dans la même phrase." in holes
    mend(officer)
    step(officer, "Citer les chiffres du rapport")
    follow(officer.get_by_role("button", name="Citer ces chiffres"))
    assert officer.locator(".panel .holes li").count() == 0
    step(officer, "Soumettre à relecture")
    follow(officer.get_by_role("button", name="Soumettre à relecture"))
    assert "Soumis à relecture" in officer.locator(".panel").inner_text()
    assert Client().get(ADDRESS).status_code == 404

    release = Release.objects.get()
    reader = desk(f"/admin/press/release/{release.pk}/change/", username="relectrice")
    step(reader, "Publier maintenant")
    follow(reader.get_by_role("button", name="Publier maintenant"))
    assert "Publié : version 1." in reader.locator(".messagelist").inner_text()
    public = open_page(ADDRESS)
    assert plain(public.get_by_role("heading", level=1).inner_text()) == plain(HEADLINE)
    assert public.get_by_role("row", name="Entreprises d'au moins 10").get_by_text("43\u202f%").count()

    officer.reload()
    officer.locator("#id_standfirst").fill(
        "43 % des entreprises d'au moins 10 salariés ont des partenariats, dans toute la région."
    )
    officer.get_by_label("Note aux lecteurs").fill("Le chapô dit le territoire.")
    follow(officer.get_by_role("button", name="Enregistrer et continuer").first)
    assert "dans toute la région" not in open_page(ADDRESS).inner_text("main")
    reader.goto(reader.url)
    step(reader, "Publier maintenant")
    assert "région" in " ".join(reader.locator("ins").all_inner_texts())
    follow(reader.get_by_role("button", name="Publier maintenant"))
    public.reload()
    assert "Le chapô dit le territoire." in public.locator(".notice").inner_text()
    follow(public.get_by_role("link", name="Comparer les versions"))
    assert public.locator("ins").count() > 0

    step(reader, "Retirer")
    reader.get_by_label("Avis public").fill("Publié par erreur.")
    follow(reader.get_by_role("button", name="Retirer"))
    gone = Client().get(ADDRESS)
    assert gone.status_code == 410
    assert "Publié par erreur." in gone.content.decode()


def test_journalist_is_invited_reads_before_the_instant_and_is_led_to_the_public_page_after(
    desk, chromium, company
):
    release = make_release(publish_at=database_now() + timedelta(hours=2))
    edition = publish(release)
    officer = desk(f"/admin/press/release/{release.pk}/change/")
    step(officer, "Inviter un journaliste")
    officer.locator("#id_name").fill("Camille Exemple")
    officer.locator("#id_media").fill("Le Journal d'exemple")
    follow(officer.get_by_role("button", name="Enregistrer", exact=True))
    link = officer.locator("input[readonly], code").first
    address = link.input_value() if link.evaluate("one => one.tagName") == "INPUT" else link.inner_text()

    context = chromium.new_context(locale="fr-FR")
    journalist = context.new_page()
    journalist.goto(address)
    assert release.headline not in journalist.inner_text("main")
    follow(journalist.get_by_role("button", name="J'accepte"))
    assert release.headline in journalist.inner_text("main")
    assert "Camille Exemple" in journalist.inner_text("main")

    Edition.objects.filter(pk=edition.pk).update(publish_at=database_now())
    journalist.goto(address)
    assert journalist.url.endswith(release.get_absolute_url())
    context.close()


def test_button_says_the_instant_that_it_gives(desk, company):
    release = make_release(report=Report.objects.get(slug="phare-pays-de-la-loire"), figures=[])
    at = database_now() + timedelta(days=2)
    Release.objects.filter(pk=release.pk).update(publish_at=at)
    page = desk(f"/admin/press/release/{release.pk}/change/")
    button = page.locator(".steps").get_by_role("link", name="Publier")
    assert f"{localtime(at):%-H} h {localtime(at):%M}, heure de Paris" in button.inner_text()


def test_preview_shows_what_is_typed_and_saves_nothing(desk, company):
    release = make_release(headline="Avant")
    page = desk(f"/admin/press/release/{release.pk}/change/")
    page.locator("#id_headline").fill("Après")
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Ouvrir l'aperçu").click()
    preview = popup.value
    assert preview.get_by_role("heading", level=1).inner_text() == "Après"
    assert "rien n'est enregistré" in preview.locator(".notice").first.inner_text()
    release.refresh_from_db()
    assert release.headline == "Avant"
    assert page.locator("#id_headline").input_value() == "Après"


def test_form_saves_without_javascript(desk, company):
    release = make_release(headline="Avant")
    page = desk(f"/admin/press/release/{release.pk}/change/", javascript=False)
    page.locator("#id_headline").fill("Après")
    page.locator("#id_body").fill("<p>Tapé <strong>à la main</strong><script>alert(1)</script></p>")
    follow(page.get_by_role("button", name="Enregistrer", exact=True).first)
    release.refresh_from_db()
    assert (release.headline, release.body) == ("Après", "<p>Tapé <strong>à la main</strong></p>")


def test_paste_from_word_loses_fonts_and_keeps_lists(desk, company):
    release = make_release(body="")
    # The policy refuses the pasted styles, and says so.
    page = desk(f"/admin/press/release/{release.pk}/change/", bypass_csp=True)
    page.locator(".ProseMirror[contenteditable]").click()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", `<html><body><p class=MsoNormal style="margin:0"><span
            style="font-family:Comic Sans MS;color:red">Un mot</span><o:p></o:p></p>
            <ul><li class=MsoListParagraph style="mso-list:l0"><b>gras</b></li><li>deux</li></ul></body>
            </html>`);
          document.querySelector(".ProseMirror[contenteditable]").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    follow(page.get_by_role("button", name="Enregistrer", exact=True).first)
    release.refresh_from_db()
    assert release.body == ("<p>Un mot</p><ul><li><p><strong>gras</strong></p></li><li><p>deux</p></li></ul>")


def main_pages():
    edition = publish(make_release())
    draft = make_release(standfirst="")
    contact = edition.release.contacts.get().contact
    one, two = edition.release.pk, draft.pk
    return [
        "/admin/press/release/",
        "/admin/press/release/add/",
        f"/admin/press/release/{one}/change/",
        f"/admin/press/release/{two}/change/",
        f"/admin/press/release/{two}/approuver/",
        f"/admin/press/release/{one}/retirer/",
        f"/admin/press/release/{one}/region-suivante/",
        f"/admin/press/release/{two}/differences/{one}/",
        f"/admin/press/presscontact/{contact.pk}/change/",
        f"/admin/press/presscontact/{contact.pk}/effacer/",
        f"/admin/press/earlyaccess/add/?release={two}",
        "/admin/press/earlyaccess/",
        "/admin/press/boilerplate/add/",
        "/admin/press/organisation/add/",
        "/admin/press/event/add/",
    ]


def test_axe_finds_nothing_on_the_desk_of_the_press(desk, programme):
    pages = main_pages()
    page = desk("/admin/", bypass_csp=True)
    base = page.url.removesuffix("/admin/")
    found = {}
    for path in pages:
        page.goto(base + path, wait_until="networkidle")
        found[path] = violations(page)
    assert {path: names for path, names in found.items() if names} == {}


def test_policy_refuses_nothing_on_the_desk_of_the_press(desk, programme):
    pages = main_pages()
    page = desk("/admin/")
    base = page.url.removesuffix("/admin/")
    assert [path for path in pages if page.goto(base + path).status != 200] == []
    assert Edition.objects.count() == 1
