import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import icalendar
import pytest
from django.utils.timezone import localdate

from press import calendars
from press.models import Event
from regions.dates import PartialDate, Precision
from tests.factories import ago, make_event, make_nation, make_region, make_user
from tests.regions.spaces import plain

pytestmark = pytest.mark.django_db

ALL = "/agenda.ics"
EVENING = {"starts": time(18), "ends": time(20)}


@pytest.fixture
def bretagne(db):
    return make_region(name="Bretagne")


def make_public(**kwargs):
    kwargs.setdefault("publish_at", ago(hours=1))
    return make_event(**kwargs)


def read(client, path=ALL):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def entries(client, path=ALL):
    return read(client, path).events


def only(client, path=ALL):
    (entry,) = entries(client, path)
    return entry


def summaries(client, path=ALL):
    return [plain(str(entry["SUMMARY"])) for entry in entries(client, path)]


# What an entry tells


def test_entry_tells_when_where_and_what(client, bretagne):
    event = make_public(
        title="Rencontre",
        held_on=date(2016, 5, 26),
        place="Salle A",
        address="Rennes",
        region=bretagne,
        subject="Sujet",
        programme="<p>Accueil</p>",
        registration="https://example.org/i",
        **EVENING,
    )
    entry = only(client)
    assert (entry["UID"], entry["STATUS"], entry["SEQUENCE"]) == (f"{event.uid}@agenda.phare", "CONFIRMED", 0)
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Rencontre", "Salle A, Rennes, Bretagne")
    assert (entry.categories, entry["URL"]) == (["Bretagne"], "http://testserver/agenda/rencontre/")
    assert plain(str(entry["DESCRIPTION"])).split("\n\n") == [
        "Sujet",
        "Date : 26 mai 2016, de 18 h 00 à 20 h 00, heure de Paris (confirmé)",
        "Accueil",
        "Inscription : https://example.org/i",
        "http://testserver/agenda/rencontre/",
    ]


@pytest.mark.parametrize(("place", "location"), [("Bruxelles", "Bruxelles"), ("", None)])
def test_entry_under_the_nation_may_be_abroad(client, place, location):
    make_public(region=make_nation(), place=place)
    assert (only(client).get("LOCATION"), only(client).categories) == (location, [])


def test_stamp_is_the_last_change_of_the_event(client):
    event = make_public()
    event.refresh_from_db()
    entry = only(client)
    stamp = event.revised_at.replace(microsecond=0)
    assert (stamp, stamp) == (entry.DTSTAMP, entry.LAST_MODIFIED)


STATUSES = [
    ("tentative", "TENTATIVE", "Rencontre"),
    ("to_confirm", "TENTATIVE", "Rencontre"),
    ("confirmed", "CONFIRMED", "Rencontre"),
    ("held", "CONFIRMED", "Rencontre"),
    ("postponed", "CANCELLED", "Reporté : Rencontre"),
    ("cancelled", "CANCELLED", "Annulé : Rencontre"),
]


@pytest.mark.parametrize(("state", "status", "summary"), STATUSES)
def test_status_is_that_of_the_state(client, state, status, summary):
    make_public(title="Rencontre", state=state)
    assert (only(client)["STATUS"], summaries(client)) == (status, [summary])


def test_event_that_moves_and_is_cancelled_stays_one_entry_that_grows(client):
    event = make_public(title="Rencontre", held_on=date(2030, 5, 26))
    seen = [only(client)]
    for change, reason in (({"held_on": date(2030, 6, 2)}, "Salle."), ({"state": "cancelled"}, "Grève.")):
        Event.objects.update(revised_at=ago(minutes=9 - len(seen)))
        seen[-1] = only(client)
        for name, value in change.items():
            setattr(event, name, value)
        event.revise(by=None, reason=reason)
        seen.append(only(client))
    assert len({entry["UID"] for entry in seen}) == 1
    assert [entry["SEQUENCE"] for entry in seen] == [0, 1, 2]
    assert [entry["STATUS"] for entry in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [entry.start for entry in seen] == [date(2030, 5, 26), date(2030, 6, 2), date(2030, 6, 2)]
    assert all(before.DTSTAMP < after.DTSTAMP for before, after in pairwise(seen))
    day = PartialDate(localdate(), Precision.DAY)
    told = plain(str(seen[2]["DESCRIPTION"])).split("\n\n")[2]
    assert told == (f"Ce qui a changé :\n{day}, nouvelle date : 2 juin 2030. Salle.\n{day}, annulé. Grève.")


# When


def test_evening_hours_are_those_of_paris_before_and_after_the_clocks_change(client):
    make_public(title="hiver", held_on=date(2026, 3, 28), **EVENING)
    make_public(title="été", held_on=date(2026, 3, 29), **EVENING)
    starts = [entry.start for entry in entries(client)]
    assert [start.time() for start in starts] == [time(18), time(18)]
    assert [start.astimezone(UTC).time() for start in starts] == [time(17), time(16)]


def offset(zone, on):
    """What the VTIMEZONE alone, as a program without a list of zones reads it, says of an hour."""
    return zone.to_tz(lookup_tzid=False).utcoffset(on)


def test_calendar_defines_each_zone_once_for_the_years_of_its_events(client):
    make_public(held_on=date(2026, 3, 28), **EVENING)
    make_public(held_on=date(2026, 7, 1), **EVENING)
    make_public(held_on=date(2026, 7, 1), time_zone="America/Montreal", **EVENING)
    make_public(held_on=date(2026, 7, 1), time_zone="Indian/Reunion", **EVENING)
    zones = read(client).timezones
    assert [zone.tz_name for zone in zones] == ["America/Montreal", "Europe/Paris", "Indian/Reunion"]
    summer, winter = datetime(2026, 7, 1, 18), datetime(2026, 12, 1, 18)
    assert [[offset(zone, on) / timedelta(hours=1) for on in (summer, winter)] for zone in zones] == [
        [-4, -5],
        [2, 1],
        [4, 4],
    ]


def test_event_abroad_starts_at_the_hour_of_its_place(client):
    make_public(held_on=date(2026, 7, 1), time_zone="America/Montreal", **EVENING)
    assert only(client).start.astimezone(UTC) == datetime(2026, 7, 1, 22, tzinfo=UTC)


def when(client):
    """The lines of the entry that say when."""
    text = client.get(ALL).content.decode().partition("BEGIN:VEVENT")[2]
    return re.findall(r"^(?:DTSTART|DTEND|DURATION).*(?=\r$)", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("dates", "lines"),
    [
        ({}, ["DTSTART;VALUE=DATE:20160526", "DTEND;VALUE=DATE:20160527"]),
        (
            {"held_until": date(2016, 5, 31)},
            ["DTSTART;VALUE=DATE:20160526", "DTEND;VALUE=DATE:20160601"],
        ),
        (
            EVENING,
            ["DTSTART;TZID=Europe/Paris:20160526T180000", "DTEND;TZID=Europe/Paris:20160526T200000"],
        ),
        ({"starts": time(18)}, ["DTSTART;TZID=Europe/Paris:20160526T180000"]),
        (
            EVENING | {"held_until": date(2016, 5, 27)},
            ["DTSTART;TZID=Europe/Paris:20160526T180000", "DTEND;TZID=Europe/Paris:20160527T200000"],
        ),
        (
            {"starts": time(18), "held_until": date(2016, 5, 27)},
            ["DTSTART;VALUE=DATE:20160526", "DTEND;VALUE=DATE:20160528"],
        ),
    ],
)
def test_entry_lasts_as_long_as_is_known(client, dates, lines):
    make_public(held_on=date(2016, 5, 26), **dates)
    assert when(client) == lines


def test_whole_days_need_no_zone(client):
    make_public()
    assert read(client).timezones == []


@pytest.mark.parametrize("precision", ["month", "half", "year"])
def test_event_without_a_known_day_is_in_no_calendar(client, precision):
    event = make_public(held_on=date(2016, 1, 1), held_precision=precision, state="tentative")
    make_public(held_on=None)
    assert entries(client) == []
    assert client.get(f"{event.get_absolute_url()[:-1]}.ics").status_code == 404


# The feeds


def test_feed_says_its_name_its_source_and_when_to_come_back(client, bretagne):
    calendar = read(client, "/agenda/flux/bretagne.ics")
    assert plain(str(calendar["NAME"])) == plain(str(calendar["X-WR-CALNAME"])) == "Phare : agenda, Bretagne"
    assert calendar["SOURCE"] == "http://testserver/agenda/flux/bretagne.ics"
    assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=6)
    assert "METHOD" not in calendar


def test_feed_of_the_nation_says_that_it_has_what_is_abroad(client):
    make_nation()
    name = read(client, "/agenda/flux/france.ics")["NAME"]
    assert plain(str(name)) == "Phare : agenda, à l'échelle nationale et hors de France"


def test_feed_is_read_in_place_and_the_file_of_one_event_is_saved(client):
    make_public(title="Rencontre")
    assert client.get(ALL)["Content-Disposition"] == 'inline; filename="agenda.ics"'
    one = client.get("/agenda/rencontre.ics")
    assert one["Content-Disposition"] == 'attachment; filename="rencontre.ics"'
    assert summaries(client, "/agenda/rencontre.ics") == ["Rencontre"]


def test_feed_tells_past_and_cancelled_events_and_neither_drafts_nor_what_left(client):
    make_public(title="Passé", held_on=date(2016, 1, 1))
    make_public(title="Rencontre", held_on=date(2016, 1, 2), state="cancelled")
    make_public(title="Brouillon", publish_at=None)
    make_public(title="Prévu", publish_at=ago(days=-1))
    gone = make_public(title="Retiré")
    assert "Retiré" in summaries(client)
    gone.withdraw(by=make_user(), notice="Erreur.")
    assert summaries(client) == ["Passé", "Annulé : Rencontre"]


def test_feed_of_a_region_tells_its_events_alone(client, bretagne):
    make_public(title="Breton", region=bretagne)
    make_public(title="Autre")
    assert summaries(client, "/agenda/flux/bretagne.ics") == ["Breton"]


def test_feed_of_an_unknown_region_is_not_found(client):
    assert client.get("/agenda/flux/atlantide.ics").status_code == 404


def test_file_of_an_event_that_is_not_out_is_not_found(client):
    make_event(title="Brouillon", publish_at=None)
    make_event(title="Prévu", publish_at=ago(days=-1))
    assert [client.get(f"/agenda/{slug}.ics").status_code for slug in ("brouillon", "prevu")] == [404, 404]


def test_file_of_a_withdrawn_event_gives_the_notice(client):
    make_public(title="Retiré").withdraw(by=make_user(), notice="Publié par erreur.")
    response = client.get("/agenda/retire.ics")
    assert (response.status_code, "Publié par erreur." in response.content.decode()) == (410, True)


# Bytes


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says(client):
    make_public(title="Éèà " * 40, slug="long", programme=f"<p>{'É' * 500}</p>")
    content = client.get(ALL).content
    lines = content.split(b"\r\n")
    assert (max(map(len, lines)) <= 75, b"\n" in b"".join(lines), lines[-1]) == (True, False, b"")
    assert summaries(client) == [("Éèà " * 40)]


def test_signs_of_the_format_are_read_back_as_they_were(client):
    title = "Un, deux ; trois \\ quatre: BEGIN:VEVENT"
    make_public(title=title, slug="signes", subject="ligne\r\nBEGIN:VALARM")
    entry = only(client)
    assert (entry["SUMMARY"], entry.subcomponents) == (title, [])


def test_characters_that_no_calendar_can_hold_are_left_out(client):
    make_public(title="a\x0bb\ufffe", slug="controle")
    assert summaries(client) == ["ab"]


def test_feed_without_change_is_the_same(client):
    make_public(**EVENING)
    make_public(time_zone="Indian/Mayotte", **EVENING)
    assert client.get(ALL).content == client.get(ALL).content


def test_feed_holds_the_events_around_now_and_says_so(client, monkeypatch):
    monkeypatch.setattr(calendars, "COMING", 2)
    monkeypatch.setattr(calendars, "GONE", 1)
    today = localdate()
    for days in (-8, -5, 3, 6, 9):
        make_public(title=f"{days}", held_on=today + timedelta(days=days), **EVENING)
    assert summaries(client) == ["-5", "3", "6"]
    told = plain(str(read(client)["DESCRIPTION"]))
    assert told.endswith("Tout l'agenda : http://testserver/agenda/")
    assert "prochains" in told


@pytest.mark.parametrize(("path", "queries"), [(ALL, 4), ("/agenda/flux/bretagne.ics", 5)])
def test_feed_asks_the_same_queries_for_1_and_3_events(
    client, bretagne, path, queries, django_assert_num_queries
):
    for count in (1, 2):
        for _ in range(count):
            make_public(region=bretagne)
        with django_assert_num_queries(queries):
            assert len(entries(client, path)) in (1, 3)
