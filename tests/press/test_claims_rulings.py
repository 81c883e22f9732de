"""What a decision, or an edit that follows one, does to a draft."""

import pytest
from django.core.exceptions import ValidationError

from press.mended import replacement
from press.models import Citation, Release, Ruling, RulingKind
from press.rulings import FOUND, STALE, Reading, decide, reopen, rewrite, settle
from regions.publication import database_now
from tests.factories import make_user
from tests.press.claim_texts import BODY, STANDFIRST, companies, make_draft, read, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(programme):
    return make_draft()


@pytest.fixture
def editor(db):
    return make_user(username="camille")


def test_each_decision_settles_its_number(draft, editor):
    decide(
        read(draft), the(read(draft), "120 élus"), RulingKind.EXTERNAL, by=editor, seen=0, reason="La ville"
    )
    one = the(read(draft), "120 élus")
    assert (one.ruling, one.reason, one.is_settled) == ("external", "La ville", True)
    ruling = Ruling.objects.get()
    assert (ruling.decided_by, ruling.history.get().history_change_reason) == (
        editor,
        "« 120 élus » : chiffre d'une autre source (La ville)",
    )


def test_decision_counts_as_an_edit_by_who_takes_it(draft, editor):
    decide(read(draft), the(read(draft), "44 %"), RulingKind.OVERRULED, by=editor, seen=0, reason="Vérifié")
    draft.refresh_from_db()
    assert (draft.version, draft.author, list(draft.contributors.all())) == (1, editor, [editor])
    assert "maintenu" in draft.history.first().history_change_reason
    with pytest.raises(ValidationError, match="autre personne"):
        draft.refuse_approval(by=editor, alone_because="")


def test_decision_on_an_older_version_is_refused_and_leaves_nothing(draft, editor):
    reading = read(draft)
    Release.objects.get(pk=draft.pk).record_edit(by=make_user())
    with pytest.raises(ValidationError, match=STALE[:30]):
        decide(reading, the(reading, "44 %"), RulingKind.OVERRULED, by=editor, seen=0, reason="Vérifié")
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("kind", [RulingKind.EXTERNAL, RulingKind.NOT_STATISTIC, RulingKind.OVERRULED])
def test_decision_without_its_reason_is_refused(draft, editor, kind):
    with pytest.raises(ValidationError, match="Écrivez"):
        decide(read(draft), the(read(draft), "44 %"), kind, by=editor, seen=0, reason="  ")
    draft.refresh_from_db()
    assert draft.version == 0


def test_second_decision_takes_the_place_of_the_first(draft, editor):
    for seen, kind in enumerate([RulingKind.NOT_STATISTIC, RulingKind.EXTERNAL]):
        decide(read(draft), the(read(draft), "120 élus"), kind, by=editor, seen=seen, reason="Parce que")
    assert [one.kind for one in Ruling.objects.all()] == ["external"]


def test_decision_taken_back_leaves_the_number_open_and_a_record(draft, editor):
    decide(
        read(draft), the(read(draft), "120 élus"), RulingKind.EXTERNAL, by=editor, seen=0, reason="La ville"
    )
    reading = read(draft)
    reopen(reading, the(reading, "120 élus"), by=editor, seen=1)
    assert not the(read(draft), "120 élus").is_settled
    assert [one.history_type for one in Ruling.history.all()] == ["-", "+"]


def test_number_bound_to_its_figure_is_settled_and_cited(draft, editor):
    reading = read(draft)
    figure = reading.known.figure_by_pk[the(reading, "65 %").figure_id]
    draft.body = "<p>Emploi ou innovation : 65 % sont de cet avis.</p>"
    draft.save()
    reading = read(draft)
    decide(reading, the(reading, "65 %"), RulingKind.BOUND, by=editor, seen=0, figure=figure)
    one = the(read(draft), "65 %")
    assert (one.ruling, one.verdict, one.figure_id) == ("bound", "conforme", figure.pk)
    assert draft.citations.get(figure=figure).history.get().history_change_reason == FOUND


# Edits


def test_replaced_number_keeps_its_decision(draft, editor):
    reading = read(draft)
    decide(reading, the(reading, "44 %"), RulingKind.BOUND, by=editor, seen=0, figure=companies())
    reading = read(draft)
    one = the(reading, "44 %")
    rewrite(reading, [replacement(one, STANDFIRST)], by=editor, seen=1, why="Remplacé")
    draft.refresh_from_db()
    assert draft.standfirst == STANDFIRST.replace("44 %", "43 %")
    assert (the(read(draft), "43 %").ruling, the(read(draft), "43 %").verdict) == ("bound", "conforme")
    assert draft.history.first().history_change_reason == "Remplacé"


def test_several_edits_of_one_passage_are_written_at_their_places(draft, editor):
    reading = read(draft)
    edits = [replacement(the(reading, text), STANDFIRST) for text in ("44 %", "8 points")]
    rewrite(reading, edits, by=editor, seen=0, why="Remplacés")
    draft.refresh_from_db()
    assert draft.standfirst == STANDFIRST.replace("44 %", "43 %").replace("8 points", "6 points")
    assert draft.body == BODY


def test_decision_keeps_up_with_the_words_around_its_number(draft, editor):
    decide(
        read(draft), the(read(draft), "120 élus"), RulingKind.EXTERNAL, by=editor, seen=0, reason="La ville"
    )
    draft.refresh_from_db()
    for words in ("La grande soirée de mai a réuni", "Au port, la grande fête de mai a réuni"):
        draft.body = BODY.replace("La soirée a réuni", words)
        draft.save()
        settle(read(draft))
    assert the(read(draft), "120 élus").is_settled


# Figures that the text gives


def given(draft):
    return {one.figure for one in draft.citations.select_related("figure")}


def test_figures_of_the_text_are_cited_with_a_record(draft):
    settle(read(draft))
    regions = {(one.region.code, one.question.survey.audience) for one in given(draft)}
    assert ("52", "associations") in regions
    assert ("52", "citizens") in regions
    assert {one.history_change_reason for one in Citation.history.all()} == {FOUND}


def test_figure_that_the_text_gives_no_more_goes_unless_an_editor_chose_it(draft):
    chosen = Citation.objects.create(release=draft, figure=companies())
    settle(read(draft))
    draft.body = "<p>Plus aucun nombre.</p>"
    draft.save()
    settle(read(draft))
    assert list(draft.citations.all()) == [chosen]
    assert Citation.history.filter(history_type="-").count() == 2


def test_settling_twice_writes_nothing(draft, django_assert_num_queries):
    settle(read(draft))
    reading = Reading.of(draft, database_now())
    with django_assert_num_queries(2):  # the decisions, the citations
        settle(reading)
