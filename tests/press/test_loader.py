import shutil

import pytest
from django.core.management import CommandError, call_command

from press.loader import FOLDER, LoadError, load_demonstration, load_press
from press.loader.entries import spaced
from press.models import Boilerplate, Citation, Event, Organisation, PressContact, Release
from regions.dates import Precision
from regions.models import Report
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PLACE = "phare-grand-est"


@pytest.fixture
def folder(tmp_path):
    """A copy of the files that a test may spoil, with one release."""
    copy = shutil.copytree(FOLDER, tmp_path / "data")
    for path in (copy / "releases").iterdir():
        if path.stem != PLACE:
            path.unlink()
    return copy


def spoil(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def counted():
    models = (Organisation, Event, Boilerplate, PressContact, Release)
    return [model.objects.count() for model in models]


def test_real_part_holds_no_contact_and_no_release(programme):
    loaded = load_press()
    assert (loaded.created, loaded.existing) == (30, 0)
    assert counted() == [19, 6, 5, 0, 0]


def test_demonstration_adds_contacts_and_releases(programme):
    load_press()
    assert load_demonstration().created == 13
    assert counted() == [19, 6, 5, 3, 10]


def test_second_load_changes_nothing(programme, folder):
    for load in (load_press, load_demonstration):
        load(folder)
    again = [load(folder) for load in (load_press, load_demonstration)]
    assert [(one.created, one.existing) for one in again] == [(0, 30), (0, 4)]
    assert Release.objects.get().editions.count() == 1


def test_dates_keep_their_precision(programme):
    load_press()
    event = Event.objects.get(place="Mairie de Bordeaux")
    assert (event.held_precision, str(event.held)) == (Precision.HALF_YEAR, "second semestre 2016")
    assert (event.host.name, event.report.slug) == ("RTES", "phare-nouvelle-aquitaine")


def test_what_an_editor_changed_is_left(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    Organisation.objects.filter(name="RTES").update(tagline="Autre")
    Boilerplate.objects.filter(title="La méthode").update(text="Autre")
    PressContact.objects.filter(name__startswith="Bureau").update(hours="jamais")
    Release.objects.update(headline="Autre")
    load_press(folder)
    load_demonstration(folder)
    assert Organisation.objects.get(name="RTES").tagline == "Autre"
    assert Boilerplate.objects.get(title="La méthode").text == "Autre"
    assert PressContact.objects.get(name__startswith="Bureau").hours == "jamais"
    assert Release.objects.get().headline == "Autre"


def test_release_that_was_moved_does_not_come_back(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    Release.objects.get().move("ailleurs")
    assert load_demonstration(folder).created == 0


def test_release_holds_what_its_file_lists_in_its_order(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    release = Release.objects.get()
    assert [one.boilerplate.title for one in release.boilerplates.all()] == [
        "La méthode",
        "Le programme PHARE",
    ]
    assert [one.contact.name.partition(" (")[0] for one in release.contacts.all()] == [
        "Bureau de presse",
        "Études et données",
    ]
    assert Citation.objects.filter(release=release).count() == 16


def test_regional_contact_has_its_regions_and_its_deputy(programme):
    load_press()
    load_demonstration()
    contact = PressContact.objects.get(name__startswith="Relations")
    assert contact.regions.count() == 6
    assert contact.deputy.name == "Bureau de presse (démonstration)"


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("organisations.csv", "name,role", "nom,role", "organisations.csv, ligne 1 : les colonnes attendues"),
        ("organisations.csv", "SGMAP,", ",", "organisations.csv, ligne 14, colonne « name » : Ce champ"),
        (
            "events.csv",
            "2016-H2",
            "fin 2016",
            "events.csv, ligne 5, colonne « date » : « fin 2016 » n'est pas",
        ),
        ("events.csv", ",52,", ",99,", "events.csv, ligne 2, colonne « region » : aucune entrée « région »"),
        ("events.csv", ",CESE,no,", ",CESE,non,", "events.csv, ligne 6, colonne « tour_stage » : « non »"),
        ("events.csv", "Villes au Carré", "Villes", "events.csv, ligne 7, colonne « host » : aucune entrée"),
        ("events.csv", "phare-pays", "pays", "events.csv, ligne 2, colonne « report » : aucune entrée"),
        (
            "boilerplates.toml",
            'kind = "method"',
            'kind = "x"',
            "boilerplates.toml, ligne 31, clé « kind » : « x » n'est pas connu",
        ),
        (
            "boilerplates.toml",
            'title = "Le RAMEAU"',
            'titre = "Le RAMEAU"',
            "clé « titre » : clé inconnue ; celles attendues sont kind, title, text",
        ),
        (
            "boilerplates.toml",
            'kind = "method"',
            "kind = method",
            "boilerplates.toml, ligne 31, colonne 8 : ce n'est pas du TOML",
        ),
    ],
)
def test_wrong_row_is_refused_with_its_place_and_nothing_is_loaded(programme, folder, file, old, new, fault):
    spoil(folder, file, old, new)
    with pytest.raises(LoadError) as caught:
        load_press(folder)
    assert fault in str(caught.value)
    assert counted() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("contacts.csv", "01 99 00 10 10", "appeler", "contacts.csv, ligne 2, colonne « phone » : Un numéro"),
        ("contacts.csv", "|grand-est", "|est", "contacts.csv, ligne 3, colonne « regions » : aucune région"),
        (
            "contacts.csv",
            ",desk,Tou",
            ",bureaux,Tou",
            "contacts.csv, ligne 2, colonne « kind » : « bureaux »",
        ),
        (f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"', "ligne 7, clé « report » : aucune entrée"),
        (f"releases/{PLACE}.toml", '["grand-est"]', '"grand-est"', "ligne 6, clé « regions » : une liste"),
        (
            f"releases/{PLACE}.toml",
            "emploi/maires",
            "emplois/maires",
            "ligne 13, clé « cites » : aucun chiffre",
        ),
        (f"releases/{PLACE}.toml", "grand-est/domaine", "domaine", "ligne 12, clé « cites » : « domaine-co-"),
        (
            f"releases/{PLACE}.toml",
            '["La méthode"',
            '["Méthode"',
            "ligne 9, clé « boilerplates » : aucun texte",
        ),
        (f"releases/{PLACE}.toml", "standfirst", "chapo", "ligne 2, clé « chapo » : clé inconnue"),
        (
            f"releases/{PLACE}.toml",
            "Grand Est :",
            "Grand Est " * 12,
            "ligne 1, clé « headline » : Le titre a",
        ),
        (
            f"releases/{PLACE}.toml",
            "PHARE Grand Est</a>",
            "ici</a>",
            "clé « body » : Le lien « ici » ne dit pas",
        ),
        (
            f"releases/{PLACE}.toml",
            "</h2>",
            "</h2>\n<p>Demain, tout change.</p>",
            "« Demain » sera faux demain",
        ),
        (f"releases/{PLACE}.toml", "[", "", "ce n'est pas du TOML"),
    ],
)
def test_wrong_demonstration_is_refused_with_its_place_and_nothing_is_loaded(
    programme, folder, file, old, new, fault
):
    load_press(folder)
    spoil(folder, file, old, new)
    with pytest.raises(LoadError) as caught:
        load_demonstration(folder)
    assert fault in str(caught.value)
    assert counted()[3:] == [0, 0]


def test_faults_of_all_releases_are_listed(programme, folder):
    shutil.copy(folder / "releases" / f"{PLACE}.toml", folder / "releases" / "autre.toml")
    spoil(folder, f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"')
    spoil(folder, "releases/autre.toml", '"phare-grand-est"', '"ouest"')
    load_press(folder)
    with pytest.raises(LoadError) as caught:
        load_demonstration(folder)
    assert [message.partition(",")[0] for message in caught.value.messages] == [
        "autre.toml",
        "phare-grand-est.toml",
    ]


def test_spaces_of_french_typography_are_put_in():
    assert spaced("« Oui » : 43 % ; 7,1 sur 10 ? 1 200 000 !") == (
        "«\u00a0Oui\u00a0»\u00a0: 43\u202f%\u202f; 7,1\u00a0sur\u00a010\u202f? 1\u202f200\u202f000\u202f!"
    )
    assert spaced("6 points de plus en 2016, 10 salariés") == "6\u00a0points de plus en 2016, 10 salariés"


def test_command_loads_the_real_part_in_production_and_refuses_the_other(capsys, programme, settings):
    settings.PRODUCTION = True
    call_command("load_press")
    assert capsys.readouterr().out == "30 lignes créées, 0 déjà là.\n"
    with pytest.raises(CommandError, match="production"):
        call_command("load_press", demonstration=True)


def test_command_loads_nothing_where_the_demonstration_is_wrong(programme, folder):
    spoil(folder, f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"')
    with pytest.raises(CommandError, match="Rien n'a été chargé"):
        call_command("load_press", folder, demonstration=True)
    assert counted() == [0, 0, 0, 0, 0]


def test_demo_adds_releases_once(capsys):
    call_command("demo")
    assert counted() == [19, 6, 5, 3, 10]
    Organisation.objects.filter(name="Audencia").delete()
    capsys.readouterr()
    call_command("demo")
    assert capsys.readouterr().out == ""
    assert counted() == [18, 6, 5, 3, 10]


def test_demo_serves_a_site_whose_reports_cannot_hold_the_releases(capsys, programme):
    report = Report.objects.get(slug="phare-grand-est")
    report.withdraw(by=make_user(), notice="Retiré.")
    call_command("demo")
    assert "Les communiqués de démonstration manquent." in capsys.readouterr().err
    assert counted() == [0, 0, 0, 0, 0]
