"""What tests of imports share."""

from regions.importer import Check, Choices, Reading, write
from regions.importer.reading import find_table, read_book
from tests.factories import (
    make_answer,
    make_base,
    make_indicator,
    make_nation,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.files.make import FOLDER, HEADINGS, row, text


def make_catalogue():
    """What the rows of tests/files refer to, in a draft of a national study; none of their figures."""
    indicator = make_indicator(slug="pratique")
    make_answer(indicator=indicator, slug="oui", label="Oui")
    make_answer(indicator=indicator, slug="non", label="Non")
    survey = make_survey(slug="entreprises-2015", respondents=2000)
    make_question(indicator=indicator, survey=survey)
    make_base(slug="entreprises")
    make_nation()
    for code, name, others in (
        ("53", "Bretagne", "BZH"),
        ("94", "Corse", ""),
        ("93", "Provence-Alpes-Côte d'Azur", "PACA"),
        ("44", "Grand Est", "Alsace\nLorraine"),
    ):
        make_region(name=name, code=code, other_names=others)
    return make_report(slug="etude-2015", title="Étude 2015")


def reading_of(data, **choices):
    (sheet,) = [sheet for sheet in read_book(data).filled if not sheet.hidden][:1]
    table = find_table(sheet)
    found = Reading.recognised(table)
    return Reading(table, Choices(**{"sheet": sheet.name, "columns": found.choices.columns} | choices))


def check(data, **choices):
    """The plan of a file; its bytes, or the name of one of tests/files."""
    data = (FOLDER / data).read_bytes() if isinstance(data, str) else data
    return Check(reading_of(data, **choices)).run()


def csv_of(*rows, headings=HEADINGS):
    return text([headings, *(row(**one) for one in rows)]).encode()


def load(*rows, by=None, reason="Import nº 0"):
    """Rows into the database; the plan that was written."""
    plan = check(csv_of(*rows))
    assert plan.faults == []
    write(plan, by=by, at=plan.at, reason=reason)
    return plan
