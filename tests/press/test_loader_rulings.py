import pytest

from press.loader import LoadError, load_demonstration, load_press
from press.models import Release
from tests.press.loads import PLACE

pytestmark = pytest.mark.django_db

GOOD = {
    "words": "c'est-à-dire [51 %] des citoyens",
    "kind": "bound",
    "figure": "grand-est/domaine-co-construction/phare-citoyens-2015/emploi/citoyens",
}


@pytest.fixture
def press_loaded(programme):
    load_press()


def decide(folder, **values):
    path = folder / "releases" / f"{PLACE}.toml"
    text = path.read_text(encoding="utf-8").replace(
        "par 51 % des citoyens", "par c'est-à-dire 51 % des citoyens"
    )
    lines = [f'{key} = "{value}"' for key, value in values.items()]
    path.write_text("\n".join([text, "[[rulings]]", *lines, ""]), encoding="utf-8")


def test_decision_is_stored_with_the_words_around_its_number(press_loaded, folder):
    decide(folder, **GOOD)
    load_demonstration(folder)
    (ruling,) = Release.objects.get(slug=PLACE).rulings.all()
    assert (ruling.words, ruling.field, ruling.figure.value) == ("51\u202f%", "standfirst", 51)
    assert (ruling.before.split()[-1], ruling.after.split()[:2]) == ("dire", ["des", "citoyens"])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"words": "51 % des citoyens"}, "clé « words » : un passage du communiqué, avec le nombre"),
        ({"words": "d'ailleurs [52 %] des"}, "clé « words » : ce passage n'est pas dans le communiqué"),
        ({"kind": "autre"}, "clé « kind » : « autre »"),
        ({"figure": "grand-est/emploi"}, "clé « figure » : « grand-est/emploi » : écrire région/"),
        ({"kind": "external", "figure": ""}, "clé « reason » : vide ou absente"),
    ],
)
def test_decision_with_a_fault_is_refused_at_its_line(press_loaded, folder, changed, fault):
    decide(folder, **{**GOOD, **changed})
    with pytest.raises(LoadError) as error:
        load_demonstration(folder)
    assert fault in str(error.value)
