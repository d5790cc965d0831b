"""How much faster the columns of intervals are than a plain loop over the same figures.

Run: .venv/bin/python benchmarks/intervals.py. Prints CPU seconds and ratios; it asserts nothing, as times differ from
one machine to the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from levelground.statistics.four_fifths import false_alarm_share
from levelground.statistics.proportions import newcombe_difference, newcombe_difference_many, wilson, wilson_many
from levelground.statistics.relative_likelihood import koopman, koopman_many, mid_p, mid_p_many

FIGURES = 8_800
SEED = 20_250_331


def cpu(work: Callable[[], object], repeats: int = 5) -> float:
    """The least CPU seconds of a few runs."""
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def made_up_counts() -> list[np.ndarray]:
    """Two groups of 20 to 10,000 people for each figure, 5 percent of them with the feature."""
    random = np.random.default_rng(SEED)
    first, second = (random.integers(20, 10_000, FIGURES) for _ in range(2))
    return [random.binomial(first, 0.05), first, random.binomial(second, 0.05), second]


def main() -> None:
    """Prints one line for each method."""
    counts = made_up_counts()
    rows = list(zip(*(column.tolist() for column in counts), strict=True))
    methods = [
        ("Wilson", wilson, wilson_many, 2),
        ("Newcombe", newcombe_difference, newcombe_difference_many, 4),
        ("Koopman", koopman, koopman_many, 4),
        ("mid-P", mid_p, mid_p_many, 4),
    ]
    print(f"{FIGURES:,} figures, CPU seconds: {'columns':>8} {'loop':>8} {'ratio':>8}")
    for name, single, many, width in methods:
        columns = cpu(lambda many=many, width=width: many(*counts[:width]))
        loop = cpu(lambda single=single, width=width: [single(*row[:width]) for row in rows], repeats=1)
        print(f"{name:>29} {columns:8.4f} {loop:8.4f} {loop / columns:7.0f}x")
    alarm = cpu(lambda: false_alarm_share(2_400, 7_000, 0.006))
    print(f"One false-alarm share at 2,400 and 7,000 people: {1000 * alarm:.2f} ms")


if __name__ == "__main__":
    main()
