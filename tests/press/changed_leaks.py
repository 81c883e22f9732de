"""What changes the release of `leaks` once it is out: a correction of its figure, and another edition."""

from press.models import Release
from regions.models import Figure
from tests.factories import make_correction, publish

CANARIES = {
    "corrected value": r"64[.,]77",
    "reason": "QREASONQ",
    "amended headline": "QAMENDEDQ",
    "amended body": "QAMENDEDBODYQ",
    "note to readers": "QNOTEQ",
    "draft": "QDRAFTQ",
}
NEVER = {"draft"}


def embargo(at):
    """Both come out at `at`; the draft goes on beside them."""
    figure = Figure.objects.get(source="QSOURCEQ")
    make_correction(figure=figure, value="64.77", reason="QREASONQ", publish_at=at)
    release = Release.objects.get(slug="qslugq")
    release.headline, release.body = "QAMENDEDQ", "<p>QAMENDEDBODYQ</p>"
    release.note_to_readers = "QNOTEQ"
    release.save()
    publish(release, at)
    draft = {"headline": "QDRAFTQ", "standfirst": "QDRAFTQ", "body": "<p>QDRAFTQ</p>"}
    Release.objects.filter(pk=release.pk).update(**draft)
