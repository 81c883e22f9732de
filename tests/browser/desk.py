"""What tests do at the desk as a person would."""


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
