"""Which of several figures of one answer words mean: those of the wave and of the base that they name."""

from collections.abc import Mapping

from regions.models import Figure, Survey


def of_wave(figures: list[Figure], named: frozenset[int], surveys: Mapping[int, Survey]) -> list[Figure]:
    """Those of the surveys that are named; where none of them asked this audience, of each answer those of
    the latest."""
    asked = {one.question.survey_id for one in figures}
    told = [one for one in figures if one.question.survey_id in named] if named & asked else []
    if told or not figures:
        return told
    if len(asked) == 1 and not named:
        return figures
    audiences = {surveys[pk].audience for pk in asked}
    if any(surveys[pk].audience in audiences for pk in named):
        return []
    latest: dict[int, tuple[str, int]] = {}
    for one in figures:
        latest[one.answer_id] = max(latest.get(one.answer_id, ("", 0)), released(one))
    return [one for one in figures if latest[one.answer_id] == released(one)]


def of_base(figures: list[Figure], named: frozenset[int]) -> list[Figure]:
    """Those of the bases that are named, the narrower first; else of the broadest."""
    told = [one for one in figures if one.base_id in named]
    if told:
        return [one for one in told if is_restricted(one) and one.base.parent_id] or told
    ids = {one.base_id for one in figures}
    broad = [one for one in figures if one.base.parent_id not in ids]
    return [one for one in broad if not one.base.parent_id] or broad


def released(figure: Figure) -> tuple[str, int]:
    survey = figure.question.survey
    return (str(survey.released_on or ""), survey.pk)


def is_restricted(figure: Figure) -> bool:
    """Whether its base is a part of its audience, which must be said."""
    return bool(figure.base.restriction)
