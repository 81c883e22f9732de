"""The press room of the large database (see growth.py): events, and releases that cite its figures."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import cycle

from press.claimed import Checked, context
from press.models import (
    Boilerplate,
    Citation,
    Edition,
    Event,
    PressContact,
    Release,
    ReleaseBoilerplate,
    ReleaseContact,
    Ruling,
)
from press.models.edition import EditionCitation, EditionRegion, Reliance
from regions import formats
from regions.dates import PARIS, PartialDate, Precision
from regions.folding import fold
from tests.benchmarks.growth_programme import BATCH, Programme, fill, next_key

CITED = 3  # figures of a release
WORDS = 200  # of its text, beside them
AMENDED = 20  # one release in so many has a second edition
COMING = 20  # one event in so many is still to come
VOCABULARY = [a + b + c for a in ("par", "ter", "lo", "mu") for b in ("ti", "ra", "ne") for c in "abcdefghij"]


def prose(chance, number, words=WORDS):
    """Made-up words; "centième" is in one text of a hundred, "unique" in one of all."""
    rare = ["centième"] * (number % 100 == 0) + ["unique"] * (number == 1)
    return " ".join(["Donnée d'essai, partenariat, territoires", *rare, *chance.choices(VOCABULARY, k=words)])


def make_events(programme, count, chance, author):
    """On every day of twenty years and of the year to come, in every territory."""
    today = date.today()
    fill(Event, (_event(number, programme, today, chance, author) for number in range(count)))


def _event(number, programme, today, chance, author):
    coming = number % COMING == 0
    days = chance.randint(2, 360) if coming else -chance.randint(2, 7000)
    day = today + timedelta(days=days)
    state = "cancelled" if number % 50 == 7 else "postponed" if number % 50 == 9 else "confirmed"
    out = datetime.combine(min(day, today) - timedelta(days=60), clock(9), PARIS)
    event = Event(
        title=f"Rencontre d'essai {number}",
        slug=f"rencontre-d-essai-{number}",
        kind="rencontre d'essai",
        state=state if coming or state != "confirmed" else "held",
        held_on=day,
        starts=clock(18),
        ends=clock(20),
        place="Salle d'essai",
        subject=f"Donnée d'essai {number}",
        region=programme.regions[number % len(programme.regions)],
        author=author,
        publish_at=out,
        revised_at=out,
    )
    event.over_at = event.over
    event.search_title, event.search_text = map(fold, event.search_parts())
    return event


class Room:
    """One release after the other, with its draft and its editions, in lists that `save` writes."""

    TABLES = (
        Release,
        Release.regions.through,
        Citation,
        Ruling,
        ReleaseContact,
        ReleaseBoilerplate,
        Edition,
        EditionRegion,
        EditionCitation,
        Reliance,
    )

    def __init__(self, programme, chance, author, approver):
        self.programme, self.chance, self.author, self.approver = programme, chance, author, approver
        self.contact = PressContact.objects.create(
            kind="desk", name="Bureau de presse d'essai", email="presse@example.org"
        )
        self.boilerplate = Boilerplate.objects.create(
            kind="programme", title="À propos de l'essai", text="Donnée d'essai.\n\nRien de ceci n'est vrai."
        )
        self.release, self.edition = next_key(Release), next_key(Edition)
        self.rows = {table: [] for table in self.TABLES}

    def add(self, row):
        self.rows[type(row)].append(row)

    def save(self):
        for table, rows in self.rows.items():
            fill(table, rows)
            rows.clear()

    def write(self, number, region, report):
        cited = self.chance.sample(self.programme.cited[report.pk], CITED)
        text = Text(region, cited, prose(self.chance, number), number)
        out = report.publish_at + timedelta(days=number % 40)
        release = Release(
            pk=self.release,
            slug=f"communique-d-essai-{number}",
            publish_at=out,
            report=report,
            author=self.author,
            note="Donnée d'essai",
            **text.typed,
        )
        self.release += 1
        self.add(release)
        self.add(Release.regions.through(release_id=release.pk, region_id=region.pk))
        self.add(ReleaseContact(release=release, contact=self.contact))
        self.add(ReleaseBoilerplate(release=release, boilerplate=self.boilerplate))
        for one in cited:
            self.add(Citation(release=release, figure_id=one.key))
        for claim in text.claims:
            before, after = context(text.paragraphs[claim.block], claim.start, claim.end)
            self.add(
                Ruling(
                    release=release,
                    field=claim.field,
                    words=claim.text,
                    before=before,
                    after=after,
                    kind=claim.ruling,
                    figure_id=claim.figure_id,
                    decided_by=self.author,
                    decided_at=release.report.approved_at,
                )
            )
        self._edition(release, region, text, 1, out)
        if number % AMENDED == 0:
            self._edition(release, region, text, 2, out + timedelta(days=7))

    def _edition(self, release, region, text, number, out):
        first = release.publish_at.astimezone(PARIS).date()
        boilerplate = self.boilerplate
        edition = Edition(
            pk=self.edition,
            release=release,
            number=number,
            day=first,
            date_words=str(PartialDate(first, Precision.DAY)),
            demonstration=False,
            report=release.report,
            report_title=str(release.report),
            organisations=[],
            boilerplates=[[boilerplate.pk, boilerplate.title, boilerplate.text]],
            contact_ids=[self.contact.pk],
            claims=[one.frozen() for one in text.claims],
            enclosed=[],
            draft_version=0,
            note_to_readers="" if number == 1 else "Donnée d'essai : le lieu a changé.",
            author=self.author,
            approved_by=self.approver,
            approved_at=out - timedelta(days=1),
            publish_at=out,
            **text.typed,
        )
        self.edition += 1
        names = "" if region.is_nation else " ".join(region.all_names)
        around = (text.standfirst, text.words, edition.date_words, edition.report_title, names)
        edition.search_title, edition.search_text = fold(edition.headline), fold(" ".join(around))
        self.add(edition)
        self.add(EditionRegion(edition=edition, region=region))
        self.add(Reliance(edition=edition, report=release.report, version=release.report.version))
        for one in text.cited:
            self.add(EditionCitation(edition=edition, figure_id=one.key, value=one.value))


class Text:
    """A title, a lead and paragraphs of made-up words, each of the `cited` figures in a sentence of its own;
    `claims` says where they stand, as the approval of numbers that an editor has bound would."""

    def __init__(self, region, cited, words, number):
        self.cited = cited
        self.standfirst = f"Donnée d'essai {region.name_in}, pour les mesures de vitesse."
        place = region.name_in[0].upper() + region.name_in[1:]
        sentences = [
            f"{place}, {formats.value(one.value, '%')} des {one.base.people} répondent oui à la question "
            f"d'essai, donnée d'essai {one.question}."
            for one in cited
        ]
        half = len(words) // 2
        self.paragraphs = [*sentences, words[:half], words[half:]]
        self.words = " ".join(self.paragraphs)
        self.claims = [
            self._claim(block, sentence, one, region)
            for block, (sentence, one) in enumerate(zip(sentences, cited, strict=True))
        ]
        self.typed = {
            "headline": f"Communiqué d'essai {number} {region.name_in}",
            "standfirst": self.standfirst,
            "body": "".join(f"<p>{one}</p>" for one in self.paragraphs),
            "place": "Essai",
        }

    @staticmethod
    def _claim(block, sentence, one, region):
        said = formats.value(one.value, "%")
        start = sentence.index(said)
        return Checked(
            field="body",
            block=block,
            start=start,
            end=start + len(said),
            text=said,
            value=str(one.value),
            unit="%",
            verdict="conforme",
            message=f"C'est la valeur enregistrée : {said} ({region.name}, {one.base.people}, "
            f"«\u00a0Donnée d'essai {one.question}\u00a0»\u00a0: "
            f"Oui, Essai {one.base.get_audience_display()}).",
            figure_id=one.key,
            base=one.base.label,
            ruling="bound",
        )


def make_releases(programme: Programme, count, chance, author, approver):
    """Of every report that has figures to cite, in turn. Gives the models whose keys were given here."""
    room = Room(programme, chance, author, approver)
    reports = [
        (region, report)
        for wave in programme.reports
        for region, report in zip(programme.regions, wave, strict=True)
        if len(programme.cited.get(report.pk, ())) >= CITED
    ]
    for number, (region, report) in zip(range(1, count + 1), cycle(reports), strict=False):
        room.write(number, region, report)
        if number % BATCH == 0:
            room.save()
    room.save()
    return Release, Edition
