import pytest

from regions.folding import fold, letters, places, stem, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Île-de-France", " ile france "),
        ("ile de france", " ile france "),
        ("ILE DE FRANCE", " ile france "),
        ("Provence-Alpes-Côte d'Azur", " provence alpe cote azur "),
        ("Provence Alpes Côte d’Azur", " provence alpe cote azur "),
        ("l'emploi", " emploi "),
        ("L’EMPLOI", " emploi "),
        ("Orléans", " orlean "),
        ("Orle\u0301ans", " orlean "),
        ("Cœur, œuvre et ex æquo", " coeur oeuvre ex aequo "),
        ("co-construction", " co construction "),
        ("co construction", " co construction "),
        ("coconstruction", " co construction "),
        ("La coconstruire", " co construire "),
        ("partenariat, partenariats", " partenariat partenariat "),
        ("43\u202f% des maires", " 43 maire "),
        ("le 4ᵉ rapport", " 4e rapport "),
        ("mots\u00a0insécables", " mot insecable "),
        ("parte\u00adnariat", " partenariat "),
        ("de la", "  "),
        ("", "  "),
        ("%_'\"\\\x00", "  "),
    ],
)
def test_text_is_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("partenariats", "partenariat"),
        ("regionaux", "regional"),
        ("reseaux", "reseau"),
        ("enjeux", "enjeu"),
        ("travaux", "travail"),
        ("maires", "maire"),
        ("rse", "rse"),
        ("bas", "bas"),
        ("emploi", "emploi"),
    ],
)
def test_plural_has_the_stem_of_its_singular(plural, singular):
    assert stem(plural) == stem(singular) == singular


def test_words_are_in_their_order_without_the_small_ones():
    assert words("La dynamique de co-construction, d'hier à demain") == [
        "dynamique",
        "co",
        "construction",
        "hier",
        "demain",
    ]


def test_question_keeps_the_words_that_it_is_about():
    assert words("Combien d'entreprises ont des partenariats ?") == ["entreprise", "ont", "partenariat"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L'Île-de-France", ["L", "Île", "de", "France"]),
        ("Un œuf", ["Un", "œuf"]),
        ("coconstruction", ["co", "construction"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("fin\u00adale", ["fin\u00adale"]),
        ("1/2 ½", ["1", "2", "½", "½"]),
    ],
)
def test_each_word_knows_where_it_is_written(text, written):
    assert [text[word.start : word.end] for word in places(text)] == written


def test_places_and_words_agree():
    text = "L'Observatoire des œuvres : co-construction, coconstruire, travaux régionaux. ﬁn ①"
    assert [word.stem for word in places(text) if not word.is_small] == words(text)


def test_sign_of_another_alphabet_parts_words():
    assert letters("Ж") == " "
