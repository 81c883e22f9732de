"""Each job of everybody at the desk, and of its accounts, done as its help page tells it."""

import pytest
from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice

from regions.models import Report
from tests.browser.desk import follow, save
from tests.browser.test_sign_in import enrol, give_password, send
from tests.phare.desk import PASSWORD, code_for
from tests.roles import make_editor

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, words):
    follow(page.get_by_role("button", name=words, exact=True).last)


def go(page, path):
    page.goto(page.url.partition("/admin/")[0] + path)
    return page


def change(report):
    return f"/admin/regions/report/{report.pk}/change/"


def test_history_is_read_compared_and_taken_up_as_told(told, programme):
    report = Report.objects.get(approved_at=None)
    job = told("history", "Données")
    page = job.page
    for note in ("Premier texte", "Second texte"):
        go(page, change(report)).locator("#id_note").fill(note)
        save(page)
        page.wait_for_timeout(1100)  # two saves within a second are one act
    job.step(1)
    follow(page.get_by_role("link", name="Historique", exact=True))
    job.step(2)
    page.get_by_label("comparer de").nth(1).check()
    page.get_by_label("à", exact=True).first.check()
    press(page, "Comparer les deux versions choisies")
    assert page.get_by_role("region", name="Du ").locator("ins").first.inner_text().startswith("Second")
    job.step(3)
    follow(page.get_by_role("link", name="Reprendre ces valeurs dans le formulaire").first)
    job.step(4)
    press(page, "Enregistrer")
    report.refresh_from_db()
    assert report.note == "Premier texte"


def test_second_to_save_loses_nothing_as_told(told, desk, programme):
    report = Report.objects.get(approved_at=None)
    job = told("together", "Données")
    page = go(job.page, change(report))
    other = desk(change(report), username="dominique", role="Données")
    other.locator("#id_note").fill("De Dominique")
    save(other)
    page.locator("#id_note").fill("De Camille")
    job.step(1)
    press(page, "Enregistrer")
    assert "dominique a enregistré ici depuis" in page.locator(".errorlist").first.inner_text()
    job.step(2)
    job.step(4)
    press(page, "Enregistrer")
    report.refresh_from_db()
    assert report.note == "De Camille"


def test_first_and_later_sign_ins_go_as_told(told, open_page, settings):
    job = told("sign_in", "Rédaction")
    settings.SECOND_FACTOR_REQUIRED = True
    editor = make_editor("Rédaction", username="dominique", password=PASSWORD)
    page = open_page("/admin/")
    job.step(1, page)
    give_password(page, editor)
    job.step(2, page)
    key = enrol(page)
    job.step(3, page)
    follow(page.get_by_role("link", name="continuer"))
    job.step(5, page)
    follow(page.get_by_role("link", name="Mon compte"))
    job.step(5, page)
    job.step(6, page)
    press(page, "Déconnexion")
    follow(page.get_by_role("link", name="Se reconnecter"))
    give_password(page, editor)
    job.step(4, page)
    send(page, code=code_for(key, ahead=1))
    assert page.url.endswith("/admin/")


def test_account_is_opened_changed_and_closed_as_told(told):
    job = told("accounts", "Administration")
    page = job.page
    job.step(1)
    follow(page.locator(".object-tools .addlink"))
    job.step(2)
    page.locator("#id_username").fill("dominique")
    for field in ("password1", "password2"):
        page.locator(f"#id_{field}").fill(PASSWORD)
    page.get_by_label("Agenda").check()
    press(page, "Enregistrer")
    account = User.objects.get(username="dominique")
    TOTPDevice.objects.create(user=account, name="Application")
    go(page, f"/admin/auth/user/{account.pk}/change/")
    for number in (3, 4, 5):
        job.step(number)
    follow(page.get_by_role("link", name="Réinitialiser la double authentification"))
    job.step(5)
    press(page, "Réinitialiser")
    page.get_by_label("Actif").uncheck()
    press(page, "Enregistrer")
    account.refresh_from_db()
    assert (account.is_active, account.totpdevice_set.count()) == (False, 0)
