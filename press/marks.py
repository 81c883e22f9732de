"""Numbers in the words of a release that lead to what is told of them."""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from press import prose


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (exclusive) of a passage that lead to the `order`-th entry of the list of
    numbers; `told` is what a pointer shows."""

    start: int
    end: int
    order: int
    told: str


def marked(runs: Sequence[prose.Run], marks: Iterable[Mark], first: int = 0) -> list[prose.Run]:
    """The same words, cut at marks that do not overlap; these count from the character `first`."""
    whole = "".join(run.text for run in runs)
    cuts = [(first + one.start, first + one.end, one) for one in marks]
    found: list[prose.Run] = []
    at = 0
    for run in runs:
        here, last = at, at + len(run.text)
        for start, end, mark in cuts:
            if start < last and end > here:
                found.append(replace(run, text=whole[here : max(here, start)]))
                here, start = min(last, end), max(here, start)
                found.append(replace(run, text=whole[start:here], mark=mark))
        found.append(replace(run, text=whole[here:last]))
        at = last
    return [run for run in found if run.text]


def with_marks(blocks: Iterable[prose.Block], marks: Callable[[int], Iterable[Mark]]) -> list[prose.Block]:
    """The blocks with those that `marks` gives for the number of each block of words."""
    found = deepcopy(list(blocks))
    for number, block in enumerate(prose.paragraphs(found)):
        whole = "".join(run.text for run in block.runs)
        block.runs = marked(block.runs, marks(number), len(whole) - len(whole.lstrip()))
    return found


def line_html(text: str, marks: Iterable[Mark]) -> str:
    """A title or a lead, which hold no breaks, with its marks."""
    return prose.line_html(marked([prose.Run(text.replace("\n", " "))], marks))
