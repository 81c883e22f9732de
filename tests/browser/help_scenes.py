"""What each picture of the help shows: the page, what is done there, and the parts of it to keep."""

from datetime import timedelta

from django.urls import reverse

from press.models import EarlyAccess, Event, Page, PressContact, Release
from regions.models import Figure, Question, Report
from regions.publication import database_now
from tests.browser.desk import follow, mend, save, step, write
from tests.factories import make_release, publish
from tests.press.claim_texts import PARAGRAPHS, make_draft

HEADER = "région;indicateur;enquête;réponse;base;valeur;rapport;source"


def change(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def fields(page, *numbers):
    """Groups of fields of a form, counted from 0."""
    return [page.locator("fieldset.module").nth(number) for number in numbers]


def plan(page, day):
    page.locator("#id_publish_at_0").fill(day)
    page.locator("#id_publish_at_1").fill("08:00")


def grid_wrong(desk, other):
    question = Question.objects.get(
        indicator__slug="pratique-partenariats", survey__slug="phare-entreprises-2015"
    )
    page = desk(reverse("admin:regions_figure_entry", args=[question.pk]))
    row = page.locator("table.grid tr").filter(has_text="Auvergne-Rhône-Alpes")
    cell = row.locator("input").nth(1)
    cell.fill("143 %")
    cell.press("Tab")
    page.locator("[aria-invalid=true]").wait_for()
    return page.locator("table.grid caption"), row


def import_preview(desk, other):
    """The stored figures of a draft once more, of which one names its region otherwise."""
    found = Figure.objects.filter(report__approved_at=None).with_labels()
    rows = [
        ";".join(
            [
                one.region.name if number else "Auvergne Rhone Alpes",
                one.question.indicator.slug,
                one.question.survey.slug,
                one.answer.slug,
                one.base.slug,
                f"{one.value.normalize():f}".replace(".", ","),
                one.report.slug,
                one.source,
            ]
        )
        for number, one in enumerate(found)
    ]
    page = desk(reverse("admin:regions_figureimport_add"))
    file = {"name": "chiffres.csv", "mimeType": "text/csv", "buffer": "\n".join([HEADER, *rows]).encode()}
    page.set_input_files("input[type=file]", file)
    follow(page.get_by_role("button", name="Envoyer"))
    page.locator(".counts").wait_for()
    return page.locator(".stages"), page.locator(".counts"), page.locator(".panel").first


def correction_meaning(desk, other):
    figure = Figure.objects.get(region__code="52", value=43)
    page = desk(reverse("admin:regions_correction_correct", args=[figure.pk]))
    page.locator("#id_value").fill("42 %")
    follow(page.get_by_role("button", name="Vérifier ce que cela change"))
    return page.locator(".panel").all()


def report_form(desk, other):
    return fields(desk(reverse("admin:regions_report_add")), 1, 2)


def release_panel(desk, other):
    page = desk(reverse("admin:press_release_add"))
    write(page)
    return [page.locator(".panel").first]


def review_list(desk, other):
    release = Release.objects.get(editions=None)
    page = desk(change(release))
    plan(page, "14/01/2027")
    mend(page)
    step(page, "Citer les chiffres du rapport")
    follow(page.get_by_role("button", name="Citer ces chiffres"))
    step(page, "Soumettre à relecture")
    follow(page.get_by_role("button", name="Soumettre à relecture"))
    page = other(reverse("desk_review"))
    return [page.locator("article").filter(has_text=release.headline).first]


def access_link(desk, other):
    release = make_release(
        headline="43 % des entreprises ligériennes d'au moins 10 salariés ont des partenariats",
        publish_at=database_now() + timedelta(days=2),
    )
    publish(release)
    page = desk(f"{reverse('admin:press_earlyaccess_add')}?release={release.pk}")
    page.locator("#id_name").fill("Camille Exemple")
    page.locator("#id_media").fill("Le Journal d'exemple")
    follow(page.get_by_role("button", name="Enregistrer", exact=True))
    page.locator(".fresh-link code").evaluate("one => one.textContent = 'https://example.org/acces/…/'")
    EarlyAccess.objects.get().revoke(database_now())
    return page.locator("#content h1"), page.locator("#content .notice").last, page.locator("#content p").last


def draft_of_numbers():
    """A release with a number of each kind that asks for something."""
    return make_draft(
        standfirst="Dans les Pays de la Loire, 44 % des entreprises d'au moins 10 salariés ont noué des "
        "partenariats.",
        body=f"<p>{PARAGRAPHS['base']}</p><p>{PARAGRAPHS['right']}</p><p>{PARAGRAPHS['external']}</p>",
    )


def claims_text(desk, other):
    page = desk(reverse("admin:press_release_claims", args=[draft_of_numbers().pk]))
    return page.locator(".claims-head p").first, page.locator(".claims-text")


def claims_lines(desk, other):
    page = desk(reverse("admin:press_release_claims", args=[draft_of_numbers().pk]))
    return page.locator(".claim-line").all()[:2]


def contacts_form(desk, other):
    return fields(desk(change(PressContact.objects.filter(kind="desk").first())), 0, 1)


def event_told(desk, other):
    event = Event.objects.get(slug="entreprendre-dans-les-quartiers-en-region-centre-val-de-loire")
    page = desk(change(event))
    page.locator("#id_held_on").fill("05/07/2017")
    save(page)
    return [page.locator(".told")]


def document_form(desk, other):
    return fields(desk(reverse("admin:press_resource_add")), 0)


def page_form(desk, other):
    return fields(desk(change(Page.objects.get(slug="methode"))), 0)


def history_life(desk, other):
    report = Report.objects.get(approved_at=None)
    page = desk(change(report))
    plan(page, "14/01/2027")
    page.locator("#id_change_reason").fill("Jour convenu avec la région.")
    save(page)
    page = desk(change(report))
    follow(page.get_by_role("link", name="Historique", exact=True))
    return [page.locator(".life > li").first]


def together_conflict(desk, other):
    report = Report.objects.get(approved_at=None)
    page, first = desk(change(report)), other(change(report))
    plan(first, "21/01/2027")
    save(first)
    plan(page, "28/01/2027")
    save(page)
    return page.locator(".errornote").first, page.locator(".met")


def account(desk, other):
    return desk(reverse("admin:account")).locator(".panel").all()


def account_roles(desk, other):
    page = desk(reverse("admin:auth_user_add"))
    return [page.locator("fieldset").filter(has=page.locator(".field-groups")).last]


SCENES = {
    "grid-wrong": grid_wrong,
    "import-preview": import_preview,
    "correction-meaning": correction_meaning,
    "report-form": report_form,
    "release-panel": release_panel,
    "review-list": review_list,
    "access-link": access_link,
    "claims-text": claims_text,
    "claims-lines": claims_lines,
    "contacts-form": contacts_form,
    "event-told": event_told,
    "document-form": document_form,
    "page-form": page_form,
    "history-life": history_life,
    "together-conflict": together_conflict,
    "sign_in-account": account,
    "accounts-roles": account_roles,
}
