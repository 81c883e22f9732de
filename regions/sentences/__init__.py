"""Words about numbers, built from rows alone. Arithmetic is always said; judgement only where tested."""

from regions.sentences.blocks import block_sentence, lead, notes, number_sentence
from regions.sentences.citations import base_words, block_citation, citation, source_words
from regions.sentences.comparisons import (
    comparison_sentence,
    comparison_title,
    finding,
    series_sentence,
    spread_sentence,
)
from regions.sentences.words import (
    CAUTION,
    STATUS_WORDS,
    UNCERTAIN,
    VERDICT_WORDS,
    change_words,
    difference_words,
    gap_interval_words,
    gap_words,
    interval_words,
    map_words,
    point_words,
    rank_words,
    respondents_words,
    value_words,
    wave_words,
)

__all__ = [
    "CAUTION",
    "STATUS_WORDS",
    "UNCERTAIN",
    "VERDICT_WORDS",
    "base_words",
    "block_citation",
    "block_sentence",
    "change_words",
    "citation",
    "comparison_sentence",
    "comparison_title",
    "difference_words",
    "finding",
    "gap_interval_words",
    "gap_words",
    "interval_words",
    "lead",
    "map_words",
    "notes",
    "number_sentence",
    "point_words",
    "rank_words",
    "respondents_words",
    "series_sentence",
    "source_words",
    "spread_sentence",
    "value_words",
    "wave_words",
]
