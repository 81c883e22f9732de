"""Whether what an edition relies on is, at its instant, as it was approved."""

from typing import Any

from django.db.models import BooleanField, F, Func

# A condition that meets a missing value is false here, never unknown.
_BROKEN = "NOT CASE WHEN {} THEN TRUE ELSE FALSE END"

# A report that did not change since and comes out no later; or that was public then, and was withdrawn.
_RELIANCE_KEPT = """
    (p.approved_at IS NOT NULL AND p.version = r.version AND p.publish_at <= {publish_at})
    OR EXISTS (
        SELECT 1 FROM regions_withdrawal w
        WHERE w.report_id = r.report_id AND w.version = r.version
        AND w.published_at <= {publish_at} AND w.withdrawn_at > {publish_at}
    )"""
_CORRECTED = """(
        SELECT k.value FROM regions_correction k
        WHERE k.figure_id = f.id AND k.approved_at IS NOT NULL AND k.publish_at <= {publish_at}
        ORDER BY k.publish_at DESC, k.id DESC LIMIT 1
    )"""
# A figure that reads, at the edition's instant, as the edition says. Of one that went with its report, after,
# the value may be another by now: its report tells whether it was the same, and its corrections.
_CITATION_KEPT = f"""
    (
        p.approved_at IS NOT NULL AND p.publish_at <= {{publish_at}}
        AND COALESCE({_CORRECTED}, f.value) = c.value
    )
    OR (f.withdrawn_at > {{publish_at}} AND COALESCE({_CORRECTED}, c.value) = c.value)"""
_STANDS = f"""(
    NOT EXISTS (
        SELECT 1 FROM press_reliance r JOIN regions_report p ON p.id = r.report_id
        WHERE r.edition_id = {{pk}} AND {_BROKEN.format(_RELIANCE_KEPT)}
    )
    AND NOT EXISTS (
        SELECT 1 FROM press_editioncitation c
        JOIN regions_figure f ON f.id = c.figure_id JOIN regions_report p ON p.id = f.report_id
        WHERE c.edition_id = {{pk}} AND {_BROKEN.format(_CITATION_KEPT)}
    )
)"""  # noqa: S608  # made of the pieces above


class Stands(Func):
    """Of an edition: nothing that it relies on changed before its instant.

    In SQL as it is: written as querysets, Django takes longer to compile it, several times for a page, than
    the database to answer it.
    """

    output_field = BooleanField()

    def __init__(self) -> None:
        super().__init__(F("pk"), F("publish_at"))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        pk, publish_at = (compiler.compile(one)[0] for one in self.get_source_expressions())
        return _STANDS.format(pk=pk, publish_at=publish_at), ()
