"""The collections of what figures are made of."""

from regions.models import Answer, Audience, Base, Indicator, Question, Region, Survey
from regions.opendata import public
from regions.opendata.collection import (
    Collection,
    Field,
    Filter,
    Line,
    Link,
    audiences,
    day,
    each,
    slugs,
    yes,
)

ID = Field("id", "Son nom dans les adresses et les filtres.")
ADDRESS = Field("adresse", "Sa page.", "uri")
OF_INDICATOR = Field("id_indicateur", "L'indicateur : voir indicateurs.")
PART = (
    Field("partie", "Oui : partie d'une autre, plus large, dont un chiffre est public.", filled=False),
    Field("id_partie_de", "Celle-ci.", filled=False),
)
TO_INDICATOR = Link(("id_indicateur",), "indicateurs", ("id",))
BY_AUDIENCE = Filter("public", "Un public", "audience", audiences)


def _part(whole: str | None) -> Line:
    """The cells of PART: a whole that is not public yet is not known to be there."""
    return {"partie": yes(whole is not None), "id_partie_de": whole}


def _territory(one: Region, site: str) -> Line:
    return {
        "id": one.slug,
        "code": one.code,
        "nom": one.name,
        "niveau": one.get_level_display(),
        "adresse": site + one.get_absolute_url(),
    }


TERRITORIES = Collection(
    name="territoires",
    title="La France et ses régions, qu'un chiffre en soit public ou non",
    fields=(
        ID,
        Field("code", "Code INSEE de la région ; FR pour la France."),
        Field("nom", "Son nom."),
        Field("niveau", "Pays ou région."),
        ADDRESS,
    ),
    key=("id",),
    public=public.territories,
    lines=each(_territory),
)


def _indicator(one: Indicator, site: str) -> Line:
    return {
        "id": one.slug,
        "titre": one.short_label,
        "definition": one.label,
        "unite": one.get_unit_display(),
        "id_theme": one.theme.slug,
        "theme": one.theme.name,
        "adresse": site + one.get_absolute_url(),
    }


INDICATORS = Collection(
    name="indicateurs",
    title="Ce que le programme mesure",
    fields=(
        ID,
        Field("titre", "Son nom, comme à l'écran."),
        Field("definition", "Ce que le nombre mesure."),
        Field("unite", "% ; /10, une note sur 10 ; effectif ; moyenne."),
        Field("id_theme", "Le nom de son thème dans les filtres."),
        Field("theme", "Son thème."),
        ADDRESS,
    ),
    key=("id",),
    public=public.indicators,
    lines=each(_indicator),
    filters=(Filter("theme", "Un thème", "theme__slug", slugs(public.themes)),),
)


def _answer(one: Answer, site: str) -> Line:
    return {
        "id_indicateur": one.indicator.slug,
        "id": one.slug,
        "libelle": one.label,
        "principale": yes(one.headline),
        **_part(one.whole),  # type: ignore[attr-defined]
    }


ANSWERS = Collection(
    name="reponses",
    title="Les réponses de chaque indicateur",
    fields=(
        OF_INDICATOR,
        Field("id", "Son nom parmi les réponses de l'indicateur."),
        Field("libelle", "La réponse, en mots."),
        Field("principale", "Oui : celle que la carte et les chiffres clés montrent.", filled=False),
        *PART,
    ),
    key=("id_indicateur", "id"),
    public=public.answers,
    lines=each(_answer),
    links=(TO_INDICATOR,),
    filters=(Filter("indicateur", "Un indicateur", "indicator__slug", slugs(public.indicators)),),
)


def _question(one: Question, site: str) -> Line:
    return {
        "id_indicateur": one.indicator.slug,
        "id_enquete": one.survey.slug,
        "numero": one.code or None,
        "libelle": one.wording or None,
        "etat_libelle": one.get_wording_status_display(),
        "plusieurs_reponses": yes(one.several_answers),
        "serie": one.series,
        "note": one.note or None,
    }


QUESTIONS = Collection(
    name="questions",
    title="Chaque indicateur, tel que chaque enquête l'a demandé",
    fields=(
        OF_INDICATOR,
        Field("id_enquete", "L'enquête : voir enquetes."),
        Field("numero", "Son numéro dans le questionnaire.", filled=False),
        Field("libelle", "La question, en mots, s'ils sont connus.", filled=False),
        Field("etat_libelle", "Exact, reconstitué ou inconnu."),
        Field("plusieurs_reponses", "Oui : les parts peuvent dépasser 100 %.", filled=False),
        Field("serie", "Les questions d'une même série se comparent ; les autres, jamais."),
        Field("note", "Ce qu'il faut savoir de la question.", filled=False),
    ),
    key=("id_indicateur", "id_enquete"),
    public=public.questions,
    lines=each(_question),
    links=(TO_INDICATOR, Link(("id_enquete",), "enquetes", ("id",))),
    filters=(
        Filter("indicateur", "Un indicateur", "indicator__slug", slugs(public.indicators)),
        Filter("enquete", "Une enquête", "survey__slug", slugs(public.surveys)),
    ),
)


def _survey(one: Survey, site: str) -> Line:
    return {
        "id": one.slug,
        "nom": one.name,
        "programme": one.get_programme_display(),
        "public": one.get_audience_display(),
        "institut": one.institute or None,
        "debut_terrain": day(one.fieldwork_start),
        "fin_terrain": day(one.fieldwork_end),
        "resultats": one.released.iso or None,
        "repondants": one.respondents,
        "echantillon": one.respondents_text or None,
        "champ": one.field or None,
        "effet_de_plan": one.design_effect,
        "petites_bases": yes(one.small_regional_bases),
        "note": one.note or None,
        "adresse": site + one.get_absolute_url(),
    }


SURVEYS = Collection(
    name="enquetes",
    title="Les enquêtes et leur méthode",
    fields=(
        ID,
        Field("nom", "Son nom."),
        Field("programme", "ARPEA ou PHARE."),
        Field("public", "Qui a été interrogé."),
        Field("institut", "Qui l'a réalisée.", filled=False),
        Field("debut_terrain", "Premier jour des interrogations.", "date", False),
        Field("fin_terrain", "Leur dernier jour.", "date", False),
        Field(
            "resultats", "Parution, autant qu'elle est connue : 2015-11-17, 2016-11, 2016-H2.", filled=False
        ),
        Field("repondants", "Nombre de répondants, s'il est publié.", "integer", False),
        Field("echantillon", "L'échantillon en mots.", filled=False),
        Field("champ", "Qui est représenté.", filled=False),
        Field("effet_de_plan", "Ce qui divise les effectifs avant tout calcul d'erreur.", "number"),
        Field("petites_bases", "Oui : prudence sur un résultat régional sans effectif.", filled=False),
        Field("note", "Ce qu'il faut savoir de l'enquête.", filled=False),
        ADDRESS,
    ),
    key=("id",),
    public=public.surveys,
    lines=each(_survey),
    filters=(BY_AUDIENCE,),
)


def _base(one: Base, site: str) -> Line:
    return {
        "id": one.slug,
        "public": Audience(one.audience).label,
        "libelle": one.label,
        **_part(one.whole),  # type: ignore[attr-defined]
    }


BASES = Collection(
    name="bases",
    title="Ceux à qui les chiffres se rapportent",
    fields=(
        ID,
        Field("public", "De qui elle est faite."),
        Field("libelle", "Ceux qui répondent."),
        *PART,
    ),
    key=("id",),
    public=public.bases,
    lines=each(_base),
    links=(Link(("id_partie_de",), "", ("id",)),),
    filters=(BY_AUDIENCE,),
)
