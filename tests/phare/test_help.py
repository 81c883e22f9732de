"""The help of the desk: who is shown what, and that it stays true to the desk."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

from phare.desk.help import JOBS, jobs_for
from phare.templatetags.help import PICTURES, picture_size
from tests.factories import make_user
from tests.roles import make_editor

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates" / "admin" / "help"
MOST_BYTES = 1_500_000
EVERYBODY = ["history", "together", "sign_in"]
OWN = {
    "Données": ["grid", "import", "correction", "report"],
    "Rédaction": ["release", "claims", "page"],
    "Relecture": ["review"],
    "Presse": ["access", "contacts"],
    "Agenda": ["event", "document"],
    "Administration": [job.name for job in JOBS if job.name not in EVERYBODY],
}


def template(job):
    return (TEMPLATES / f"{job.name}.html").read_text()


@pytest.fixture
def editor(client, db):
    def sign_in(*roles):
        client.force_login(make_editor(*roles))
        return client

    return sign_in


@pytest.mark.parametrize("role", OWN)
def test_index_lists_the_jobs_of_a_role_and_folds_the_others(editor, role):
    context = editor(role).get("/admin/aide/").context
    expected = [job for job in JOBS if job.name in OWN[role] + EVERYBODY]
    assert context["own"] == expected
    assert context["others"] == [job for job in JOBS if job not in expected]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_help_of_a_job_says_who_may_and_starts_it_for_them(editor, job):
    roles = sorted(role for role, names in OWN.items() if job.name in names)
    for role in ("Agenda", "Données"):
        response = editor(role).get(job.address)
        assert response.context["roles"] == roles
        may = job.name in OWN[role] + EVERYBODY
        assert ('class="help-start"' in response.content.decode()) is (may and bool(job.start))


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_help_of_a_job_has_its_parts_and_a_picture(editor, job):
    said = editor("Agenda").get(job.address).content.decode()
    assert said.count("<h1") == 1
    assert said.count("<dt>") >= 2
    assert "{#" not in said
    assert (
        said.count("<img") == said.count('loading="lazy"') == len(re.findall(r'<img [^>]*alt="[^"]+', said))
    )
    assert said.count("<img") >= 1


def test_help_is_for_the_desk_alone(client, db):
    for path in ("/admin/aide/", JOBS[0].address):
        assert client.get(path).url.startswith("/admin/login/")
    client.force_login(make_user())
    assert client.get("/admin/aide/").status_code == 302


def test_unknown_job_is_not_found(editor):
    assert editor("Agenda").get("/admin/aide/jamais/").status_code == 404


def test_help_is_only_read(editor):
    assert editor("Agenda").post("/admin/aide/").status_code == 405


def test_page_of_the_desk_links_to_the_jobs_of_its_reader(editor):
    page = reverse("admin:regions_figure_changelist")
    grid, imports, *_ = JOBS
    links = f'<p class="help-links">Aide : <a href="{grid.address}">{grid.title}</a> · '
    assert links + f'<a href="{imports.address}">' in editor("Données").get(page).content.decode()
    assert "help-links" not in editor("Relecture").get(page).content.decode()


def test_every_job_with_a_place_at_the_desk_is_linked_from_where_it_starts(db):
    chief = make_user(is_superuser=True)
    starts = {job.name: job.start for job in JOBS if job.start}
    linked = {name: [job.name for job in jobs_for(chief, start)] for name, start in starts.items()}
    assert [name for name, found in linked.items() if name not in found] == []


def test_every_job_is_done_in_a_browser_test():
    source = "".join(path.read_text() for path in (ROOT / "tests" / "browser").glob("test_help_jobs*.py"))
    done = re.findall(r'\btold\("(\w+)", "', source)
    assert sorted(done) == sorted(job.name for job in JOBS)


def test_every_message_that_the_help_explains_is_one_that_the_desk_says():
    spoken = "\n".join(_spoken())
    quoted = [words for job in JOBS for words in re.findall(r'class="said">(.*?)</q>', template(job))]
    parts = [part.strip() for words in quoted for part in words.split("…") if part.strip()]
    assert [part for part in parts if part not in spoken] == []


def _spoken():
    """The texts of our templates, and the strings of our modules, with their parts joined."""
    for folder in ("phare", "press", "regions"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(str(getattr(part, "value", "")) for part in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value.replace("{}", "")
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parent != TEMPLATES:
            yield path.read_text()


def test_every_picture_is_shown_by_a_page_and_all_weigh_little():
    shown = {name for job in JOBS for name in re.findall(r'help_picture "([\w-]+)"', template(job))}
    files = {path.stem: path.stat().st_size for path in PICTURES.glob("*.webp")}
    assert shown == set(files)
    assert sum(files.values()) < MOST_BYTES
    assert max(picture_size(name)[0] for name in files) <= 800
