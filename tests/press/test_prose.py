import pytest
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from press.models import Release
from press.prose import EXTENSIONS, links, paragraphs, parse, plain_text, sanitised
from tests.factories import make_release

NB = "\u00a0"


def blocks(html):
    """The tree as (kind, words or blocks)."""

    def of(block):
        return (block.kind, block.text if block.runs else [of(one) for one in block.blocks])

    return [of(block) for block in parse(html)]


# What is let through


def test_sanitiser_lets_through_what_the_editor_makes_and_no_more():
    assert allowlist_from_extensions(expand_extensions(EXTENSIONS)) == {
        "tags": {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "hr", "br", "strong", "em", "sup", "a"},
        "attributes": {"a": {"href", "title", "rel"}, "ol": {"start", "type", "data-type"}},
        "link_rel": None,
        "url_schemes": {"http", "https", "mailto"},
    }


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<script>alert(1)</script><p onclick='x'>a</p>", "<p>a</p>"),
        ("<style>p{}</style><p style='color:red' class='a' id='b'>a</p><!-- c -->", "<p>a</p>"),
        ("<p><a href='javascript:alert(1)'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='JaVa\tscript&colon;alert(1)'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='data:text/html,x'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='vbscript:x'>a</a></p>", "<p><a>a</a></p>"),
        ("<p><a href='/x' target='_blank' onclick='y'>a</a></p>", '<p><a href="/x">a</a></p>'),
        ("<svg><script>x</script><p>a</p></svg>", "<p>a</p>"),
        ("<math><mi>x</mi><annotation-xml><p>a</p></annotation-xml></math>", "<p>a</p>"),
        ("<iframe src='x'></iframe><img src='x' onerror='y'><p>a</p>", "<p>a</p>"),
        ("<form action='x'><input name='y'><button>z</button></form><p>a</p>", "z<p>a</p>"),
        ("<h1>a</h1><h2>b</h2><h4>c</h4>", "a<h2>b</h2>c"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<p>a\0b</p>", "<p>ab</p>"),
        ("<p>a<p>b<strong>c", "<p>a</p><p>b<strong>c</strong></p>"),
        ("<p></p>", ""),
        ("", ""),
    ],
)
def test_html_is_rid_of_what_the_editor_does_not_make(html, clean):
    assert sanitised(html) == clean


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>@font-face{font-family:Calibri}
p.MsoNormal{margin:0}</style></head><body lang="FR"><!--StartFragment-->
<p class="MsoNormal" style="mso-margin:0"><b style="mso-bidi-font-weight:normal">
<span style="font-family:&quot;Arial&quot;">Les</span></b> alliances<o:p></o:p></p>
<ul type="disc"><li class="MsoListParagraph" style="mso-list:l0 level1 lfo1">
<font color="red" face="Arial">un</font></li>
<li><p class="MsoNormal"><strong>deux</strong></p></li></ul><!--EndFragment--></body></html>"""


def test_paste_from_a_word_processor_loses_its_fonts_and_keeps_its_lists():
    clean = sanitised(WORD)
    lost = ["mso", "Mso", "style", "font", "o:p", "class", "span", "<!--", "<b"]
    assert [mark for mark in lost if mark in clean] == []
    assert blocks(WORD) == [
        ("paragraph", "Les alliances"),
        ("bullets", [("item", [("paragraph", "un")]), ("item", [("paragraph", "deux")])]),
    ]


@pytest.mark.django_db
def test_stored_text_is_the_sanitised_one():
    release = make_release()
    release.body = WORD
    release.full_clean()
    release.save()
    assert Release.objects.get(pk=release.pk).body == sanitised(WORD) == sanitised(sanitised(WORD))


@pytest.mark.django_db
def test_text_beyond_the_limit_is_refused_before_it_is_read():
    release = make_release()
    release.body = "<b>" * 100_000
    assert "body" in refused(release)


def refused(release):
    try:
        release.full_clean()
    except Exception as error:
        return error.message_dict
    return {}


# How it is read


def test_blocks_are_in_reading_order():
    html = "<h2>T</h2>stray<p>a</p><hr><blockquote><p>q</p></blockquote>"
    html += "<ol><li><p>b</p><ul><li>c</li></ul></li></ol>"
    assert [block.text for block in paragraphs(parse(html))] == ["T", "stray", "a", "q", "b", "c"]


def test_runs_know_their_appearance():
    (block,) = parse("<p>a<strong>b<em>c</em></strong><sup>e</sup><a href='/x'>d</a></p>")
    assert [(run.text, run.strong, run.em, run.sup, run.href) for run in block.runs] == [
        ("a", False, False, False, ""),
        ("b", True, False, False, ""),
        ("c", True, True, False, ""),
        ("e", False, False, True, ""),
        ("d", False, False, False, "/x"),
    ]


def test_what_holds_no_words_is_left_out():
    assert blocks("<p> </p><ul><li></li></ul><blockquote><p></p></blockquote>") == []


def test_list_keeps_its_first_number():
    assert [(block.kind, block.level) for block in parse("<ol start='3'><li>c</li></ol>")] == [("numbers", 3)]
    assert [parse(f"<ol start='{n}'><li>c</li></ol>")[0].level for n in ("-1", "x", "9" * 99)] == [1, 1, 1]


def test_link_in_several_runs_is_one():
    html = "<p><a href='/a'>le <strong>rapport</strong></a> et <a href='/b'>l'autre</a></p>"
    assert links(parse(html)) == [("le rapport", "/a"), ("l'autre", "/b")]


def test_plain_text_is_what_an_e_mail_shows():
    html = (
        "<h2>Titre</h2><p>Un<br>mot <a href='https://example.org'>lien</a>.</p><ul><li>a<ul><li>b</li></ul></li></ul>"
        "<ol start='2'><li>c</li><li>d</li></ol><blockquote><p>dit</p></blockquote><hr>"
    )
    assert plain_text(parse(html)) == (
        "Titre\n\nUn\nmot lien (https://example.org).\n\n– a\n  – b\n\n2. c\n3. d\n\n« dit »\n\n* * *"
    )


# What nobody should send


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "ol><li", "strong", "p", "a href='/x'"])
def test_deep_nesting_neither_fails_nor_loses_the_words(tag):
    html = f"<{tag}>" * 10_000 + "fin"
    assert [block.text for block in paragraphs(parse(html))] == ["fin"]
    assert "fin" in plain_text(parse(html))


@pytest.mark.parametrize(
    "html", ["<" * 60_000, "<a " + "x=y " * 15_000, "&" * 60_000, "<!--" * 15_000, "</p>" * 15_000]
)
def test_malformed_text_is_read_without_fault(html):
    assert len(plain_text(parse(html))) <= 60_000


def test_long_text_is_read_whole():
    assert len(parse("<p>" + "mot " * 250_000 + "</p>")[0].text) == 999_999
