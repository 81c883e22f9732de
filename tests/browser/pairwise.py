"""Which states of a page to try, so that every two values of two factors meet at least once."""

from itertools import combinations, product


def pairwise(factors):
    """Rows of one value of each factor, from {"width": (1280, 320), …}: few, by a greedy choice.

    Each row holds the first pair not yet seen, and of those that do, shows the most pairs not yet seen.
    Factors of 30, 3, 3 and 2 values take 90 rows of 540.
    """
    names = list(factors)
    left = dict.fromkeys(
        ((one, a), (other, b))
        for one, other in combinations(names, 2)
        for a, b in product(factors[one], factors[other])
    )
    rows = []
    while left:
        first = dict(next(iter(left)))
        rest = [name for name in names if name not in first]
        rows.append(
            max(
                (
                    first | dict(zip(rest, values, strict=True))
                    for values in product(*(factors[name] for name in rest))
                ),
                key=lambda row: sum(pair in left for pair in _pairs(row, names)),
            )
        )
        for pair in _pairs(rows[-1], names):
            left.pop(pair, None)
    return rows


def _pairs(row, names):
    return combinations(((name, row[name]) for name in names), 2)
