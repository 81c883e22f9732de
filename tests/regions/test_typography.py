"""French text as it is set."""

import re
import time

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from regions.typography import french, french_html


def seen(text):
    """No-break spaces as signs that a reader of this file sees."""
    return text.replace("\u202f", "_").replace("\u00a0", "~")


SET = [
    ("Vrai ? Oui ! Bien ; 43 % et 7 : 3", "Vrai_? Oui_! Bien_; 43_% et 7~: 3"),
    ("Vrai? Oui! Bien; 43% : fin", "Vrai_? Oui_! Bien_; 43_%~: fin"),
    ("Note: voir (bis): ici", "Note~: voir (bis)~: ici"),
    ("« mot » et «mot», « deux mots » !", "«~mot~» et «~mot~», «~deux mots~»_!"),
    ('Un "mot" et ("deux mots").', "Un «~mot~» et («~deux mots~»)."),
    ('"il dit "oui" ici", ""a"" et " b "', '«~il dit «~oui~» ici~», «~«~a~»~» et " b "'),
    ("l’été d’’un ‘mot’", "l'été d’’un ‘mot’"),
    ("1 200 000 et 12 345 salariés", "1_200_000 et 12_345~salariés"),
    ("6 points, 10 salariés, 304 élus, 5 €", "6~points, 10~salariés, 304~élus, 5~€"),
    ("en 2015 les maires, 26 mai 2016", "en 2015 les maires, 26~mai 2016"),
    ("le 1er mars à 8 h 30", "le 1er~mars à 8~h~30"),
    ("n° 3, N°4, numéro 5", "n°~3, N°~4, numéro 5"),
    ("Quoi ?! Fin...", "Quoi_?! Fin..."),
    ("déjà\u00a0; vu\u00a0? 43\u00a0% mot\u202f: là", "déjà_; vu_? 43_% mot~: là"),
]
KEPT = [
    "https://exemple.org/a?b=1;c=2&d=%20!",
    "www.exemple.org/?q=un;deux",
    "mailto:a.b@exemple.org?subject=1er;",
    "presse+1er@exemple.org",
    "à 8:30 ou 16:9 ou 1:2:3",
    "`a ? b : c`",
    "01 99 00 12 34",
    'un pouce : 5"',
    "12345 et 43.5 et 2e5",
]


@pytest.mark.parametrize(("text", "expected"), SET)
def test_french_puts_the_spaces_and_quotes_of_print(text, expected):
    assert seen(french(text)) == expected


@pytest.mark.parametrize("text", KEPT)
def test_french_leaves_what_is_not_french(text):
    assert french(text).replace("\u00a0:", " :") == text


def test_address_within_quotes_keeps_its_signs():
    assert seen(french('"https://a.org/?b;c" !')) == "«~https://a.org/?b;c~»_!"


SIGNS = st.text(st.sampled_from(" \u00a0\u202f\n;:!?%«»\"'’0123456789aeérnh°`@.()/,\ue000€"), max_size=40)
TEXTS = st.one_of(SIGNS, st.text(max_size=60), st.sampled_from([text for text, _ in SET] + KEPT))


def bare(text):
    """Without what typography may change."""
    return re.sub("[ \u00a0\u202f\"«»'’]", "", text)


@given(TEXTS)
def test_french_set_again_stays_the_same(text):
    once = french(text)
    assert french(once) == once


@given(TEXTS)
def test_french_changes_spaces_and_quotes_alone(text):
    assert bare(french(text)) == bare(text)


@given(TEXTS)
def test_french_leaves_no_plain_space_before_high_signs(text):
    kept = re.compile(r"`[^`]*`")
    assert re.search(r" [;:!?%»]|« (?=\S)", kept.sub("", french(text))) is None


@pytest.mark.parametrize(
    "text",
    [
        *(sign * 20_000 for sign in "1a\"'«»: .;+-@`\u00a0\n"),
        '"' * 8_000 + "a" + '"' * 8_000,
        '"a ' * 5_000 + 'b" ' * 5_000,
        *(pair * 10_000 for pair in ("a@", "1:", "1 ", '"a', "« ", "n°", "à ", "www.", '" ')),
        *(words * 4_000 for words in ("1 111 ", "a.b@c", '"a b"')),
        "`" + "1" * 20_000,
        "n°" + " " * 20_000,
        "«" + " " * 20_000 + "\n",
    ],
)
def test_time_grows_with_the_length_of_the_text_alone(text):
    """20,000 characters of anything take some 30 ms; a pattern that looks back took seconds."""
    started = time.process_time()
    french(text)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("text", ["<!--" * 20_000, "<" * 40_000, "<a '" * 20_000, "<!-- --" * 10_000])
def test_time_grows_with_the_length_of_html_alone(text):
    started = time.process_time()
    french_html(text)
    assert time.process_time() - started < 0.5


HTML = [
    ("<p>Vrai ? <em>Oui</em> !</p>", "<p>Vrai_? <em>Oui</em>_!</p>"),
    ("« <em>mot</em> »", "«~<em>mot</em>~»"),
    (
        "le 1er mars, 2e et 1re, 4es",
        "le 1<sup>er</sup>~mars, 2<sup>e</sup> et 1<sup>re</sup>, 4<sup>es</sup>",
    ),
    ("1<sup>er</sup> mars", "1<sup>er</sup> mars"),
    ('<a href="/x?a=1;b=2" title="a > b ? c">Où ?</a>', '<a href="/x?a=1;b=2" title="a > b ? c">Où_?</a>'),
    ("<code>a ? b : 1er</code> ?", "<code>a ? b : 1er</code>_?"),
    ("Vrai ? <!-- 1er ? <b>1er</b>", "Vrai_? <!-- 1er ? <b>1er</b>"),
    ("<pre>1er ;</pre><!-- 1er ? -->", "<pre>1er ;</pre><!-- 1er ? -->"),
    ("https://a.org/1er ;", "https://a.org/1er_;"),
    ("A &amp; B&nbsp;; C", "A &amp; B_; C"),
]


@pytest.mark.parametrize(("html", "expected"), HTML)
def test_html_is_set_between_its_tags(html, expected):
    assert seen(french_html(html)) == expected


@given(TEXTS)
def test_html_set_again_stays_the_same(text):
    once = french_html(f"<p>{strip_tags(text)}</p>".replace("&", "&amp;").replace("<p", "<p"))
    assert french_html(once) == once


def rendered(value):
    return Template("{{ value|typo }}").render(Context({"value": value}))


def test_filter_escapes_text_and_keeps_safe_html():
    assert seen(rendered("<b>Vrai ?</b> & l'autre")) == "&lt;b&gt;Vrai_?&lt;/b&gt; &amp; l&#x27;autre"
    assert seen(rendered(mark_safe("<b>Vrai ?</b>"))) == "<b>Vrai_?</b>"
    assert rendered(1200) == "1200"


@given(TEXTS)
def test_filter_lets_no_tag_through_but_raised_letters(text):
    found = rendered(text).replace("<sup>", "").replace("</sup>", "")
    assert "<" not in found
