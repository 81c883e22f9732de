"""The numbers of a release, settled as their help page tells it."""

import pytest

from press.models import Release
from tests.browser.desk import follow
from tests.browser.test_claims_desk import give, line
from tests.factories import ago, make_correction, publish
from tests.press.claim_texts import HEADLINE, STANDFIRST, companies, make_draft, read

pytestmark = pytest.mark.django_db(transaction=True)


def insert(job):
    """A sentence with its figure, into a new paragraph."""
    page = job.page
    page.locator(".ProseMirror[contenteditable]").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Insérer un chiffre").click()
    picker = page.get_by_role("dialog")
    picker.get_by_label("Territoire").select_option(label="Pays de la Loire")
    picker.get_by_label("Indicateur, réponse ou base").fill("fragilité")
    picker.get_by_role("button", name="Chercher").click()
    sentence = picker.get_by_role("button", name="Insérer la phrase").first
    sentence.wait_for()
    job.step(2)
    sentence.click()


def mend(job):
    """The wrong numbers, and the base that one lacks."""
    job.step(4)
    for text in ("44 %", "8 points"):
        follow(line(job.page, text).get_by_role("button", name="Remplacer par"))
    follow(line(job.page, "43 %").last.get_by_role("button", name="Écrire la base"))


def bind(job):
    """The share whose subject the sentence does not tell."""
    job.step(5)
    way = line(job.page, "65 %").last.locator("details").filter(has_text="Lier à un")
    way.locator("summary").click()
    way.get_by_role("searchbox").fill("alliances citoyens loire")
    follow(way.get_by_role("button", name="Chercher"))
    job.step(5)
    follow(line(job.page, "65 %").last.get_by_role("button", name="Lier à ce chiffre").first)


def answer_for(job):
    """The number of another source, first kept against the checker."""
    page = job.page
    for summary in line(page, "120 élus").locator("summary").all():
        summary.click()
    job.step(6)
    job.step(7)
    page.reload()
    give(page, "120 élus", "Maintenir", "Relu avec la ville")
    job.step(8)
    follow(line(page, "120 élus").get_by_role("button", name="Revenir sur la décision"))
    give(page, "120 élus", "Chiffre d'une autre source", "La ville de Nantes")


def correct(release):
    """A figure of a release that is out."""
    publish(release)
    make_correction(figure=companies(), value=41, publish_at=ago(minutes=1))


def test_numbers_are_settled_and_an_erratum_prepared_as_told(told, programme):
    draft = make_draft()
    job = told("claims", "Rédaction")
    page = job.page
    job.step(1)
    follow(page.locator("#result_list").get_by_role("link", name=HEADLINE))
    job.step(1)
    insert(job)
    job.step(3)
    follow(page.get_by_role("button", name="Enregistrer et continuer").first)
    follow(page.locator(".panel").get_by_role("link", name="Chiffres du texte"))
    job.step(3)
    for part in (bind, mend, answer_for):
        part(job)
    job.step(9)
    assert [one.text for one in read(draft).found if not one.is_settled] == []
    standfirst = STANDFIRST.replace("44 %", "43 %").replace("8 points", "6 points")
    body = "<p>Ils le disent.</p>"
    out = make_draft(headline="Des alliances", standfirst=standfirst, body=body, publish_at=ago(days=2))
    correct(out)
    page.goto(page.url.replace(f"/{draft.pk}/", f"/{out.pk}/").partition("#")[0])
    job.step(10)
    follow(page.get_by_role("button", name="Préparer un erratum"))
    assert Release.objects.get(pk=out.pk).standfirst.startswith("Dans les Pays de la Loire, 41 %")
