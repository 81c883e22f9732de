"""Which figures the page of an indicator needs, by their keys.

In SQL of its own: Django takes longer to write these queries than the database to answer them. The door is
that of regions.publication.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from regions.models import Figure, Indicator
from regions.publication import OUT
from regions.rows.recent import WAVES

_PUBLIC = f"""
    regions_figure f
    JOIN regions_region t ON t.id = f.region_id
    JOIN regions_report r ON r.id = f.report_id AND {OUT.format("r")}
"""
_KEYS = f"""
WITH asked AS (
    SELECT q.id, s.audience, s.released_on, s.slug,
        EXISTS (SELECT 1 FROM {_PUBLIC} WHERE f.question_id = q.id AND t.level = 'region') AS regional
    FROM regions_question q JOIN regions_survey s ON s.id = q.survey_id
    WHERE q.indicator_id = %s AND EXISTS (SELECT 1 FROM {_PUBLIC} WHERE f.question_id = q.id)
),
waves AS (
    SELECT id, slug, ROW_NUMBER() OVER (
        PARTITION BY audience, regional ORDER BY released_on DESC NULLS LAST, slug DESC
    ) AS wave
    FROM asked
),
shown AS (
    SELECT f.id, f.question_id, f.answer_id, f.base_id, t.level, b.parent_id IS NULL AS main,
        f.value IS NOT NULL OR EXISTS (
            SELECT 1 FROM regions_correction c WHERE c.figure_id = f.id AND {OUT.format("c")}
        ) AS valued
    FROM {_PUBLIC} JOIN regions_base b ON b.id = f.base_id
    WHERE f.question_id IN (SELECT id FROM waves WHERE wave <= {WAVES} OR slug = %s)
),
answer AS (
    SELECT a.id FROM regions_answer a JOIN shown ON shown.answer_id = a.id
    GROUP BY a.id, a.headline, a."order"
    ORDER BY MAX(CASE WHEN valued AND level = 'region' THEN 1 ELSE 0 END) DESC,
        a.headline DESC, a."order", a.id
    LIMIT 1
)
SELECT COALESCE(MIN(CASE WHEN valued THEN id END), MIN(id)) FROM shown
GROUP BY question_id, answer_id, base_id, level
UNION
SELECT id FROM shown
WHERE answer_id = (SELECT id FROM answer) AND (
    main OR NOT EXISTS (
        SELECT 1 FROM shown o
        WHERE o.question_id = shown.question_id AND o.answer_id = shown.answer_id AND o.main
    )
)
"""  # noqa: S608  # made of the pieces above


def figure_keys(indicator: Indicator, at: datetime, survey: str, beside: "QuerySet[Figure] | None") -> RawSQL:
    """One figure for each question, answer, base and level of the latest surveys, and of the `survey` of that
    address, with a value where there is one: the nation's, and that of a region; those of all the regions for
    the first answer, on main bases; and those `beside`."""
    instant = connection.ops.adapt_datetimefield_value(at)
    params: list[Any] = [instant, indicator.pk, instant, instant, instant, survey]
    if beside is None:
        return RawSQL(_KEYS, params)  # noqa: S611  # no word of it is a reader's
    sql, more = beside.order_by().values("pk").query.sql_with_params()
    return RawSQL(f"{_KEYS} UNION {sql}", [*params, *more])  # noqa: S611
