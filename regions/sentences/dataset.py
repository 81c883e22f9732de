"""The whole of the data in words."""

from datetime import datetime

from django.utils.timezone import localtime

from regions.dates import PartialDate, Precision
from regions.formats import number
from regions.rows import Extent
from regions.typography import french

DATASET_TITLE = "Les chiffres publics de l'observatoire"
BEFORE_USE = tuple(
    french(sentence)
    for sentence in (
        "Un nombre ne se cite pas sans sa base, la colonne « base » : un même titre peut porter sur toutes "
        "les associations ou sur les seules associations employeuses.",
        "Une cellule vide n'est pas un zéro : la valeur n'est pas publiée. Zéro est une valeur.",
        "Un écart est en points, la région moins la France, pour la même question, la même réponse et la "
        "même base. Il est vide où la comparaison ne se peut pas.",
        "« Non testé » ne veut dire ni « semblable » ni « différent » : sans le nombre de répondants, on ne "
        "sait pas.",
        "Deux enquêtes ne se comparent que si leurs questions sont d'une même série : voir la table "
        "« questions ».",
        "Où plusieurs réponses étaient possibles, les parts dépassent 100\u202f% : ni total, ni camembert.",
        "« Prudence » signale un petit échantillon, « incertain » une valeur que sa source ne dit pas "
        "nettement.",
    )
)


def dataset_summary(extent: Extent) -> str:
    """ "100 chiffres publics, de la France et de 6 régions sur 13, pour 17 indicateurs et 7 enquêtes."."""
    if not extent.figures:
        return "Aucun chiffre n'est public à cette date."
    regions = f"de {_counted(extent.regions, 'région')} sur {number(extent.all_regions)}"
    territories = filter(None, ["de la France" if extent.national else "", regions if extent.regions else ""])
    return (
        f"{_counted(extent.figures, 'chiffre public', 'chiffres publics')}, {' et '.join(territories)}, pour "
        f"{_counted(extent.indicators, 'indicateur')} et {_counted(extent.surveys, 'enquête')}."
    )


def dataset_day(changed_at: datetime) -> str:
    """ "1er juin 2017", in Paris."""
    return str(PartialDate(localtime(changed_at).date(), Precision.DAY))


def dataset_citation(extent: Extent, address: str, licence: str) -> str:
    """What a reader writes under what was made of the data: who, what, of when, where, on what terms."""
    changed = extent.changed_at
    state = f", publications, rectifications et retraits jusqu'au {dataset_day(changed)}" if changed else ""
    return (
        f"Phare, observatoire des partenariats, «\u00a0{DATASET_TITLE}\u00a0»{state}, {address}, {licence}."
    )


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{number(count)} {one if count < 2 else many or f'{one}s'}"
