from datetime import date, time, timedelta

import pytest
from django.utils.timezone import localdate

from press.views import agenda
from tests.factories import ago, make_event, make_nation, make_region
from tests.regions.html import parse
from tests.regions.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne(db):
    return make_region(name="Bretagne", code="53")


def in_days(number):
    return localdate() + timedelta(days=number)


def make_public(**kwargs):
    kwargs.setdefault("publish_at", ago(hours=1))
    return make_event(**kwargs)


def tree(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return parse(response.content.decode())


def listed(element):
    """The titles of the events in a part of a page."""
    return [item.all("a")[0].text for one in element.all("ul", "events") for item in one.all("li")]


def sections(client, path):
    """By heading, the events under it."""
    main = tree(client, path).only("main")
    found = {one.all("h2")[0].text: listed(one) for one in main.all("section")}
    return {heading: titles for heading, titles in found.items() if titles}


# The agenda


def test_agenda_tells_what_comes_and_what_was(client):
    for title, day in (("loin", in_days(40)), ("près", in_days(3)), ("vieux", date(2015, 1, 1))):
        make_public(title=title, held_on=day)
    make_public(title="sans date", held_on=None)
    make_public(title="récent", held_on=date(2016, 1, 1))
    assert sections(client, "/agenda/") == {
        "À venir": ["près", "loin", "sans date"],
        "Passés": ["récent", "vieux"],
    }


def test_agenda_shows_the_next_dates_and_says_how_to_find_those_after(client, monkeypatch):
    monkeypatch.setattr(agenda, "COMING", 2)
    for days in (3, 40):
        make_public(title=f"{days}", held_on=in_days(days))
    assert "prochaines dates" not in text(client, "/agenda/")
    make_public(title="9", held_on=in_days(9))
    assert sections(client, "/agenda/") == {"À venir": ["3", "9"]}
    assert "Les 2 prochaines dates. Pour celles d'après" in text(client, "/agenda/")


def test_entry_tells_date_state_place_and_subject(client, bretagne):
    make_public(title="Rencontre", kind="conférence", place="Rennes", region=bretagne, tour_stage=True)
    (entry,) = tree(client, "/agenda/").only("ul", "events").all("li")
    assert entry.text == ("2 juin 2016 Rencontre Conférence Rennes Bretagne étape du tour Ce dont on y parle")
    assert entry.only("time")["datetime"] == "2016-06-02"


def test_agenda_groups_what_comes_by_month_and_what_was_by_year(client):
    month = in_days(70)
    make_public(held_on=month)
    make_public(held_on=None)
    make_public(held_on=date(2016, 1, 1))
    main = tree(client, "/agenda/").only("main")
    links = [one["href"] for one in main.all("a") if one.get("href").startswith("?mois=")]
    assert [one.text for one in main.all("h3", "period")][1:] == ["Date à confirmer", "2016"]
    assert links == [f"?mois={month:%Y-%m}"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=bretagne", {"À venir": ["b1"], "Passés": ["b0"]}),
        ("periode=a-venir", {"À venir": ["b1", "a1"]}),
        ("periode=passes", {"Passés": ["b0", "a0"]}),
        ("region=bretagne&periode=passes", {"Passés": ["b0"]}),
        ("region=atlantide&periode=jadis&mois=1999-01", {"À venir": ["b1", "a1"], "Passés": ["b0", "a0"]}),
    ],
)
def test_agenda_is_filtered_by_territory_and_period(client, bretagne, query, found):
    other = make_region(name="Corse")
    for number, (title, region) in enumerate((("b", bretagne), ("a", other))):
        make_public(title=f"{title}1", region=region, held_on=in_days(3 + number))
        make_public(title=f"{title}0", region=region, held_on=date(2016, 1, 2 - number))
    assert sections(client, f"/agenda/?{query}") == found


def test_choice_that_does_not_exist_is_told(client, bretagne):
    make_public(region=bretagne)
    said = text(client, "/agenda/?region=atlantide&periode=jadis&mois=1999-01")
    assert "Aucun événement public n'a lieu dans ce territoire." in said
    assert "Cette période n'existe pas : à venir, ou passés." in said
    assert "Aucun événement public n'a lieu ce mois-là." in said


GARBAGE = [
    "region=%00",
    "mois=%00",
    "mois=2016-13",
    "mois=9e9",
    "periode=%F0%9F%92%A9",
    "page=-1",
    "page=%00",
]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_in_the_filters_shows_the_whole_agenda(client, query):
    make_public(title="Rencontre")
    assert sections(client, f"/agenda/?{query}") == {"Passés": ["Rencontre"]}


def test_filters_offer_every_territory_and_the_months_of_public_events(client, bretagne):
    make_nation()
    make_public(region=bretagne, held_until=date(2016, 8, 1))
    make_public(region=bretagne, held_on=date(2016, 6, 9))
    make_public(region=bretagne, held_on=date(2014, 1, 1), held_precision="year", state="tentative")
    make_event(region=bretagne, held_on=date(2020, 1, 1), publish_at=ago(days=-1))
    form = client.get("/agenda/").context["form"]
    assert form.fields["region"].choices == [
        ("", "Tous"),
        ("france", "À l'échelle nationale et hors de France"),
        ("bretagne", "Bretagne"),
    ]
    assert [value for value, _ in form.fields["mois"].choices] == ["", "2016-08", "2016-07", "2016-06"]


def test_territory_without_a_date_says_so_and_offers_its_feed(client, bretagne):
    make_public()
    said = text(client, "/agenda/?region=bretagne")
    assert "Aucune date n'est annoncée en Bretagne. Tout l'agenda" in said
    assert "http://testserver/agenda/flux/bretagne.ics" in said


@pytest.mark.parametrize("query", ["", "?mois=2016-06", "?region=bretagne"])
def test_agenda_leads_to_its_subscription(client, bretagne, query):
    make_public(region=bretagne)
    main = tree(client, f"/agenda/{query}").only("main")
    (link,) = [one for one in main.all("a") if one.text == "S'abonner à cet agenda"]
    assert (link["href"], len(main.all("h2", id="abonnement"))) == ("#abonnement", 1)


def test_entry_under_the_nation_does_not_say_that_it_is_in_france(client):
    make_public(title="Rencontre", place="Bruxelles", region=make_nation())
    (entry,) = tree(client, "/agenda/").only("ul", "events").all("li")
    assert entry.text == "2 juin 2016 Rencontre Bruxelles Ce dont on y parle"


def test_past_events_are_told_20_to_a_page(client):
    region = make_region()
    for number in range(21):
        make_public(title=f"n{number}", region=region, held_on=date(2016, 1, 1 + number))
    make_public(title="à venir", region=region, held_on=in_days(2))
    assert sections(client, "/agenda/?page=2") == {"Passés": ["n0"]}
    assert "Page 2 sur 2" in text(client, "/agenda/?page=2")
    assert "<title>Agenda, page 2 – Phare</title>" in client.get("/agenda/?page=2").content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Aucune date à venir n'est annoncée."),
        ("region=bretagne", "Aucune date à venir n'est annoncée en Bretagne. Tout l'agenda"),
        ("periode=a-venir", "Aucune date à venir n'est annoncée. Les événements passés"),
    ],
)
def test_agenda_without_a_date_to_come_says_so(client, bretagne, query, said):
    make_public(region=bretagne)
    assert said in text(client, f"/agenda/?{query}")


def test_agenda_without_past_events_says_so(client):
    make_public(held_on=in_days(2))
    assert "Aucun événement n'est encore passé. Tout l'agenda" in text(client, "/agenda/?periode=passes")


def test_empty_agenda_says_so(client):
    make_event(title="Brouillon")
    assert "Aucun événement n'est public à cette date." in text(client, "/agenda/")


def test_agenda_offers_its_feed_and_that_of_the_chosen_territory(client, bretagne):
    make_public(region=bretagne)
    for query, path in (("", "/agenda.ics"), ("?region=bretagne", "/agenda/flux/bretagne.ics")):
        box = tree(client, f"/agenda/{query}").only("section", "subscribe")
        assert [one["href"] for one in box.all("a")] == [f"webcal://testserver{path}", path]
        assert box.only("button")["data-copy"] == f"http://testserver{path}"


@pytest.mark.parametrize(
    ("page", "paths"),
    [
        ("/", ["/agenda.ics"]),
        ("/agenda/", ["/agenda.ics"]),
        ("/agenda/?region=bretagne", ["/agenda.ics", "/agenda/flux/bretagne.ics"]),
        ("/agenda/?mois=2016-06", ["/agenda.ics"]),
        ("/tour/", ["/agenda.ics"]),
        ("/regions/bretagne/", ["/agenda/flux/bretagne.ics"]),
        ("/france/", ["/agenda/flux/france.ics"]),
    ],
)
def test_page_leads_calendar_programs_to_its_feed(client, bretagne, page, paths):
    make_nation()
    make_public(region=bretagne)
    links = tree(client, page).all("link", type="text/calendar")
    assert [(one["rel"], one["href"]) for one in links] == [("alternate", path) for path in paths]


# The month


def test_month_is_a_table_of_weeks_with_its_events(client):
    make_public(title="Débat", held_on=date(2016, 6, 28), starts=time(18))
    make_public(title="Forum", held_on=date(2016, 6, 29), held_until=date(2016, 7, 2))
    make_public(title="Mai", held_on=date(2016, 5, 1))
    table = tree(client, "/agenda/?mois=2016-06").only("table", "month")
    days = {cell.only("time")["datetime"]: cell for cell in table.all("td", "held")}
    assert (len(table.all("th", scope="col")), len(table.all("tr"))) == (7, 6)
    assert {day: [one.text for one in cell.all("a")] for day, cell in days.items()} == {
        "2016-06-28": ["Débat"],
        "2016-06-29": ["Forum"],
        "2016-06-30": ["Forum"],
    }


def test_month_leads_to_the_months_that_have_events(client, bretagne):
    for day in (date(2016, 1, 5), date(2016, 6, 1), date(2016, 11, 1)):
        make_public(held_on=day, region=bretagne)
    make_public(held_on=date(2016, 5, 1))
    nav = tree(client, "/agenda/?region=bretagne&mois=2016-06").only("nav", aria_label="Autres mois")
    assert [(one.text, one["href"]) for one in nav.all("a")] == [
        ("← Janvier 2016", "?region=bretagne&mois=2016-01"),
        ("Novembre 2016 →", "?region=bretagne&mois=2016-11"),
        ("En liste", "?region=bretagne"),
    ]


def test_month_tells_apart_what_has_no_day(client):
    make_public(title="Jour à dire", held_on=date(2016, 6, 1), held_precision="month", state="tentative")
    main = tree(client, "/agenda/?mois=2016-06").only("main")
    assert (listed(main), main.all("td", "held")) == (["Jour à dire"], [])


def test_month_without_events_for_the_other_choices_says_so(client, bretagne):
    make_public(region=bretagne, held_on=in_days(1))
    make_public()
    said = text(client, "/agenda/?region=bretagne&mois=2016-06")
    assert "Aucun événement ne répond à ces choix à la fois." in said


def test_today_is_marked(client):
    make_public(held_on=localdate())
    (today,) = tree(client, f"/agenda/?mois={localdate():%Y-%m}").all("td", "today")
    assert (today["aria-current"], today.only("time")["datetime"]) == ("date", localdate().isoformat())
