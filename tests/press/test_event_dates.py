from datetime import UTC, date, datetime, time
from zoneinfo import available_timezones

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from press.models import Event
from press.models.dates import CLOCKS
from tests.factories import make_event
from tests.regions.spaces import plain

EVENING = {"held_on": date(2016, 5, 26), "starts": time(18), "ends": time(20)}
WORDS = [
    ({"held_on": date(2016, 5, 26)}, "26 mai 2016"),
    ({"held_on": date(2016, 6, 1)}, "1er juin 2016"),
    (EVENING, "26 mai 2016, de 18 h 00 à 20 h 00, heure de Paris"),
    (EVENING | {"ends": None}, "26 mai 2016, à 18 h 00, heure de Paris"),
    (EVENING | {"time_zone": "Indian/Reunion"}, "26 mai 2016, de 18 h 00 à 20 h 00, heure de La Réunion"),
    (EVENING | {"time_zone": "Asia/Tokyo"}, "26 mai 2016, de 18 h 00 à 20 h 00, heure locale (Tokyo)"),
    ({"held_on": date(2016, 5, 26), "held_until": date(2016, 5, 28)}, "du 26 au 28 mai 2016"),
    ({"held_on": date(2016, 5, 30), "held_until": date(2016, 6, 1)}, "du 30 mai au 1er juin 2016"),
    (
        {"held_on": date(2016, 12, 30), "held_until": date(2017, 1, 2)},
        "du 30 décembre 2016 au 2 janvier 2017",
    ),
    ({"held_on": date(2016, 11, 1), "held_precision": "month"}, "novembre 2016"),
    ({"held_on": date(2016, 7, 1), "held_precision": "half"}, "second semestre 2016"),
    ({"held_on": date(2016, 1, 1), "held_precision": "year"}, "2016"),
    ({"held_precision": "unknown"}, "date à confirmer"),
]


@pytest.mark.parametrize(("dates", "words"), WORDS)
def test_dates_are_told_as_far_as_they_are_known(dates, words):
    assert plain(Event(**dates).date_words) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Africa/Algiers", "heure d'Alger"),
        ("Africa/Casablanca", "heure de Rabat"),
        ("America/Montreal", "heure de Montréal"),
        ("America/Toronto", "heure de Toronto"),
        ("Europe/Zurich", "heure de Genève"),
        ("America/Argentina/Buenos_Aires", "heure locale (Buenos Aires)"),
    ],
)
def test_clocks_abroad_have_the_names_that_readers_know(zone, words):
    assert Event(time_zone=zone).clock == words


def test_clocks_are_those_of_zones_that_exist():
    assert CLOCKS.keys() - available_timezones() == set()


OVER = [
    ({"held_on": date(2016, 5, 26)}, datetime(2016, 5, 26, 22, tzinfo=UTC)),
    (EVENING, datetime(2016, 5, 26, 18, tzinfo=UTC)),
    (EVENING | {"ends": None}, datetime(2016, 5, 26, 22, tzinfo=UTC)),
    (EVENING | {"time_zone": "America/Martinique"}, datetime(2016, 5, 27, 0, tzinfo=UTC)),
    ({"held_on": date(2016, 5, 26), "held_until": date(2016, 5, 28)}, datetime(2016, 5, 28, 22, tzinfo=UTC)),
    (EVENING | {"held_until": date(2016, 5, 28)}, datetime(2016, 5, 28, 18, tzinfo=UTC)),
    ({"held_on": date(2016, 11, 1), "held_precision": "month"}, datetime(2016, 11, 30, 23, tzinfo=UTC)),
    ({"held_on": date(2016, 7, 1), "held_precision": "half"}, datetime(2016, 12, 31, 23, tzinfo=UTC)),
    ({"held_precision": "unknown"}, None),
]


@pytest.mark.parametrize(("dates", "over"), OVER)
def test_event_is_over_when_its_last_instant_has_passed_where_it_is(dates, over):
    assert Event(**dates).over == over


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (EVENING, ("2016-05-26T18:00+02:00", "2016-05-26T20:00+02:00")),
        ({"held_on": date(2016, 5, 26)}, ("2016-05-26", "")),
        ({"held_on": date(2016, 5, 26), "held_until": date(2016, 5, 28)}, ("2016-05-26", "2016-05-28")),
        ({"held_on": date(2016, 11, 1), "held_precision": "month"}, ("2016-11", "")),
        ({"held_on": date(2016, 7, 1), "held_precision": "half"}, ("2016", "")),
        ({"held_precision": "unknown"}, ("", "")),
    ],
)
def test_machines_read_no_more_than_is_known(dates, told):
    event = Event(**dates)
    assert (event.start_iso, event.end_iso) == told


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ({"held_on": date(2016, 5, 26)}, [date(2016, 5, 1)]),
        (
            {"held_on": date(2016, 12, 30), "held_until": date(2017, 2, 1)},
            [date(2016, 12, 1), date(2017, 1, 1), date(2017, 2, 1)],
        ),
        ({"held_on": date(2016, 11, 1), "held_precision": "month"}, [date(2016, 11, 1)]),
        ({"held_on": date(2016, 7, 1), "held_precision": "half"}, []),
        ({"held_precision": "unknown"}, []),
    ],
)
def test_event_is_in_each_month_that_it_is_known_to_touch(dates, months):
    assert Event(**dates).months == months


def test_period_is_the_month_of_a_day_or_what_is_known():
    day, half = Event(held_on=date(2016, 5, 26)), Event(held_on=date(2016, 7, 1), held_precision="half")
    unknown = Event(held_precision="unknown")
    assert [one.period_words for one in (day, half, unknown)] == [
        "mai 2016",
        "second semestre 2016",
        "date à confirmer",
    ]


def refusal(**dates):
    with pytest.raises(ValidationError) as refused:
        Event(**{"held_on": date(2016, 5, 26)} | dates).clean()
    return {name: plain(message) for name, (message,) in refused.value.message_dict.items()}


def test_hour_that_clocks_skip_is_refused():
    assert refusal(held_on=date(2026, 3, 29), starts=time(2, 30)) == {
        "starts": "Le 29 mars 2026, les horloges passent de 2 h à 3 h : 2 h 30 n'existe pas. "
        "Choisissez une autre heure."
    }


def test_hour_that_clocks_of_another_zone_skip_is_refused_with_theirs():
    said = refusal(held_on=date(2026, 10, 4), starts=time(2, 15), time_zone="Australia/Lord_Howe")
    assert said == {
        "starts": "Le 4 octobre 2026, les horloges passent de 2 h à 2 h 30 : 2 h 15 n'existe pas. "
        "Choisissez une autre heure."
    }


def test_hour_that_clocks_show_twice_is_refused():
    assert refusal(held_on=date(2026, 10, 25), starts=time(1), ends=time(2, 30)) == {
        "ends": "Le 25 octobre 2026, 2 h 30 existe deux fois : choisissez une autre heure."
    }


BACKWARDS = "La fin doit venir après le début ; s'il finit le lendemain, remplissez « dernier jour »."


@pytest.mark.django_db
@pytest.mark.parametrize("ends", [time(18), time(1)])
def test_end_that_does_not_follow_the_start_is_told_once_beside_its_field(ends):
    event = Event(title="T", slug="t", held_on=date(2016, 5, 26), starts=time(18), ends=ends)
    with pytest.raises(ValidationError) as refused:
        event.full_clean(exclude=["region"], validate_unique=False)
    assert {name: list(map(plain, said)) for name, said in refused.value.message_dict.items()} == {
        "ends": [BACKWARDS]
    }


def test_hours_around_the_change_are_taken():
    Event(held_on=date(2026, 3, 29), starts=time(1, 59), ends=time(3)).clean()


def test_unknown_zone_is_told_beside_its_field():
    event = Event(
        title="T", slug="t", held_on=date(2016, 5, 26), starts=time(18), time_zone="Europe/Atlantis"
    )
    with pytest.raises(ValidationError) as refused:
        event.full_clean(exclude=["region"], validate_constraints=False, validate_unique=False)
    assert refused.value.message_dict == {
        "time_zone": ["« Europe/Atlantis » n'est pas un fuseau horaire : écrire Europe/Paris."]
    }


def test_start_of_a_period_is_its_first_day():
    event = Event(held_on=date(2016, 11, 29), held_precision="half")
    event.clean()
    assert event.held_on == date(2016, 7, 1)


def test_precision_of_no_date_is_unknown():
    event = Event(held_on=None)
    event.clean()
    assert event.held_precision == "unknown"


IMPOSSIBLE = [
    {"held_on": None, "held_precision": "day", "state": "tentative"},
    {"held_until": date(2016, 6, 2)},
    {"held_precision": "month", "held_until": date(2016, 6, 3)},
    {"held_precision": "month", "starts": time(18)},
    {"ends": time(18)},
    {"starts": time(18), "ends": time(18)},
    {"held_on": None, "held_precision": "unknown", "state": "confirmed"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("dates", IMPOSSIBLE)
def test_database_refuses_impossible_dates(dates):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(**{"held_on": date(2016, 6, 2)} | dates)


@pytest.mark.django_db
def test_hours_of_several_days_may_end_earlier_than_they_start():
    make_event(held_on=date(2016, 6, 2), held_until=date(2016, 6, 3), starts=time(14), ends=time(12))


def test_date_without_its_precision_is_refused_and_not_lost():
    event = Event(held_on=date(2026, 5, 12), held_precision="unknown")
    with pytest.raises(ValidationError, match="dites si le jour"):
        event.clean()
    assert event.held_on == date(2026, 5, 12)


@pytest.mark.parametrize("field", ["held_on", "held_until"])
def test_year_that_nobody_means_is_refused(field):
    event = Event(**{"held_on": date(2026, 5, 12), field: date(9999, 12, 31)})
    with pytest.raises(ValidationError, match="vérifiez l'année"):
        event.clean()
