"""The pure parts of search: what was typed, how well a row answers, what is marked."""

from itertools import pairwise

import pytest

from phare.search import results_words
from phare.search.marks import SHOWN, excerpt, marked
from phare.search.query import LONGEST, Query
from phare.search.scores import Level, score
from regions.folding import fold


def terms(typed):
    return Query.of(typed).terms


def shown(segments):
    """The text with its marks between brackets."""
    return "".join(f"[{text}]" if hit else text for text, hit in segments)


def scored(typed, title, text="", parts=()):
    return score(terms(typed), [fold(title)], fold(text), [fold(part) for part in parts])


# What was typed


@pytest.mark.parametrize(
    ("typed", "asked", "stems"),
    [
        ("  l'emploi  ", "l'emploi", ["emploi"]),
        ("Île de\tFrance\n", "Île de France", ["ile", "france"]),
        ("emploi, emplois", "emploi, emplois", ["emploi", "emploi"]),
        ("emploi emploi", "emploi emploi", ["emploi"]),
        ("de la", "de la", []),
        ("", "", []),
        ("\x00em\x00ploi\u202e", "em ploi", ["em", "ploi"]),
        ("\ud800%_'\"\\", "%_'\"\\", []),
        ("parte\u00adnariat", "partenariat", ["partenariat"]),
    ],
)
def test_query_holds_what_may_be_shown_and_what_is_looked_for(typed, asked, stems):
    query = Query.of(typed)
    assert (query.asked, [term.stem for term in query.terms]) == (asked, stems)


def test_query_keeps_each_word_as_it_was_typed():
    assert Query.of("L'Île des emplois, l'île").words == ("Île", "emplois")


def test_query_is_cut_at_its_longest_and_says_so():
    whole, long = Query.of("a1 " * 33 + "b"), Query.of("mot " * 100_000)
    assert (len(whole.asked), whole.too_long) == (LONGEST, False)
    assert (len(long.asked), long.too_long) == (LONGEST - 1, True)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("partenari", "Des partenariats", True),
        ("partenariats", "Un partenariat", True),
        ("cons", "La construction", True),
        ("paris", "La parité", False),
        ("prix", "Une priorité", False),
        ("co-construction", "comme en construction", False),
        ("nariat", "Un partenariat", False),
        ("q", "La qualité", False),
        ("q4", "Question Q4", True),
    ],
)
def test_word_is_found_whole_or_by_its_beginning(typed, text, found):
    assert (scored(typed, "", text) is not None) == found


# Scores


ANSWERS = [  # each better than the next, for "emploi local"
    ("Emplois locaux", ""),
    ("L'emploi local en Bretagne", ""),
    ("L'emploi localement", ""),
    ("Local : l'emploi", ""),
    ("L'emploi", "local"),
    ("L'emploi", "localement"),
    ("Bretagne", "l'emploi local"),
    ("Bretagne", "local, puis l'emploi"),
    ("Bretagne", "localement, l'emploi"),
]


def test_answers_are_in_order():
    scores = [scored("emploi local", *answer) for answer in ANSWERS]
    assert [better > worse for better, worse in pairwise(scores)] == [True] * (len(ANSWERS) - 1)


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [("L'emploi", "en Bretagne", False), ("L'emploi", "local", True), ("", "", False)],
)
def test_every_word_must_be_found(title, text, found):
    assert (scored("emploi local", title, text) is not None) == found


def test_words_are_not_side_by_side_from_one_name_to_another():
    found = score(terms("alsace lorraine"), [fold("Alsace"), fold("Lorraine")], "")
    assert (found.level, found.in_title) == (Level.TEXT, 1)


def test_part_counts_as_a_title_but_never_as_the_name():
    assert scored("emploi", "Fragilité", parts=["Emploi"]).level == Level.PHRASE
    assert scored("emploi", "Emploi").level == Level.EXACT


def test_best_of_the_names_counts():
    assert score(terms("paca"), [fold("Provence"), fold("PACA")], "").level == Level.EXACT


def test_without_words_everything_answers_alike():
    assert score((), [fold("Titre")], "") == (Level.TEXT, 0, 0, False)


# Marks


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("ile de france", "L'Île-de-France compte", "L'[Île-de-France] compte"),
        ("ile de france", "La France et l'île", "La [France et l'île]"),
        ("emploi", "Emploi, emplois. Emploi", "[Emploi], [emplois]. [Emploi]"),
        ("coconstruction", "La co-construction", "La [co-construction]"),
        ("co construction", "La coconstruction", "La [coconstruction]"),
        ("partenari", "Des partenariats", "Des [partenariats]"),
        ("regionaux", "Un rapport régional", "Un rapport [régional]"),
        ("coeur", "Le cœur", "Le [cœur]"),
        ("orleans", "À Orle\u0301ans", "À [Orle\u0301ans]"),
        ("b", "<b>gras</b>", "<[b]>gras</[b]>"),
        ("rien", "Un texte", "Un texte"),
        ("rien", "", ""),
    ],
)
def test_mark_follows_the_folding(typed, text, expected):
    assert shown(marked(text, terms(typed))) == expected


def test_marks_and_the_rest_together_are_the_text():
    text = "L'Île-de-France, l'emploi : 43\u202f% – cœur.\n"
    assert "".join(text for text, _ in marked(text, terms("emploi coeur ile france"))) == text


LONG = "Un début de phrase. " * 20 + "Voici l'emploi à Orléans. " + "Et une fin de phrase. " * 20


def test_excerpt_is_cut_around_the_first_mark_between_words():
    said = shown(excerpt([LONG], terms("emploi")))
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert "Voici l'[emploi] à Orléans." in said
    assert set(said.replace("[emploi]", "emploi").strip("… ").split()) <= set(LONG.split())
    assert len(said) <= SHOWN + 10


def test_excerpt_begins_with_the_text_where_the_mark_is_near():
    said = shown(excerpt(["L'emploi. " + LONG], terms("emploi")))
    assert said.startswith("L'[emploi]. Un début")


def test_excerpt_is_of_the_text_with_the_most_words():
    texts = ["Chapô sur l'emploi", "", "L'emploi à Orléans", "Orléans, l'emploi"]
    assert shown(excerpt(texts, terms("orleans emploi"))) == "L'[emploi à Orléans]"


def test_excerpt_reads_no_text_after_one_with_all_the_words():
    texts = iter(["L'emploi", "L'emploi à Orléans", "Un long texte"])
    excerpt(texts, terms("orleans emploi"))
    assert list(texts) == ["Un long texte"]


def test_excerpt_without_a_mark_is_the_beginning_of_the_first_text():
    assert shown(excerpt(["Un\n texte", "Un autre"], terms("rien"))) == "Un texte"
    assert shown(excerpt([LONG], terms("rien"))).startswith("Un début")


@pytest.mark.parametrize("texts", [[], [""], [" \n"]])
def test_excerpt_of_nothing_is_nothing(texts):
    assert excerpt(texts, terms("rien")) == []


def test_word_longer_than_an_excerpt_is_cut():
    said = shown(excerpt(["x" * 1000], terms("rien")))
    assert said == "x" * SHOWN + " …"


@pytest.mark.parametrize(
    ("total", "words"),
    [(0, "Aucun résultat"), (1, "1 résultat"), (2, "2 résultats"), (1200, "1\u202f200 résultats")],
)
def test_total_is_in_words(total, words):
    assert results_words(total) == words
