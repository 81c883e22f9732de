import io
import json
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve

from press import claims
from press.claims.report import as_dict
from regions.models import Figure, Region
from regions.publication import database_now
from tests.factories import ago, make_correction

pytestmark = pytest.mark.django_db

KEYS = [
    *("start", "end", "text", "value", "unit", "region", "audience", "indicator", "answer"),
    *("figure", "against", "expected", "tested", "verdict", "message"),
]
RIGHT = (
    "En Nouvelle-Aquitaine\n\n65 % des dirigeants d'entreprise de la région voient dans les alliances une "
    "source d'innovation, soit 16 points de moins que la moyenne nationale (81 %).\n"
)
WRONG = RIGHT.replace("65 %", "66 %")


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "texte.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def run(*arguments):
    """The exit status and what was printed."""
    out = io.StringIO()
    try:
        call_command("check_claims", *arguments, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


def refused(*arguments):
    with pytest.raises(CommandError) as error:
        call_command("check_claims", *arguments)
    return error.value.returncode, str(error.value)


def read(path, *arguments):
    return json.loads(run(path, "--region", "75", "--json", *arguments)[1])


def test_text_all_right_exits_0_and_counts_each_verdict(programme, written):
    status, said = run(written(RIGHT), "--region", "75")
    lines = said.splitlines()
    assert status == 0
    assert [line for line in lines if line.startswith("ligne")] == [
        "ligne 3 : « 65 % » : conforme",
        "ligne 3 : « 16 points » : écart conforme",
        "ligne 3 : « 81 % » : conforme",
    ]
    assert lines[-2:] == ["   1  écart conforme", "   2  conforme"]


def test_text_with_a_wrong_number_exits_1_and_says_the_right_one(programme, written):
    status, said = run(written(WRONG), "--region", "75")
    assert status == 1
    assert "ligne 3 : « 66 % » : faux\n  Le chiffre enregistré est 65\u202f% (Nouvelle-Aquitaine" in said


def test_text_without_numbers_exits_0_and_says_so(programme, written):
    assert run(written("Un titre\n"), "--region", "FR") == (0, "Aucun chiffre à vérifier dans ce texte.\n")


def test_words_that_would_steer_a_terminal_are_shown_without_their_signs(programme, written):
    _, said = run(written(RIGHT.replace("65 %", "65\x1b\u202f%")), "--region", "75")
    assert said.startswith("ligne 3 : « 65 % »")


def test_json_holds_each_claim_with_exactly_its_keys(programme, written):
    found = read(written(WRONG))
    assert [list(one) for one in found] == [KEYS] * 3
    wrong = found[0]
    assert WRONG[wrong["start"] : wrong["end"]] == wrong["text"] == "66 %"
    assert [wrong[key] for key in KEYS[3:9]] == [
        *(66, "%", "75", "entreprises"),
        *("alliances-source-innovation", "oui"),
    ]
    assert [wrong[key] for key in KEYS[10:14]] == [None, 65, None, "faux"]


def test_json_of_a_gap_holds_the_addresses_of_both_figures(programme, written):
    gap = read(written(RIGHT))[1]
    assert [gap["value"], gap["unit"], gap["tested"]] == [-16, "points", False]
    places = [resolve(gap[name]).kwargs["region"] for name in ("figure", "against")]
    assert places == ["nouvelle-aquitaine", "france"]


def test_json_of_a_text_without_numbers_is_an_empty_list(programme, written):
    assert read(written("Un titre\n")) == []


def test_json_of_words_has_neither_value_nor_unit():
    words = claims.Claim(0, 3, "mot", None, None, claims.Subject(), claims.Verdict.UNPROVEN, "")
    assert [value for value in as_dict(words).values() if value is not None] == [
        *(0, 3, "mot"),
        *("non démontré", ""),
    ]


def test_json_of_a_decimal_is_a_number(programme, written):
    found = json.loads(
        run(
            written("Titre\n\nEn France, les maires notent l'emploi 7,4 sur 10.\n"),
            "--region",
            "FR",
            "--json",
        )[1]
    )
    assert [one["value"] for one in found] == [7.4]


def test_places_count_the_characters_of_the_file_with_crlf_and_without_signature(programme, written):
    text = RIGHT.replace("\n", "\r\n")
    for data in (text.encode(), text.encode("utf-8-sig")):
        assert [text[one["start"] : one["end"]] for one in read(written(data))] == [
            "65 %",
            "16 points",
            "81 %",
        ]


def test_hyphen_reads_standard_input(programme, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
    assert [one["text"] for one in read("-")] == ["65 %", "16 points", "81 %"]


@pytest.mark.parametrize("name", ["75", "nouvelle-aquitaine", " Nouvelle-Aquitaine "])
def test_region_is_named_by_its_code_or_slug(programme, written, name):
    assert run(written(RIGHT), "--region", name)[0] == 0


def test_several_regions_are_all_those_of_the_text(programme, written):
    text = "Titre\n\n65 % des dirigeants d'entreprise y voient une source d'innovation.\n"
    assert run(written(text), "--region", "75")[0] == 0
    assert run(written(text), "--region", "75", "--region", "93")[0] == 1


def test_region_unknown_is_refused_with_what_to_write(programme, written):
    status, said = refused(written(RIGHT), "--region", "75", "--region", "99")
    assert status == 2
    assert said.splitlines()[:2] == [
        "Territoire inconnu : « 99 ».",
        "Écrivez un code INSEE, FR pour la France, ou un nom d'adresse :",
    ]
    assert "  52  pays-de-la-loire" in said.splitlines()


def test_no_region_is_refused(programme, written):
    status, said = refused(written(RIGHT))
    assert (status, said.splitlines()[0]) == (2, "Indiquez le territoire du texte par --region.")


def test_region_where_none_is_stored_says_how_to_load_them(written):
    assert refused(written(RIGHT), "--region", "75")[1].endswith("lancez manage.py load_programme.")


def test_file_missing_is_refused(programme):
    assert refused("/nulle/part.txt", "--region", "75") == (2, "Le fichier « /nulle/part.txt » n'existe pas.")


def test_file_that_is_a_folder_is_refused(programme, tmp_path):
    status, said = refused(str(tmp_path), "--region", "75")
    assert (status, "est un dossier" in said) == (2, True)


def test_file_not_in_utf8_is_refused_with_the_place(programme, written):
    status, said = refused(
        written("Un titré\n\n43 % à".encode() + " été".encode("latin-1")), "--region", "75"
    )
    assert status == 2
    assert said.startswith("Le texte n'est pas en UTF-8 : octet 0xe9 à la ligne 3, caractère 8.")


def test_text_empty_is_refused(programme, written):
    assert refused(written(b"\xef\xbb\xbf \n"), "--region", "75") == (2, "Le texte est vide.")


@pytest.mark.parametrize("times", [1, 3])
def test_queries_are_three_for_any_text(programme, written, django_assert_num_queries, times):
    path = written(RIGHT * times)
    with django_assert_num_queries(3):
        read(path)


def test_correction_to_come_is_not_yet_the_right_number(programme, written):
    figure = Figure.objects.get(
        region=Region.objects.get(code="75"),
        question__survey__audience="companies",
        question__indicator__slug="alliances-source-innovation",
    )
    make_correction(figure=figure, value=66, publish_at=database_now() + timedelta(minutes=5))
    assert read(written(RIGHT))[0]["verdict"] == "conforme"
    make_correction(figure=figure, value=67, publish_at=ago(minutes=5))
    assert [read(written(RIGHT))[0][key] for key in ("verdict", "expected")] == ["faux", 67]
