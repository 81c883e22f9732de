"""What the grid finds worth a second look, and saves all the same."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import Base, Figure, Question
from tests.factories import make_base, make_report
from tests.regions.desk import said
from tests.regions.entry import Table, faults, stored

pytestmark = pytest.mark.django_db


def told(desk, table, **values):
    """What the page says after a save of the first answer by region, and that it was saved."""
    regions = {"france": table.nation} | {f"r{number}": one for number, one in enumerate(table.regions, 1)}
    cells = {}
    for name, value in values.items():
        place, _, number = name.partition("_")
        answer = None if number == "n" else table.answers[int(number or 1) - 1]
        cells[table.name(regions[place], answer)] = value
    response = desk.post(table.address, table.typed(desk) | cells, follow=True)
    assert response.redirect_chain != []
    return faults(response, "doubtful")


def test_total_that_is_not_100_is_told(desk):
    table = Table(several_answers=False)
    assert told(desk, table, france_1="60", france_2="45") == [
        "France, Réponse 1 : une seule réponse était possible, mais le total fait 105 %."
    ]


@pytest.mark.parametrize(
    ("several", "values"),
    [
        (True, {"france_1": "60", "france_2": "45"}),
        (False, {"france_1": "60", "france_2": "39"}),
        (False, {"france_1": "60"}),
    ],
)
def test_total_that_may_be_is_not_told(desk, several, values):
    assert told(desk, Table(several_answers=several), **values) == []


def test_value_that_is_not_known_asks_for_its_reason(desk):
    (message,) = told(desk, Table(), france="n.d.")
    assert message.startswith("France, Réponse 1 : n.d. : avant la publication, écrivez pourquoi")


def test_share_under_one_per_cent_is_asked_about(desk):
    (message,) = told(desk, Table(), france="0,43")
    assert message == ("France, Réponse 1 : 0,43 % : est-ce bien moins d'un pour cent, ou une part (43 %) ?")


def test_nation_outside_the_range_of_all_regions_is_told(desk):
    assert told(desk, Table(), france="50", r1="40", r2="45") == [
        "France, Réponse 1 : 50 % pour la France, mais les régions vont de 40 % à 45 %."
    ]
    assert told(desk, Table(), france="50", r1="40") == []


def test_counts_of_regions_above_the_nations_are_told(desk):
    assert told(desk, Table(unit="count"), france="100", r1="60", r2="60") == [
        "France, Réponse 1 : 100, mais les régions font ensemble 120."
    ]


def test_respondents_of_regions_above_the_nations_are_told(desk):
    table = Table()
    values = {"france": "40", "france_n": "100", "r1": "40", "r1_n": "60", "r2": "40", "r2_n": "60"}
    assert told(desk, table, **values) == [
        "France, répondants : 100 en France, mais les régions en ont ensemble 120."
    ]


def test_old_part_above_its_whole_does_not_keep_other_rows_from_being_saved(desk):
    table = Table()
    one, two = table.answers
    two.parent = one
    two.save()
    table.figure(table.nation, one, 40)
    table.figure(table.nation, two, 41)
    assert told(desk, table, r1="43") == [
        "France, Réponse 2 : 41 % dépasse 40 %, la réponse dont elle est une partie."
    ]


def test_bases_stand_one_under_another_and_are_named(desk):
    table = Table(several_answers=False)
    other = make_base(label="Entreprises partenaires")
    address = f"{table.address}?base={table.base.pk}&base={other.pk}"
    data = table.typed(desk) | {
        f"v-{base.pk}-{table.nation.pk}-{answer.pk}": value
        for base, value in ((table.base, "50"), (other, "60"))
        for answer in table.answers
    }
    response = desk.post(address, data, follow=True)
    assert faults(response, "doubtful") == [
        "France, Réponse 1 (Entreprises partenaires) : une seule réponse était possible, "
        "mais le total fait 120 %."
    ]
    assert Figure.objects.filter(base=other).count() == 2


def test_most_used_base_comes_first(desk):
    table = Table()
    used = make_base(label="Une autre")
    table.base, unused = used, table.base
    table.figure(table.nation, table.answers[0], 40)
    response = desk.get(table.address)
    assert response.context["offered"] == [used, unused]
    assert response.context["grid"].bases == [used]


def test_more_bases_than_a_form_may_send_are_shown_in_part(desk):
    table = Table(regions=13, answers=10)
    bases = [make_base() for _ in range(7)]
    response = desk.get(table.address + "?" + "&".join(f"base={base.pk}" for base in bases))
    assert len(response.context["grid"].bases) == 5
    assert "Au plus 5 bases à la fois" in said(response)


def test_question_without_answers_or_bases_says_what_to_add(desk):
    assert "n'a pas encore de réponse" in said(desk.get(Table(answers=0).address))
    table = Table()
    Base.objects.all().delete()
    assert "n'a pas encore de base" in said(desk.get(table.address))


def statements(table, desk, value):
    data = table.typed(desk) | table.all_cells(value)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert desk.post(table.address, data).status_code == 302
    # SQLite takes some rows of a table in each INSERT, PostgreSQL all.
    return len({query["sql"].partition("VALUES")[0] for query in queries if "INSERT" in query["sql"]}) + sum(
        "INSERT" not in query["sql"] for query in queries
    )


@pytest.mark.parametrize("regions", [13])
def test_queries_do_not_grow_with_the_answers(desk, regions):
    few = Table(regions=regions, answers=3)
    many = Table(regions=0, answers=10)
    many.regions = few.regions
    many.base = few.base
    few.report = many.report = make_report()
    ContentType.objects.get_for_model(Question)  # asked once per process
    made = [statements(table, desk, "43") for table in (few, many)]
    changed = [statements(table, desk, "44") for table in (few, many)]
    assert (made[0], changed[0]) == (made[1], changed[1])
    assert made[0] <= 40
    assert len(stored(many)) == 140
