import shutil

import pytest
from django.core.management import CommandError, call_command

from press.loader import FOLDER, LoadError, load_demonstration, load_press
from press.loader.entries import spaced
from press.models import (
    Boilerplate,
    Citation,
    Event,
    Fact,
    Organisation,
    Page,
    PressContact,
    Release,
    Resource,
)
from regions.models import Report
from regions.publication import database_now
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PLACE = "phare-grand-est"
REAL = [20, 6, 9, 13, 10, 5]


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
    models = (Organisation, Event, Resource, Fact, Page, Boilerplate, PressContact, Release)
    return [model.objects.count() for model in models]


def test_real_part_holds_no_contact_and_no_release(programme):
    loaded = load_press()
    assert (loaded.created, loaded.existing) == (63, 0)
    assert counted() == [*REAL, 0, 0]


def test_demonstration_adds_contacts_and_releases(programme):
    load_press()
    assert load_demonstration().created == 13
    assert counted() == [*REAL, 3, 10]


def test_second_load_changes_nothing(programme, folder):
    for load in (load_press, load_demonstration):
        load(folder)
    again = [load(folder) for load in (load_press, load_demonstration)]
    assert [(one.created, one.existing) for one in again] == [(0, 63), (0, 4)]
    assert Release.objects.get().editions.count() == 1


def test_what_an_editor_changed_is_left(programme, folder):
    load_press(folder)
    load_demonstration(folder)
    Organisation.objects.filter(name="RTES").update(tagline="Autre")
    Boilerplate.objects.filter(title="La méthode").update(text="Autre")
    Event.objects.filter(place="Orléans").update(title="Autre", publish_at=None)
    Resource.objects.filter(kind="slides").update(title="Autre", summary="")
    Fact.objects.filter(key="rapports-prevus").update(value="Autre")
    Page.objects.filter(slug="arpea").update(title="Autre", body="")
    PressContact.objects.filter(name__startswith="Bureau").update(hours="jamais")
    Release.objects.update(headline="Autre")
    load_press(folder)
    load_demonstration(folder)
    assert Organisation.objects.get(name="RTES").tagline == "Autre"
    assert Boilerplate.objects.get(title="La méthode").text == "Autre"
    assert Event.objects.get(place="Orléans").publish_at is None
    assert Resource.objects.get(kind="slides").summary == ""
    assert Fact.objects.get(key="rapports-prevus").value == "Autre"
    assert Page.objects.get(slug="arpea").body == ""
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
        ("organisations.csv", "SGMAP,", ",", "organisations.csv, ligne 15, colonne « name » : Ce champ"),
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
        ("events.csv", "e,confirmed", "e,sûr", "events.csv, ligne 2, colonne « state » : « sûr » n'est pas"),
        ("events.csv", "Présentation de l'étude PHARE", "", "ligne 7, colonne « subject » : Le sujet manque"),
        ("resources.csv", ",slides,", ",film,", "resources.csv, ligne 9, colonne « kind » : « film »"),
        ("resources.csv", ",formes,", ",quoi,", "resources.csv, ligne 6, colonne « question » : « quoi »"),
        (
            "resources.csv",
            "2016-11,",
            "11/2016,",
            "ligne 2, colonne « date » : « 11/2016 » n'est pas une date",
        ),
        (
            "resources.csv",
            "|Spallian",
            "|X",
            "resources.csv, ligne 4, colonne « organisations » : aucune entrée",
        ),
        ("resources.csv", ",conference-", ",c-", "resources.csv, ligne 2, colonne « event » : aucune entrée"),
        (
            "resources.csv",
            "https://",
            "",
            "resources.csv, ligne 2, colonne « url » : Saisissez une URL valide",
        ),
        (
            "resources.csv",
            "Une note de réflexion prospective.",
            "",
            "ligne 10, colonne « summary » : Le résumé",
        ),
        (
            "resources.csv",
            "http://observatoire-des-partenariats.fr/",
            "",
            "ligne 4, colonne « url » : Un lien",
        ),
        ("facts.csv", "observatory,", "planète,", "facts.csv, ligne 8, colonne « about » : « planète »"),
        ("facts.csv", ",13,,", ",,,", "facts.csv, ligne 11, colonne « value » : Ce champ"),
        ("facts.csv", ",rapports-prevus", ",rapports prévus", "facts.csv, ligne 11, colonne « key » :"),
        ("pages/arpea.toml", 'menu = "about"', 'menu = "x"', "arpea.toml, ligne 3, clé « menu » : « x »"),
        (
            "pages/arpea.toml",
            "position = 6",
            'position = "6"',
            "ligne 4, clé « position » : un nombre entier",
        ),
        ("pages/arpea.toml", "position", "place", "ligne 4, clé « place » : clé inconnue"),
        (
            "pages/arpea.toml",
            "title = ",
            "title = 1 #",
            "arpea.toml, ligne 1, clé « title » : un texte entre",
        ),
        (
            "pages/arpea.toml",
            "position = 6",
            "position =",
            "arpea.toml, ligne 4, colonne 11 : ce n'est pas du",
        ),
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
    assert counted() == [0] * 8


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("contacts.csv", "01 99 00 10 10", "appeler", "contacts.csv, ligne 2, colonne « phone » : Un numéro"),
        ("contacts.csv", "|grand-est", "|est", "contacts.csv, ligne 3, colonne « regions » : aucune entrée"),
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
    assert counted() == [*REAL, 0, 0]


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


def test_faults_of_all_pages_are_listed(programme, folder):
    for name in ("arpea", "methode"):
        spoil(folder, f"pages/{name}.toml", 'menu = "about"', 'menu = ""')
    with pytest.raises(LoadError) as caught:
        load_press(folder)
    assert caught.value.messages == [
        "arpea.toml, ligne 3, clé « menu » : vide ou absente : une valeur est attendue.",
        "methode.toml, ligne 3, clé « menu » : vide ou absente : une valeur est attendue.",
    ]


def test_page_does_not_take_the_address_of_another_part_of_the_site(programme, folder):
    (folder / "pages" / "arpea.toml").rename(folder / "pages" / "agenda.toml")
    with pytest.raises(LoadError, match=r"agenda\.toml, ligne 1 : Le site a déjà une page à cette adresse"):
        load_press(folder)


def test_page_keeps_nothing_but_what_the_editor_makes(programme, folder):
    spoil(folder, "pages/arpea.toml", "<p>Avant", '<script>alert(1)</script><p onclick="x()">Avant')
    load_press(folder)
    assert Page.objects.get(slug="arpea").body.startswith("<p>Avant de mesurer")


def test_what_is_announced_is_public_from_the_load_on(programme):
    before = database_now()
    load_press()
    for model in (Event, Resource, Page):
        instants = set(model.objects.values_list("publish_at", flat=True))
        assert before <= min(instants) <= max(instants) <= database_now()
        assert model.objects.published(database_now()).count() == model.objects.count()


def test_spaces_of_french_typography_are_put_in():
    assert spaced("« Oui » : 43 % ; 7,1 sur 10 ? 1 200 000 !") == (
        "«\u00a0Oui\u00a0»\u00a0: 43\u202f%\u202f; 7,1\u00a0sur\u00a010\u202f? 1\u202f200\u202f000\u202f!"
    )
    assert spaced("6 points de plus en 2016, 10 salariés") == "6\u00a0points de plus en 2016, 10 salariés"


def test_command_loads_the_real_part_in_production_and_refuses_the_other(capsys, programme, settings):
    settings.PRODUCTION = True
    call_command("load_press")
    assert capsys.readouterr().out == "63 lignes créées, 0 déjà là.\n"
    with pytest.raises(CommandError, match="production"):
        call_command("load_press", demonstration=True)


def test_command_loads_nothing_where_the_demonstration_is_wrong(programme, folder):
    spoil(folder, f"releases/{PLACE}.toml", '"phare-grand-est"', '"est"')
    with pytest.raises(CommandError, match="Rien n'a été chargé"):
        call_command("load_press", folder, demonstration=True)
    assert counted() == [0] * 8


def test_demo_adds_releases_once(capsys):
    call_command("demo")
    assert counted() == [*REAL, 3, 10]
    Organisation.objects.filter(name="Audencia").delete()
    capsys.readouterr()
    call_command("demo")
    assert capsys.readouterr().out == ""
    assert counted() == [19, *REAL[1:], 3, 10]


def test_demo_serves_a_site_whose_reports_cannot_hold_the_releases(capsys, programme):
    report = Report.objects.get(slug="phare-grand-est")
    report.withdraw(by=make_user(), notice="Retiré.")
    call_command("demo")
    assert "Les communiqués de démonstration manquent." in capsys.readouterr().err
    assert counted() == [*REAL, 0, 0]


def test_draft_that_nobody_edited_becomes_the_event_of_the_file(programme, folder):
    load_press(folder)
    event = Event.objects.get(place="Mairie de Bordeaux")
    Event.objects.filter(pk=event.pk).update(
        publish_at=None, version=0, state="to_confirm", over_at=None, subject=""
    )
    load_press(folder)
    again = Event.objects.get(slug=event.slug)
    assert (again.pk, again.uid, again.subject, again.state) == (
        event.pk,
        event.uid,
        event.subject,
        "confirmed",
    )
    assert again.is_public(database_now())
