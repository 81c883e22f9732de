"""What tests do at the desk as a person would."""

import io

from pypdf import PdfWriter

HEADLINE = "43\u00a0% des entreprises ligériennes d'au moins 10 salariés ont des partenariats"


def follow(link):
    """Click what leads to another page and wait until it is there: a click alone may return before."""
    with link.page.expect_navigation():
        link.click()


def choose(page, field, text):
    """Pick in one of the admin's lookups, typing as a person does."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-container--open .select2-results__option").first.wait_for()
    page.locator(".select2-container--open .select2-search__field").press_sequentially(text)
    page.locator(".select2-container--open .select2-results__option", has_text=text).first.click()


def choose_in_row(page, group, field, text):
    """Add a row to one of the tables beside a form, and pick in its lookup."""
    box = page.locator(f"#{group}-group")
    box.get_by_role("link", name="Ajouter").or_(box.locator(".add-row a")).first.click()
    row = box.locator("tr.form-row:not(.empty-form)").last
    row.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-container--open .select2-results__option").first.wait_for()
    page.locator(".select2-container--open .select2-search__field").press_sequentially(text)
    page.locator(".select2-container--open .select2-results__option", has_text=text).first.click()


def save(page):
    follow(page.get_by_role("button", name="Enregistrer et continuer").first)


def write(page):
    """A release with holes, saved; `HEADLINE` is its headline as readers see it."""
    page.locator("#id_headline").press_sequentially(HEADLINE.replace("\u00a0", " "))
    page.locator("#id_headline").blur()
    page.locator(".ProseMirror[contenteditable]").click()
    page.keyboard.type("Rendez-vous ce soir à Nantes.")
    page.get_by_label("Pays de la Loire").check()
    choose(page, "report", "PHARE Pays de la Loire")
    save(page)


def mend(page):
    """What the checks asked of that release."""
    page.locator(".ProseMirror[contenteditable]").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Les partenariats y sont en place.")
    page.locator("#id_standfirst").fill("43 % des entreprises d'au moins 10 salariés ont des partenariats.")
    choose_in_row(page, "contacts", "contact", "Bureau")
    choose_in_row(page, "boilerplates", "boilerplate", "PHARE")
    save(page)


def step(page, words):
    follow(page.locator(".steps").get_by_role("link", name=words))


def pdf(pages):
    stream = io.BytesIO()
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(stream)
    return stream.getvalue()


def upload(page, name, pages):
    """Give the form a PDF of so many pages."""
    page.locator("#id_file").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": pdf(pages)}
    )
