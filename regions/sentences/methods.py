"""How a survey was done, as far as it is public."""

from regions import formats
from regions.dates import day_words
from regions.models import Survey

BY_REFERENCE = "calculée par référence à la méthode aléatoire"


def fieldwork_words(survey: Survey) -> str:
    """ "du 3 au …": "du 3 mai 2016 au 9 juin 2016", or what is known of it."""
    start, end = (day and day_words(day) for day in (survey.fieldwork_start, survey.fieldwork_end))
    if start and end:
        return f"du {start} au {end}"
    if start:
        return f"à partir du {start}"
    return f"jusqu'au {end}" if end else "dates non publiées"


def sample_words(survey: Survey) -> str:
    """ "304 répondants (304 élus)", "plus de 2 000 personnes", or that nothing is known of it."""
    if survey.respondents is None:
        return survey.respondents_text or "non publié"
    known = f"{formats.number(survey.respondents)} répondants"
    return f"{known} ({survey.respondents_text})" if survey.respondents_text else known
