"""What tests of the open data share: archives and answers as a reader has them, and a small site."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal

from regions.publication import database_now
from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_correction,
    make_figure,
    make_indicator,
    make_nation,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)

NUMBERS = ("integer", "number")


def archive(client):
    """The files of the archive by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(client.get("/donnees/phare.zip").content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def descriptor(client):
    return json.loads(archive(client)["datapackage.json"])


def table(client, name):
    """The lines of a table, typed as its description says; an empty cell is None."""
    files = archive(client)
    package = json.loads(files["datapackage.json"])
    (resource,) = [one for one in package["resources"] if one["name"] == name]
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    reader = csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline=""))
    assert reader.fieldnames == list(types)
    return [{key: typed(cell, types[key]) for key, cell in line.items()} for line in reader]


def typed(cell, kind):
    if cell == "":
        return None
    return Decimal(cell) if kind in NUMBERS else cell


def plant():
    """Brittany beside the nation: a share that is tested and was corrected, a part of a base and of an
    answer, and a score that is not published."""
    region = make_region(name="Bretagne", code="53")
    report = make_report(
        slug="rapport", title="PHARE Bretagne", region=region, rank=4, publish_at=ago(hours=3)
    )
    survey = make_survey(slug="enquete", name="Baromètre", institute="Institut", respondents=3185)
    question = make_question(
        indicator=make_indicator(slug="partenariats"),
        survey=survey,
        wording="En avez-vous ?",
        wording_status="exact",
    )
    whole = make_answer(indicator=question.indicator, slug="oui", headline=True)
    part = make_answer(indicator=question.indicator, slug="dont-souvent", parent=whole, order=1)
    base = make_base(slug="dix-salaries")
    common = {"question": question, "region": region, "report": report}
    figure = make_pair(43, 37, n=245, n_nation=3185, answer=whole, base=base, note="Arrondi.", **common)
    small = make_base(slug="cinquante-salaries", label="Entreprises d'au moins 50 salariés", parent=base)
    make_figure(answer=part, base=small, value=0, certainty="uncertain", **common)
    score = make_question(indicator=make_indicator(slug="note", unit="/10"), survey=survey)
    make_figure(question=score, base=base, region=make_nation(), value="7.1", qualifier="about")
    make_figure(question=score, base=base, region=region, report=report, value=None)
    make_correction(figure=figure, value=44, reason="Erreur de saisie.", publish_at=ago(hours=1))
    return figure


def hide(figure):
    """Beside `plant`, one of everything that is under embargo, of which nothing may be told or counted."""
    at = database_now() + timedelta(days=1)
    region = make_region(name="Corse", code="94")
    report = make_report(slug="qreportq", title="QREPORTQ", region=region, publish_at=at)
    question = make_question(
        indicator=make_indicator(slug="qindicatorq"), survey=make_survey(slug="qsurveyq")
    )
    hidden = make_figure(
        question=question,
        answer=make_answer(indicator=question.indicator, slug="qanswerq"),
        base=make_base(slug="qbaseq", label="QBASEQ"),
        region=region,
        report=report,
        value="73.19",
    )
    make_figure(
        question=figure.question,
        answer=figure.answer,
        base=figure.base,
        region=region,
        report=report,
        value="73.18",
    )
    make_correction(figure=figure, value="73.17", reason="QREASONQ", publish_at=at)
    return hidden
