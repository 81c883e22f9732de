"""What tests of downloads share."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.factories import (
    ago,
    make_answer,
    make_base,
    make_indicator,
    make_pair,
    make_question,
    make_region,
    make_report,
    make_survey,
)
from tests.regions.values import EXTENSIONS, read_file

COLUMNS = [
    "cle",
    "region",
    "code_region",
    "indicateur",
    "definition",
    "public",
    "enquete",
    "question",
    "etat_libelle",
    "reponse",
    "base",
    "etat_base",
    "valeur",
    "nuance",
    "unite",
    "repondants",
    "intervalle_bas",
    "intervalle_haut",
    "valeur_france",
    "nuance_france",
    "certitude_france",
    "ecart_points",
    "ecart_bas",
    "ecart_haut",
    "verdict",
    "statut",
    "prudence",
    "certitude",
    "rapport",
    "date_rapport",
    "rapport_france",
    "source",
    "note",
    "adresse",
]
every_extension = pytest.mark.parametrize("extension", EXTENSIONS)


def brittany(**kwargs):
    return make_region(name="Bretagne", code="53", **kwargs)


def full_pair(**kwargs):
    """A figure of Brittany of which everything is known, above the nation's."""
    survey = make_survey(slug="enquete", name="Baromètre", released_on=date(2015, 10, 30))
    indicator = make_indicator(slug="partenariats")
    question = make_question(
        indicator=indicator, survey=survey, wording="En avez-vous ?", wording_status="exact"
    )
    region = brittany()
    report = make_report(slug="rapport", title="PHARE Bretagne", region=region, publish_at=ago(hours=1))
    common = {
        "question": question,
        "region": region,
        "report": report,
        "source": "Page 3",
        "note": "Arrondi.",
    }
    answer = make_answer(indicator=indicator, slug="oui", label="Oui", headline=True)
    base = make_base(slug="dix-salaries")
    return make_pair(43, 37, n=245, n_nation=3185, answer=answer, base=base, **common, **kwargs)


def lines(client, path):
    """The lines of a file, as its format gives them."""
    extension = path.rpartition("/")[2].partition(".")[2]
    return read_file(client.get(path).content, extension)


def sheet(client, path, name="Chiffres"):
    """The rows of a sheet, with the types that Excel reads."""
    book = openpyxl.load_workbook(BytesIO(client.get(path).content))
    return [list(row) for row in book[name].iter_rows(values_only=True)]
