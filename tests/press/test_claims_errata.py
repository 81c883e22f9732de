"""An erratum of a public release."""

from decimal import Decimal

import pytest

from press.models import Release
from tests.factories import ago, make_correction, make_user, publish
from tests.press.claim_texts import companies, make_draft
from tests.press.desk import WRITER, staff, url
from tests.regions.desk import said

pytestmark = pytest.mark.django_db

TEXT = (
    "Dans les Pays de la Loire, 43 % des entreprises d'au moins 10 salariés ont noué des partenariats, "
    "6 points de plus que la moyenne nationale."
)


@pytest.fixture
def edition(programme):
    return publish(make_draft(standfirst=TEXT, body="<p>Rien de plus.</p>", publish_at=ago(days=2)))


@pytest.fixture
def writer(client):
    return staff(client, *WRITER)


def correct():
    make_correction(figure=companies(), value=Decimal(41), publish_at=ago(minutes=1))


def click(client, release, **data):
    return client.post(url("claims", release.pk), {"act": "erratum", "seen": 0} | data, follow=True)


def test_erratum_writes_the_new_numbers_and_a_note_into_the_draft_alone(writer, edition):
    correct()
    assert "Préparer un erratum" in said(writer.get(url("claims", edition.release_id)))
    response = click(writer, edition.release)
    release = Release.objects.get()
    assert release.standfirst == TEXT.replace("43 %", "41 %").replace("6 points", "4 points")
    assert release.note_to_readers.startswith(
        "Rectificatif\u00a0: Pays de la Loire, Pratique des partenariats"
    )
    assert "43\u202f% corrigé en 41\u202f%" in release.note_to_readers
    assert "2 nombres remplacés" in said(response)
    assert "L'erratum est préparé" in said(response)
    assert "Préparer un erratum" not in said(response)
    edition.refresh_from_db()
    assert edition.standfirst == TEXT
    assert (release.version, release.author) == (1, writer.user)


def test_erratum_is_not_offered_where_nothing_changed(writer, edition):
    assert "Préparer un erratum" not in said(writer.get(url("claims", edition.release_id)))
    assert "rien n'est préparé" in said(click(writer, edition.release))
    assert Release.objects.get().version == 0


def test_erratum_on_an_older_version_is_refused(writer, edition):
    correct()
    Release.objects.get().record_edit(by=make_user())
    assert "Quelqu'un a enregistré ce communiqué" in said(click(writer, edition.release))
    assert Release.objects.get().standfirst == TEXT


def test_form_of_the_release_tells_of_the_correction_too(writer, edition):
    assert "rectifié depuis la parution" not in said(writer.get(url("change", edition.release_id)))
    correct()
    form = said(writer.get(url("change", edition.release_id)))
    assert "rectifié depuis la parution : Pays de la Loire, Pratique des partenariats, 43 % → 41 %" in form
    assert "Préparer un erratum" in form
